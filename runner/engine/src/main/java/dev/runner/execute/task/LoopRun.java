package dev.runner.execute.task;

import dev.runner.event.Outcome;
import dev.runner.event.Outcome.Handling;
import dev.runner.event.Outcome.Kind;
import dev.runner.event.RunEvent;
import dev.runner.execute.compile.CompiledTask;
import dev.runner.execute.compile.LoopControl;
import dev.runner.module.Effect;
import dev.runner.template.Scope;
import dev.runner.template.TemplateException;
import dev.runner.variables.FactNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// A task on a host for each item of a loop.
final class LoopRun {
  private static final String FACTS = "ansible_facts";

  /// The task that is repeated.
  record Repeated(
      String host,
      CompiledTask task,
      RunEvent.Task title,
      Surroundings with,
      Tries tries,
      TaskOutcome outcome) {}

  private final Repeated repeated;
  private final LoopControl control;
  private final List<Map<String, Object>> results = new ArrayList<>();
  private final List<Outcome> outcomes = new ArrayList<>();
  private final List<Told> effects = new ArrayList<>();

  /// Variables and facts that items have set.
  private final Map<String, Object> learned = new LinkedHashMap<>();

  LoopRun(Repeated repeated, LoopControl control) {
    this.repeated = repeated;
    this.control = control;
  }

  TaskResult over(List<?> items, Scope scope) throws InterruptedException {
    for (int index = 0; index < items.size(); index++) {
      if (index > 0 && !control.pause().isZero()) {
        repeated.with().pause(control.pause());
      }
      if (isLast(items, index, scope)) {
        break;
      }
    }
    return result(scope);
  }

  /// Does one item.
  ///
  /// @return whether the loop ends with it
  private boolean isLast(List<?> items, int index, Scope scope) throws InterruptedException {
    Map<String, Object> vars = control.variables(items, index);
    Scope inner = repeated.with().delegated(soFar(scope.under(learned)).under(vars));
    Pass pass = repeated.tries().of(inner, Optional.of(results));
    Map<String, Object> result = new LinkedHashMap<>(pass.result());
    vars.forEach((name, value) -> result.put(name, Objects.requireNonNull(value)));
    boolean breaks = false;
    try {
      Optional<Boolean> broken = control.breaks(after(inner, result));
      breaks = broken.orElse(false);
      broken.ifPresent(value -> result.put("break_when_result", value));
    } catch (TemplateException e) {
      breaks = true;
      pass = broken(pass, result, e);
    }
    if (pass.ending().kind().isTrouble() && !scope.isBefore219()) {
      result.putIfAbsent("exception", Results.NO_TRACE);
    }
    List<String> warnings = new ArrayList<>();
    String label =
        repeated.outcome().label(control, after(inner, result), items.get(index), warnings);
    if (!warnings.isEmpty() && scope.isBefore219()) {
      pass = unlabelled(pass, result, warnings.getFirst());
    } else if (!warnings.isEmpty()) {
      pass = new Pass(pass.ending().warned(warnings), pass.result());
      result.put("warnings", List.copyOf(pass.ending().warnings()));
    }
    Outcome outcome = repeated.outcome().of(pass, inner, result);
    outcomes.add(outcome);
    results.add(ResultOrder.of(result, scope));
    Optional<String> owner = repeated.with().factsOf(inner);
    effects.addAll(Told.all(pass.ending().effects(), owner));
    if (owner.isEmpty()) {
      learn(pass.ending().effects(), inner);
    }
    repeated
        .with()
        .events()
        .accept(new RunEvent.ItemFinished(repeated.host(), repeated.title(), label, outcome));
    return breaks;
  }

  /// What is known before an item: the result of the one before is registered already.
  private Scope soFar(Scope scope) {
    Object register = repeated.task().keyword("register");
    if (register == null || results.isEmpty()) {
      return scope;
    }
    List<Map<String, Object>> earlier = results.subList(0, results.size() - 1);
    return scope.under(
        Registration.visible(register, results.getLast(), Optional.of(earlier), scope));
  }

