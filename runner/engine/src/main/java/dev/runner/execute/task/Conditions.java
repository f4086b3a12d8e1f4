package dev.runner.execute.task;

import dev.runner.execute.compile.CompiledTask;
import dev.runner.execute.compile.Written;
import dev.runner.template.Scope;
import dev.runner.template.TemplateException;
import dev.runner.values.Text;
import java.util.List;
import java.util.Optional;

/// Conditions of a task: `when`, `until`.
public final class Conditions {
  private Conditions() {}

  /// The first condition of `when` that doesn't hold, as it is told.
  ///
  /// @throws EarlyFailure if one can't be evaluated
  public static Optional<Object> unmet(CompiledTask task, Scope scope) {
    for (Object condition : task.when()) {
      if (!holds("A 'when'", condition, scope, false)) {
        return Optional.of(Text.isText(condition) ? Written.plain(condition) : condition);
      }
    }
    return Optional.empty();
  }

  private static boolean holds(String keyword, Object condition, Scope scope, boolean begun) {
    try {
      return scope.condition(condition);
    } catch (TemplateException e) {
      throw EarlyFailure.condition(keyword, condition, e, scope, begun);
    }
  }

  static boolean holdAll(String keyword, List<Object> conditions, Scope scope, boolean begun) {
    for (Object condition : conditions) {
      if (!holds(keyword, condition, scope, begun)) {
        return false;
      }
    }
    return true;
  }
}
