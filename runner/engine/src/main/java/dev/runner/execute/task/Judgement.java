package dev.runner.execute.task;

import dev.runner.event.Actions;
import dev.runner.event.Outcome;
import dev.runner.event.Outcome.Kind;
import dev.runner.execute.compile.CompiledTask;
import dev.runner.execute.compile.Keywords;
import dev.runner.execute.compile.Written;
import dev.runner.template.Scope;
import dev.runner.template.TemplateException;
import dev.runner.values.Python;
import java.util.List;
import java.util.Map;

/// What `changed_when` and `failed_when` make of a result.
final class Judgement {
  /// How messages begin that tell of causes, and not in a module's own words.
  private static final String CHAIN = "Task failed: ";

  private final CompiledTask task;
  private final Map<String, Object> result;
  private final boolean old;
  private final Map<String, Object> seen;
  private Ending ending;

  /// @param result of the attempt; it is changed
  /// @param seen the variables that show the result
  /// @param old whether the sentences are those before ansible-core 2.19
  Judgement(
      CompiledTask task,
      Ending ending,
      Map<String, Object> result,
      Map<String, Object> seen,
      boolean old) {
    this.seen = seen;
    this.task = task;
    this.ending = ending;
    this.result = result;
    this.old = old;
  }

  Pass of(Scope scope) {
    Scope after = scope.under(seen);
    if (changed(after)) {
      failed(after);
    }
    return new Pass(ending, result);
  }

  /// Whether the condition could be evaluated.
  private boolean changed(Scope scope) {
    List<Object> conditions = Keywords.list(task.keyword("changed_when"));
    if (conditions.isEmpty()) {
      return true;
    }
    try {
      boolean changed = conditions.stream().allMatch(scope::condition);
      result.put("changed", changed);
      if (!old) {
        result.put("changed_when_result", changed);
      }
      if (!ending.kind().isTrouble()) {
        ending = ending.as(changed ? Kind.CHANGED : Kind.OK, ending.reason(), List.of());
      }
      return true;
    } catch (TemplateException e) {
      broken("changed_when", e);
      return false;
    }
  }

  private void failed(Scope scope) {
    List<Object> conditions = Keywords.list(task.keyword("failed_when"));
    if (conditions.isEmpty()) {
      return;
    }
    try {
      boolean failed = conditions.stream().allMatch(scope::condition);
      result.put("failed", failed);
      result.put("failed_when_result", failed);
      boolean module = ending.kind().isTrouble();
      if (module && !old) {
        result.put("failed_when_suppressed_exception", Results.NO_TRACE);
      }
      if (failed) {
        fail(
            EarlyFailure.judged(called(), "A 'failed_when' expression evaluated to 'True'.", null));
      } else if (ending.kind().isTrouble()) {
        boolean changed = Boolean.TRUE.equals(result.get("changed"));
        ending = ending.as(changed ? Kind.CHANGED : Kind.OK, ending.reason(), List.of());
      }
    } catch (TemplateException e) {
      broken("failed_when", e);
    }
  }

  private void broken(String keyword, TemplateException e) {
    boolean module = ending.kind().isTrouble();
    if (module && !old) {
      result.put(keyword + "_suppressed_exception", Results.NO_TRACE);
    }
    result.put(keyword + "_result", e.sentence());
    result.put("failed", true);
    fail(EarlyFailure.judged(called(), "A '%s' expression failed.".formatted(keyword), e));
  }

  /// Whether what failed is called a module, and not an action.
  private boolean called() {
    return ending.kind().isTrouble() && !Actions.include(task.bareModule());
  }

  private void fail(List<Outcome.Cause> causes) {
    String sentence = Outcome.brief(causes);
    Object said = result.getOrDefault("msg", "");
    if (!old && (!Python.truth(said) || Written.plain(said).startsWith(CHAIN))) {
      result.put("msg", sentence);
    }
    String reason =
        ending.kind().isTrouble() && !ending.reason().isEmpty() ? ending.reason() : sentence;
    ending = ending.as(Kind.FAILED, reason, old ? List.of() : causes);
  }
}
