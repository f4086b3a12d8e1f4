package dev.runner.execute;

import dev.runner.event.RunEvent;
import dev.runner.execute.compile.CompiledTask;
import dev.runner.execute.compile.Written;
import dev.runner.module.Effect;
import dev.runner.playbook.Keyword;
import dev.runner.playbook.Level;
import dev.runner.playbook.Settings;
import dev.runner.source.Vars;
import dev.runner.values.Origin;
import dev.runner.values.Text;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Warnings about variables that bear the names of words of the language: they work, but are easily
/// mistaken for what the words mean.
final class ReservedNames {
  /// Words that are variables of their own kind, or keywords of handlers and role entries alone.
  private static final Set<String> FREE = Set.of("vars", "gather_subset", "listen", "role");

  private static final Set<String> RESERVED = reserved();

  private ReservedNames() {}

  private static Set<String> reserved() {
    Set<String> names = new HashSet<>();
    Keyword.all().forEach(keyword -> names.add(keyword.name()));
    names.addAll(List.of("async_val", "loop_with", "with_", "omit", "undef", "now"));
    names.addAll(List.of("lookup", "query", "q", "range", "dict", "lipsum", "cycler", "joiner"));
    names.add("namespace");
    names.removeAll(FREE);
    return Set.copyOf(names);
  }

  /// About variables that are written somewhere.
  static List<RunEvent.Warned> of(Vars vars) {
    List<RunEvent.Warned> warnings = new ArrayList<>();
    for (String name : vars.names()) {
      if (RESERVED.contains(name)) {
        warnings.add(warning(name, vars.origin(name)));
      }
    }
    return warnings;
  }

  /// About the variables of a task, and of the blocks that it stands in.
  static List<RunEvent.Warned> of(CompiledTask task) {
    List<RunEvent.Warned> warnings = new ArrayList<>();
    Optional<Settings> at = Optional.of(task.source().settings());
    while (at.isPresent() && at.get().level() != Level.PLAY) {
      warnings.addAll(of(at.get().vars()));
      at = at.get().parent();
    }
    return warnings;
  }

  /// About what a task leaves behind.
  static List<RunEvent.Warned> of(CompiledTask task, List<Effect> effects) {
    List<RunEvent.Warned> warnings = new ArrayList<>();
    Object register = task.keyword("register");
    if (register != null && Text.isText(register)) {
      add(
          Written.plain(register),
          task.source().settings().origin("register").orElse(null),
          warnings);
    }
    for (Effect effect : effects) {
      Map<String, ?> values =
          switch (effect) {
            case Effect.Variables variables -> variables.values();
            case Effect.IncludedVariables variables -> variables.values();
            default -> Map.of();
          };
      for (String name : values.keySet()) {
        add(name, task.source().places().get(name), warnings);
      }
    }
    return warnings;
  }

  private static void add(String name, @Nullable Origin origin, List<RunEvent.Warned> warnings) {
    if (RESERVED.contains(name)) {
      warnings.add(warning(name, origin));
    }
  }

  private static RunEvent.Warned warning(String name, @Nullable Origin origin) {
    return new RunEvent.Warned(
        "Found variable using reserved name '%s'.".formatted(name),
        origin == null || origin.line() == 0 ? "" : origin.toString());
  }
}
