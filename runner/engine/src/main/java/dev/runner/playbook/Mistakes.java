package dev.runner.playbook;

import dev.runner.source.Diagnostics;
import dev.runner.source.DidYouMean;
import dev.runner.source.Yaml;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Says what is wrong with a keyword.
final class Mistakes {
  /// Keywords that are gone, and what takes their place.
  private static final Map<String, String> GONE =
      Map.of(
          "include", "use 'include_tasks' or 'import_tasks'",
          "sudo", "use 'become'",
          "sudo_user", "use 'become_user'",
          "su", "use 'become' with 'become_method: su'",
          "always_run", "use 'check_mode: false'",
          "only_if", "use 'when'",
          "static", "use 'import_tasks' or 'include_tasks'");

  private Mistakes() {}

  /// The entry is no keyword of this level.
  static void unknown(Yaml.Entry entry, Level level, Diagnostics diagnostics) {
    unknown(entry, level, List.of(), diagnostics);
  }

  /// The entry is no keyword of this level, nor any of these.
  static void unknown(Yaml.Entry entry, Level level, List<String> others, Diagnostics diagnostics) {
    String name = entry.name();
    List<String> known = new ArrayList<>(Keyword.names(level));
    known.addAll(others);
    String hint = GONE.getOrDefault(name, DidYouMean.hint(name, known));
    if (hint.isEmpty() && Keyword.named(name).isPresent()) {
      hint = "it belongs to " + elsewhere(Keyword.named(name).get());
    }
    diagnostics.error(
        entry.key().origin(),
        "'%s' is not a valid attribute for a %s".formatted(name, level.title()),
        hint);
  }

  private static String elsewhere(Keyword keyword) {
    return String.join(" or ", keyword.levels().stream().map(Level::phrase).toList());
  }
}
