package dev.runner.execute.task;

import dev.runner.event.Outcome;
import dev.runner.event.Outcome.Handling;
import dev.runner.event.Outcome.Kind;
import dev.runner.execute.compile.CompiledTask;
import dev.runner.execute.compile.LoopControl;
import dev.runner.source.Vars;
import dev.runner.template.Scope;
import dev.runner.template.TemplateException;
import dev.runner.values.Python;
import dev.runner.values.Unknown;
import dev.runner.values.UnknownException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What reports show of a task on a host, and what is kept of it.
final class TaskOutcome {
  private static final String CENSORED =
      "the output has been hidden due to the fact that 'no_log: true' was specified for this"
          + " result";

  private final CompiledTask task;
  private final Surroundings with;
  private final Instant began = Instant.now();

  TaskOutcome(CompiledTask task, Surroundings with) {
    this.task = task;
    this.with = with;
  }

  /// What is registered of a result that is hidden stays usable, and is shown nowhere.
  Map<String, Object> kept(Map<String, Object> result, Scope scope) {
    return flag("no_log", scope) ? Vars.of(result, task.origin()).secret().values() : result;
  }

  /// @param result loses what is for reports only
  Outcome of(Pass pass, Scope scope, Map<String, Object> result) {
    Ending ending = pass.ending();
    boolean secret = Boolean.TRUE.equals(result.remove(Results.HIDDEN));
    boolean hidden = secret || flag("no_log", scope);
    boolean told = Boolean.TRUE.equals(result.remove(Results.TOLD));
    Map<String, Object> shown = new LinkedHashMap<>();
    if (hidden) {
      shown.put("censored", CENSORED);
      if (result.containsKey("changed")) {
        shown.put("changed", Boolean.TRUE.equals(result.get("changed")));
      }
    } else {
      result.forEach(
          (name, value) -> {
            if (!(value instanceof Unknown)) {
              shown.put(name, with.masking().value(value));
            }
          });
    }
    Kind kind = ending.kind();
    Handling handling =
        kind.isTrouble()
                && flag(kind == Kind.UNREACHABLE ? "ignore_unreachable" : "ignore_errors", scope)
            ? Handling.IGNORED
            : Handling.NONE;
    return new Outcome(
        kind,
        hidden ? "" : with.masking().text(ending.reason()),
        hidden ? "" : with.masking().text(ending.remedy()),
        shown,
        hidden ? List.of() : ending.steps().stream().map(step -> masked(step, scope)).toList(),
        hidden ? List.of() : ending.warnings().stream().map(with.masking()::text).toList(),
        Duration.between(began, Instant.now()),
        handling,
        hidden ? List.of() : ending.causes().stream().map(this::masked).toList(),
        with.shownDelegate(scope).orElse(""),
        told && !hidden,
        false,
        hidden
            ? List.of()
            : ending.deprecations().stream()
                .map(each -> each.masked(with.masking()::text))
                .toList());
  }

  private Outcome.Cause masked(Outcome.Cause cause) {
    return new Outcome.Cause(with.masking().text(cause.message()), cause.where(), cause.help());
  }

  private Outcome.ShownStep masked(Outcome.ShownStep step, Scope scope) {
    Masking masking = with.masking();
    return new Outcome.ShownStep(
        masking.text(step.title()),
        masking.text(step.command()),
        with.diffing(scope) ? masking.text(step.diff()) : "");
  }

  /// How reports call an item.
  ///
  /// @param warnings takes why its label can't be rendered
  String label(LoopControl control, Scope scope, Object item, List<String> warnings) {
    if (flag("no_log", scope)) {
      return "(censored due to no_log)";
    }
    Object label;
    try {
      label = control.label(scope, item);
    } catch (UnknownException e) {
      label = item;
    } catch (TemplateException e) {
      String name = scope.isBefore219() ? "loop_control.label" : "loop_control label";
      warnings.add("Failed to template %s: %s".formatted(name, e.sentence()));
      label = item;
    }
    Object masked = with.masking().value(label);
    return Python.string(masked);
  }

  /// A keyword that depends on the item has no say about the loop as a whole; one that is wrong has
  /// failed the task already.
  private boolean flag(String keyword, Scope scope) {
    Object written = task.keyword(keyword);
    try {
      return written != null && scope.flag(written);
    } catch (TemplateException e) {
      return keyword.equals("no_log");
    }
  }
}
