package dev.runner.execute.compile;

import dev.runner.catalog.ActionGroups;
import dev.runner.catalog.Modules;
import dev.runner.playbook.Role;
import dev.runner.playbook.Task;
import dev.runner.source.Sources;
import dev.runner.source.Vars;
import dev.runner.template.Scope;
import dev.runner.template.TemplateException;
import dev.runner.values.None;
import dev.runner.values.Text;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Puts into a task all that it inherits. Keywords that steer the order of things, and so must be
/// known before a host takes its turn, are rendered here.
final class TaskCompiler {
  private static final List<String> STEERING = List.of("run_once", "any_errors_fatal", "throttle");

  private final Function<Task, Scope> scopes;
  private final RunOptions.Defaults defaults;
  private final ModuleDefaults moduleDefaults;

  /// @param scopes variables for keywords that are the same for all hosts
  TaskCompiler(
      Modules modules,
      Sources sources,
      Function<Task, Scope> scopes,
      RunOptions.Defaults defaults) {
    this.moduleDefaults = new ModuleDefaults(modules, new ActionGroups(modules, sources));
    this.defaults = defaults;
    this.scopes = scopes;
  }

  CompiledTask compile(String id, Task task, Vars given) {
    return compile(id, task, Optional.empty(), given);
  }

  /// What is done for a block, as a task with the block's keywords.
  CompiledTask compile(String id, BlockTurn turn, Vars given) {
    return compile(id, turn.task(), Optional.of(turn), given);
  }

  private CompiledTask compile(String id, Task task, Optional<BlockTurn> turn, Vars given) {
    Map<String, Object> keywords = new HashMap<>(task.settings().effective());
    keywords.values().removeIf(value -> value == None.NONE);
    if (defaults.noLog()) {
      keywords.putIfAbsent("no_log", true);
    }
    defaults.keywords().forEach(keywords::putIfAbsent);
    if (defaults.anyErrorsFatal()) {
      keywords.putIfAbsent("any_errors_fatal", true);
    }
    for (String name : STEERING) {
      Object written = keywords.get(name);
      if (written != null && Text.isText(written)) {
        Scope scope = scopes.apply(task);
        Object value = steering(name, written, scope);
        keywords.remove(name);
        (value.equals(Scope.OMIT)
                ? Omitted.outside(task.settings(), name, scope).map(scope::value)
                : Optional.of(value))
            .ifPresent(each -> keywords.put(name, each));
      }
    }
    throttle(keywords.get("throttle"), task).ifPresent(most -> keywords.put("throttle", most));
    return new CompiledTask(
        id,
        task.name().filter(name -> name != None.NONE),
        task.module(),
        parameters(task),
        keywords,
        task.settings().when(),
        task.settings().together("environment"),
        task.searchPath().stream().distinct().toList(),
        task.role().map(Role::name).orElse(""),
        task.loop(),
        task.origin(),
        task.handler(),
        task,
        turn,
        given);
  }

  private static Object steering(String name, Object written, Scope scope) {
    try {
      return scope.value(written);
    } catch (TemplateException e) {
      throw name.equals("throttle")
          ? new TemplateException(
              "Failed to convert the throttle value to an integer: " + e.sentence(),
              e.hint(),
              e.origin().orElse(null),
              e.isUndefined(),
              e)
          : Keywords.wrong(name, e);
    }
  }

  private Optional<Long> throttle(@Nullable Object written, Task task) {
    return Keywords.plain(written, scopes.apply(task))
        .map(
            text -> {
              try {
                return (long) Double.parseDouble(text.strip());
              } catch (NumberFormatException e) {
                throw new TemplateException(
                    "Failed to convert the throttle value to an integer: invalid literal for int() with base 10: '%s'"
                        .formatted(text),
                    "",
                    task.origin(),
                    false,
                    e);
              }
            });
  }

  /// The parameters, over those that `module_defaults` gives.
  private Map<String, Object> parameters(Task task) {
    return moduleDefaults.under(task.module(), task.parameters(), task, () -> scopes.apply(task));
  }

  /// What a `meta` task asks for; nothing for other tasks.
  Optional<String> meta(CompiledTask task) {
    return task.bareModule().equals("meta")
        ? task.source()
            .freeForm()
            .map(action -> Written.plain(scopes.apply(task.source()).value(action)).strip())
        : Optional.empty();
  }

  /// A steering keyword's yes or no. Where it can't be told the task says so in its turn.
  boolean flag(CompiledTask task, String keyword) {
    try {
      return Keywords.flag(task.keyword(keyword), scopes.apply(task.source())).orElse(false);
    } catch (TemplateException e) {
      return false;
    }
  }

  /// What a handler is called, rendered.
  ///
  /// @throws TemplateException where that depends on what isn't known
  Optional<String> text(Task task, Object written) {
    return Keywords.plain(written, scopes.apply(task));
  }
}
