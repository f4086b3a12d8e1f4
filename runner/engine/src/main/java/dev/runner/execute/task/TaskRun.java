package dev.runner.execute.task;

import dev.runner.event.Outcome;
import dev.runner.event.Outcome.Kind;
import dev.runner.event.RunEvent;
import dev.runner.execute.compile.CompiledTask;
import dev.runner.execute.compile.LoopControl;
import dev.runner.execute.compile.LoopItems;
import dev.runner.playbook.Loop;
import dev.runner.template.Scope;
import dev.runner.template.TemplateException;
import dev.runner.values.UnknownException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One task on one host: once, or for each item of its loop.
public final class TaskRun {
  private final String host;
  private final CompiledTask task;
  private final RunEvent.Task title;
  private final Surroundings with;
  private final Tries tries;
  private final TaskOutcome outcome;

  public TaskRun(String host, CompiledTask task, RunEvent.Task title, Surroundings with) {
    this.host = host;
    this.task = task;
    this.title = title;
    this.with = with;
    this.tries = new Tries(host, task, title, with);
    this.outcome = new TaskOutcome(task, with);
  }

  /// Runs it to its end, with all tries and items.
  public TaskResult run(Scope scope) throws InterruptedException {
    if (task.loop().isEmpty()) {
      Scope own = with.delegated(scope);
      return concluded(tries.of(own, Optional.empty()), own);
    }
    return loop(task.loop().get(), scope);
  }

  private TaskResult loop(Loop loop, Scope scope) throws InterruptedException {
    List<?> items;
    LoopControl control;
    try {
      items = LoopItems.of(loop, scope);
      control = LoopControl.of(task.keyword("loop_control"), scope);
    } catch (TemplateException e) {
      return concluded(loopless(e, scope), scope);
    } catch (UnknownException e) {
      return concluded(Pass.of(Ending.of(Kind.UNKNOWN, e.unknown().because(), "")), scope);
    }
    try {
      return new LoopRun(new LoopRun.Repeated(host, task, title, with, tries, outcome), control)
          .over(items, scope);
    } catch (EarlyFailure e) {
      return concluded(Pass.of(e), scope);
    }
  }

  /// A condition that doesn't hold without an item spares a loop over what isn't defined. All other
  /// mistakes of a loop count whatever the condition says.
  private Pass loopless(TemplateException e, Scope scope) {
    if (!e.isUndefined()) {
      return Pass.of(EarlyFailure.ofLoop(e, scope));
    }
    try {
      Optional<Object> unmet = Conditions.unmet(task, scope);
      if (unmet.isPresent()) {
        return Pass.skipped(unmet.get(), scope.language());
      }
    } catch (TemplateException | EarlyFailure | UnknownException condition) {
      // it may depend on the item: the loop is what is wrong
    }
    return Pass.of(EarlyFailure.of(e, false, scope));
  }

  private TaskResult concluded(Pass pass, Scope scope) {
    Map<String, Object> result = new LinkedHashMap<>(pass.result());
    if (pass.ending().kind().isTrouble() && !scope.isBefore219()) {
      result.putIfAbsent("exception", Results.NO_TRACE);
    }
    Outcome shown = outcome.of(pass, scope, result);
    return new TaskResult(
        shown,
        outcome.kept(ResultOrder.of(result, scope), scope),
        Told.all(pass.ending().effects(), with.factsOf(scope)),
        shown.kind() == Kind.CHANGED);
  }
}
