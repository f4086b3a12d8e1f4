package dev.runner.execute;

import dev.runner.execute.compile.CompiledTask;
import dev.runner.execute.compile.Keywords;
import dev.runner.execute.compile.Written;
import dev.runner.execute.task.Registration;
import dev.runner.execute.task.TaskResult;
import dev.runner.template.Scope;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The names of handlers that a task notifies; in a loop they may depend on the item.
final class NotifiedNames {
  private NotifiedNames() {}

  /// @throws dev.runner.template.TemplateException if a name can't be rendered
  static List<String> of(CompiledTask task, TaskResult result, Scope scope) {
    List<Object> written = Keywords.list(task.keyword("notify"));
    if (written.isEmpty()) {
      return List.of();
    }
    Set<String> names = new LinkedHashSet<>();
    if (result.outcome().loop() && result.registered().get("results") instanceof List<?> items) {
      for (Object item : items) {
        if (item instanceof Map<?, ?> each && !Boolean.TRUE.equals(each.get("skipped"))) {
          names.addAll(names(written, scope.under(Registration.item(each))));
        }
      }
    } else {
      names.addAll(names(written, scope));
    }
    return List.copyOf(names);
  }

  private static List<String> names(List<Object> written, Scope scope) {
    List<String> names = new ArrayList<>();
    for (Object each : written) {
      Object value = scope.value(each);
      if (!value.equals(Scope.OMIT)) {
        Keywords.list(value).forEach(name -> names.add(Written.plain(name)));
      }
    }
    return names;
  }
}
