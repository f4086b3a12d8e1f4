package dev.runner.execute;

import dev.runner.execute.compile.CompiledTask;
import dev.runner.execute.compile.Keywords;
import dev.runner.execute.compile.Written;
import dev.runner.template.Scope;
import dev.runner.template.TemplateException;
import dev.runner.values.Marks;
import dev.runner.values.Python;
import dev.runner.values.Text;
import dev.runner.values.Undefined;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// What `environment` says of a task's commands.
final class TaskEnvironment {
  private static final Set<String> GATHERING = Set.of("setup", "gather_facts");

  private TaskEnvironment() {}

  /// The variables, each block's over those of the one around it.
  static Map<String, Text> of(CompiledTask task, Scope scope) {
    Map<String, Text> all = new LinkedHashMap<>();
    for (Object written : task.environment()) {
      for (Object each : Keywords.list(value(written, task, scope))) {
        if (each.equals(Scope.OMIT)) {
          continue;
        }
        if (!(each instanceof Map<?, ?> map)) {
          scope.warn(
              "could not parse environment value, skipping: it is a mapping of names to values, not '%s'"
                  .formatted(Written.plain(each)));
          continue;
        }
        map.forEach(
            (name, value) ->
                all.put(
                    Written.plain(name),
                    value instanceof Text text ? text : Text.of(Python.string(value), Marks.NONE)));
      }
    }
    return all;
  }

  /// What facts are needed for can't be known before they are gathered.
  private static Object value(Object written, CompiledTask task, Scope scope) {
    try {
      return scope.value(written);
    } catch (TemplateException e) {
      if (e.isUndefined() && GATHERING.contains(task.bareModule())) {
        return known(written, scope);
      }
      throw Keywords.wrong("environment", e);
    }
  }

  /// Those of the entries that are known.
  private static Map<Object, Object> known(Object written, Scope scope) {
    Map<Object, Object> known = new LinkedHashMap<>();
    if (written instanceof Map<?, ?> entries) {
      for (Map.Entry<?, ?> entry : entries.entrySet()) {
        Object value = scope.valueOrUndefined(Objects.requireNonNull(entry.getValue()));
        if (!(value instanceof Undefined)) {
          known.put(Objects.requireNonNull(entry.getKey()), value);
        }
      }
    }
    return known;
  }
}
