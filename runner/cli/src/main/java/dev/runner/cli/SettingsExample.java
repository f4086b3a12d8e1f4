package dev.runner.cli;

import dev.runner.configuration.FileKey;
import dev.runner.configuration.Setting;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Writes settings down as they usually are: something to begin with.
///
/// @param disabled whether all are comments
record SettingsExample(Collection<Setting> settings, boolean disabled, PrintWriter out) {

  /// Lines for a shell, that set variables of the environment.
  void variables() {
    for (Setting each : settings) {
      out.println(
          "# %s(%s): %s"
              .formatted(
                  each.option().ansibleName(),
                  each.option().kind().ansibleName(),
                  each.option().text()));
      out.println(
          "%s%s=%s"
              .formatted(
                  disabled ? "#" : "",
                  each.option().variables().getLast(),
                  each.option().byDefault()));
      out.println();
    }
  }

  /// The file.
  void file() {
    Map<String, List<String>> sections = new LinkedHashMap<>();
    for (Setting each : settings) {
      FileKey key = FileKey.of(each.option().keys().getFirst());
      List<String> lines = sections.computeIfAbsent(key.section(), name -> new ArrayList<>());
      lines.add("# (%s) %s".formatted(each.option().kind().ansibleName(), each.option().text()));
      lines.add(
          "%s%s=%s"
              .formatted(
                  disabled ? ";" : "",
                  key.name().toLowerCase(Locale.ROOT),
                  each.option().byDefault()));
      lines.add("");
    }
    sections.forEach(
        (name, lines) -> {
          out.println("[" + name + "]");
          lines.forEach(out::println);
        });
  }
}
