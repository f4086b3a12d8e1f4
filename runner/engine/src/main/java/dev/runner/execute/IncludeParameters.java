package dev.runner.execute;

import dev.runner.execute.compile.CompiledTask;
import dev.runner.execute.compile.Keywords;
import dev.runner.execute.task.EarlyFailure;
import dev.runner.playbook.RoleFiles;
import dev.runner.playbook.Task;
import dev.runner.template.Scope;
import dev.runner.template.TemplateException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The parameters of `include_tasks` and `include_role`, rendered for one item.
///
/// @param task the include
record IncludeParameters(CompiledTask task) {
  /// What is to be included.
  ///
  /// @param item the variables of the loop's item
  /// @throws TemplateException if the file's or role's name is missing
  /// @throws EarlyFailure if a parameter can't be rendered
  Includes.Wanted wanted(Scope scope, Map<String, Object> item) {
    boolean role = task.bareModule().equals("include_role");
    String name =
        (role ? text("name", scope).or(() -> text("role", scope)) : text("file", scope))
            .or(() -> text(Task.FREE_FORM, scope))
            .orElseThrow(() -> nameless(role));
    return new Includes.Wanted(
        name,
        role ? Optional.of(files(scope)) : Optional.empty(),
        role ? Keywords.flag(task.parameters().get("public"), scope) : Optional.empty(),
        apply(scope),
        item);
  }

  /// Whether a `rescue` may take care of a file that can't be read.
  boolean isRescuable(Scope scope) {
    return flag("rescuable", scope);
  }

  private TemplateException nameless(boolean role) {
    String sentence = "'%s' needs %s".formatted(task.module(), role ? "'name'" : "a file");
    return new TemplateException(sentence, "", task.origin(), false, null);
  }

  /// From 2.19 on they are rendered with the other parameters, before that where they are used.
  private Map<String, ?> apply(Scope scope) {
    Object written = task.parameters().get("apply");
    Object given = scope.isBefore219() || written == null ? written : rendered("apply", scope);
    Map<String, Object> apply = new LinkedHashMap<>();
    if (given instanceof Map<?, ?> map) {
      map.forEach((name, value) -> apply.put(name.toString(), value));
    }
    return apply;
  }

  private RoleFiles files(Scope scope) {
    return new RoleFiles(
        text("tasks_from", scope).orElse("main"),
        text("vars_from", scope).orElse("main"),
        text("defaults_from", scope).orElse("main"),
        text("handlers_from", scope).orElse("main"),
        flag("rolespec_validate", scope),
        Optional.of(flag("allow_duplicates", scope)));
  }

  private boolean flag(String parameter, Scope scope) {
    return Keywords.flag(task.parameters().get(parameter), scope).orElse(true);
  }

  private Optional<String> text(String parameter, Scope scope) {
    return finalized(parameter, scope, written -> Keywords.plain(written, scope));
  }

  private Object rendered(String parameter, Scope scope) {
    return finalized(parameter, scope, written -> scope.value(written));
  }

  private <T> T finalized(String parameter, Scope scope, Function<@Nullable Object, T> rendering) {
    try {
      return rendering.apply(task.parameters().get(parameter));
    } catch (TemplateException e) {
      String module = "ansible.builtin." + task.bareModule();
      throw EarlyFailure.parameter(task.source(), module, parameter, e, scope);
    }
  }
}
