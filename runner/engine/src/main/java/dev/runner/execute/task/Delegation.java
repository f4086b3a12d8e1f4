package dev.runner.execute.task;

import dev.runner.execute.compile.CompiledTask;
import dev.runner.execute.compile.Written;
import dev.runner.template.Scope;
import dev.runner.template.TemplateException;
import dev.runner.values.None;
import dev.runner.values.UnknownException;
import java.util.Map;
import java.util.Optional;

/// Who carries a task out instead of its host: from ansible-core 2.19 on this must be known before
/// its conditions are looked at.
public final class Delegation {
  /// The variables of the host that carries the task out, by its name.
  public static final String VARIABLES = "ansible_delegated_vars";

  private Delegation() {}

  /// The host that was chosen for this task or item: a template may choose another one each time it
  /// is asked.
  public static Optional<String> decided(Scope scope) {
    return scope.get(VARIABLES) instanceof Map<?, ?> hosts && hosts.size() == 1
        ? Optional.of(Written.plain(hosts.keySet().iterator().next()))
        : Optional.empty();
  }

  /// @throws TemplateException if the template of `delegate_to` can't be rendered, or names nobody
  static void check(CompiledTask task, Scope scope) {
    Object written = task.keyword("delegate_to");
    if (written == null
        || scope.isBefore219()
        || Written.plain(written).isEmpty()
        || decided(scope).isPresent()) {
      return;
    }
    try {
      Object value = scope.value(written);
      if (value == None.NONE || Written.plain(value).isEmpty()) {
        throw new TemplateException(
            "Empty hostname produced from delegate_to: \"%s\"".formatted(Written.plain(written)),
            "leave it out with `default(omit)`",
            null,
            false,
            null);
      }
    } catch (UnknownException e) {
      // the task says so, unless its conditions spare it
    }
  }

  /// Whether the keyword says something, and that is nobody.
  public static boolean isNobody(CompiledTask task, Scope scope) {
    try {
      check(task, scope);
      return false;
    } catch (TemplateException e) {
      return true;
    }
  }
}
