package dev.runner.execute.task;

import dev.runner.event.Outcome;
import dev.runner.event.Outcome.Kind;
import dev.runner.event.RunEvent;
import dev.runner.execute.compile.CompiledTask;
import dev.runner.execute.compile.Keywords;
import dev.runner.template.Scope;
import dev.runner.template.TemplateException;
import dev.runner.values.UnknownException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Passes through a task's module until one is good enough, and what its conditions say of each.
final class Tries {
  private final String host;
  private final CompiledTask task;
  private final RunEvent.Task title;
  private final Surroundings with;
  private final ModuleRun module;
  private final TaskOutcome outcomes;

  Tries(String host, CompiledTask task, RunEvent.Task title, Surroundings with) {
    this.host = host;
    this.task = task;
    this.title = title;
    this.with = with;
    this.module = new ModuleRun(task, with);
    this.outcomes = new TaskOutcome(task, with);
  }

  /// The last pass, for one item of a loop or for a task without one.
  ///
  /// @param earlier results of the loop
  /// @throws EarlyFailure if an item fails by what is written, which before ansible-core 2.19 ends
  ///   the whole loop
  Pass of(Scope scope, Optional<List<Map<String, Object>>> earlier) throws InterruptedException {
    return pass(scope, earlier).said(scope);
  }

  private Pass pass(Scope scope, Optional<List<Map<String, Object>>> earlier)
      throws InterruptedException {
    try {
      Delegation.check(task, scope);
      Optional<Object> unmet = Conditions.unmet(task, scope);
      if (unmet.isPresent()) {
        return Pass.skipped(unmet.get(), scope.language());
      }
      KeywordValues.check(task, scope);
      return tries(scope, earlier);
    } catch (EndedAtOnce e) {
      return Pass.of(e.ending());
    } catch (EarlyFailure e) {
      return early(e, scope, earlier.isPresent());
    } catch (TemplateException e) {
      return early(EarlyFailure.of(e, true, scope), scope, earlier.isPresent());
    } catch (UnknownException e) {
      return Pass.of(Ending.of(Kind.UNKNOWN, e.unknown().because(), ""));
    }
  }

  private static Pass early(EarlyFailure e, Scope scope, boolean loop) {
    if (loop && scope.isBefore219()) {
      throw e;
    }
    return Pass.of(e);
  }

  private Pass tries(Scope scope, Optional<List<Map<String, Object>>> earlier)
      throws InterruptedException {
    List<Object> until = Keywords.list(task.keyword("until"));
    boolean once = until.isEmpty() && task.keyword("retries") == null;
    int most = once ? 1 : 1 + Math.max(0, (int) number("retries", 3, scope));
    double seconds = number("delay", 5, scope);
    Duration delay = Duration.ofMillis((long) (1000 * (seconds < 0 ? 1 : seconds)));
    for (int attempt = 1; ; attempt++) {
      Pass pass = judged(scope, most == 1 ? 0 : attempt, earlier);
      if (!isJudged(pass.ending().kind()) && pass.ending().kind() != Kind.UNREACHABLE) {
        return pass; // it wasn't tried
      }
      boolean good =
          until.isEmpty()
              ? !pass.ending().kind().isTrouble()
              : Conditions.holdAll(
                  "An 'until'", until, scope.under(seen(pass.result(), earlier, scope)), true);
      if (good
          || attempt >= most
          || with.checking(scope)
          || pass.ending().kind() == Kind.UNREACHABLE) {
        return most == 1 ? pass : retried(pass, attempt, good, most);
      }
      int left = scope.isBefore219() ? most - attempt : most - attempt - 1;
      Outcome last = outcome(pass, scope, most);
      with.events()
          .accept(new RunEvent.Retrying(host, title, attempt, left, delay, Optional.of(last)));
      with.pause(delay);
    }
  }

  /// How an attempt ended that isn't the last one.
  private Outcome outcome(Pass pass, Scope scope, int most) {
    Map<String, Object> result = new LinkedHashMap<>(pass.result());
    result.put("retries", (long) most);
    return outcomes.of(pass, scope, result);
  }

  private static Pass retried(Pass pass, int attempt, boolean good, int most) {
    Map<String, Object> result = new LinkedHashMap<>(pass.result());
    result.put("attempts", (long) (good ? attempt : most - 1));
    if (good || result.containsKey("failed_when_result")) {
      return new Pass(pass.ending(), result); // who judges by himself is believed
    }
    result.put("failed", true);
    Ending e = pass.ending();
    String reason = e.kind().isTrouble() ? e.reason() : "not so after %d tries".formatted(most);
    return new Pass(
        e.as(e.kind().isTrouble() ? e.kind() : Kind.FAILED, reason, e.causes()), result);
  }

  /// An attempt, and what `changed_when` and `failed_when` say of it.
  ///
  /// @param number of the attempt; 0 if there is only one
  private Pass judged(Scope scope, int number, Optional<List<Map<String, Object>>> earlier)
      throws InterruptedException {
    Ending ending = module.run(scope).warned(scope.warnings());
    Map<String, Object> result = Results.of(ending);
    if (number > 0) {
      result.put("attempts", (long) number);
    }
    return isJudged(ending.kind())
        ? new Judgement(task, ending, result, seen(result, earlier, scope), scope.isBefore219())
            .of(scope)
        : new Pass(ending, result);
  }

  private static boolean isJudged(Kind kind) {
    return switch (kind) {
      case UNREACHABLE, UNKNOWN, SKIPPED -> false;
      case OK, CHANGED, REFUSED, FAILED -> true;
    };
  }

  private double number(String keyword, double otherwise, Scope scope) {
    return Keywords.number(keyword, task.keyword(keyword), scope).orElse(otherwise);
  }

  private Map<String, Object> seen(
      Map<String, Object> result, Optional<List<Map<String, Object>>> earlier, Scope scope) {
    return Registration.visible(task.keyword("register"), result, earlier, scope);
  }
}