  /// What is known when an item is done: its result, too.
  private Scope after(Scope item, Map<String, Object> result) {
    return item.under(
        Registration.visible(
            repeated.task().keyword("register"), result, Optional.of(results), item));
  }

  /// An item after which it can't be found out whether the loop goes on.
  private static Pass broken(Pass pass, Map<String, Object> result, TemplateException e) {
    boolean failed = pass.ending().kind().isTrouble();
    if (failed) {
      result.put("break_when_suppressed_exception", Results.NO_TRACE);
    }
    List<Outcome.Cause> causes =
        EarlyFailure.judged(failed, "A 'break_when' expression failed.", e);
    result.put("break_when_result", e.sentence());
    result.put("failed", true);
    result.putIfAbsent("msg", Outcome.brief(causes));
    return new Pass(pass.ending().as(Kind.FAILED, Outcome.brief(causes), causes), pass.result());
  }

  /// An item without a label that can be rendered: before ansible-core 2.19 it has failed.
  private static Pass unlabelled(Pass pass, Map<String, Object> result, String why) {
    result.put("failed", true);
    result.put("msg", why);
    return new Pass(pass.ending().as(Kind.FAILED, why, List.of()), pass.result());
  }

  /// What an item sets, the next ones see: lists are put together so.
  private void learn(List<Effect> made, Scope scope) {
    for (Effect effect : made) {
      if (effect instanceof Effect.Variables variables) {
        learned.putAll(variables.values());
      } else if (effect instanceof Effect.Facts facts) {
        Object before = learned.getOrDefault(FACTS, scope.get(FACTS));
        Map<Object, Object> all = new LinkedHashMap<>();
        if (before instanceof Map<?, ?> known) {
          all.putAll(known);
        }
        facts
            .values()
            .forEach(
                (name, value) -> {
                  all.put(FactNames.bare(name), value);
                  if (FactNames.isHarmless(name)) {
                    learned.put(name, value);
                  }
                });
        learned.put(FACTS, all);
      }
    }
  }

  private TaskResult result(Scope scope) {
    Map<String, Object> registered = Results.loop(results, scope.language());
    Kind kind = kind(registered);
    Handling handling = handling(scope.isBefore219());
    String reason =
        outcomes.isEmpty() ? "the list is empty" : String.valueOf(registered.get("msg"));
    Ending ending = Ending.of(kind, kind.isTrouble() || outcomes.isEmpty() ? reason : "", "");
    Outcome outcome =
        repeated
            .outcome()
            .of(new Pass(ending, registered), scope, registered)
            .handled(handling)
            .ofLoop();
    boolean changed = outcomes.stream().anyMatch(each -> each.kind() == Kind.CHANGED);
    return new TaskResult(
        outcome,
        repeated.outcome().kept(ResultOrder.of(registered, scope), scope),
        effects,
        changed && (!kind.isTrouble() || handling == Handling.IGNORED));
  }

  private Kind kind(Map<String, Object> registered) {
    boolean skipped = Boolean.TRUE.equals(registered.get("skipped"));
    if (outcomes.isEmpty() || (skipped && !Boolean.TRUE.equals(registered.get("failed")))) {
      return Kind.SKIPPED;
    }
    Kind kind = Kind.OK;
    for (Outcome outcome : outcomes) {
      Kind each = outcome.kind();
      if (each.isTrouble() && (!kind.isTrouble() || each == Kind.UNREACHABLE)) {
        kind = each;
      } else if (each == Kind.UNKNOWN && !kind.isTrouble()) {
        kind = Kind.UNKNOWN;
      } else if (each == Kind.CHANGED && kind == Kind.OK) {
        kind = Kind.CHANGED;
      }
    }
    return kind;
  }

  /// A loop's failure is ignored where that of any of its items is; before ansible-core 2.19, where
  /// that of each of them is.
  private Handling handling(boolean old) {
    List<Outcome> troubles = outcomes.stream().filter(each -> each.kind().isTrouble()).toList();
    long ignored = troubles.stream().filter(each -> each.handled() == Handling.IGNORED).count();
    boolean all = ignored == troubles.size();
    return ignored > 0 && (all || !old) ? Handling.IGNORED : Handling.NONE;
  }
}
