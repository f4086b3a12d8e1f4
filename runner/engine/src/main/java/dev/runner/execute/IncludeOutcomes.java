package dev.runner.execute;

import dev.runner.event.Outcome;
import dev.runner.event.Outcome.Handling;
import dev.runner.execute.compile.CompiledTask;
import dev.runner.execute.compile.Keywords;
import dev.runner.execute.task.EarlyFailure;
import dev.runner.execute.task.Masking;
import dev.runner.execute.task.TaskResult;
import dev.runner.source.Diagnostic;
import dev.runner.template.Scope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/// How the inclusion by a task ends, as it is registered and shown.
///
/// @param task the include
record IncludeOutcomes(CompiledTask task, Masking masking) {
  /// @param names of the files or roles
  static TaskResult included(List<String> names) {
    Map<String, Object> registered = new LinkedHashMap<>();
    registered.put("changed", false);
    registered.put("failed", false);
    registered.put("include", String.join(", ", names));
    return result(Outcome.of(Outcome.Kind.OK, ""), registered);
  }

  /// Nothing was included.
  TaskResult leftOut(Map<String, Object> registered) {
    return result(left(registered), registered);
  }

  /// Nothing was included for any item.
  TaskResult loopLeftOut(Map<String, Object> registered) {
    return result(left(registered).ofLoop(), registered);
  }

  /// What was left out, as it is shown.
  Outcome left(Map<String, Object> result) {
    Object condition = result.get("false_condition");
    boolean empty = result.get("results") instanceof List<?> items && items.isEmpty();
    String reason = condition != null ? "not so: " + condition : empty ? "the list is empty" : "";
    return Outcome.of(Outcome.Kind.SKIPPED, reason).showing(shown(result));
  }

  /// A loop of which something was included.
  ///
  /// @param registered the sum of its items
  TaskResult ofLoop(Map<String, Object> registered, Scope scope) {
    return result(
        Boolean.TRUE.equals(registered.get("failed"))
            ? partly(registered, scope)
            : Outcome.of(Outcome.Kind.OK, ""),
        registered);
  }

  /// Some items failed; the others are included all the same.
  private Outcome partly(Map<String, Object> registered, Scope scope) {
    return Outcome.of(Outcome.Kind.FAILED, String.valueOf(registered.get("msg")))
        .showing(shown(registered))
        .handled(handling(scope))
        .ofLoop();
  }

  TaskResult failed(EarlyFailure e, Scope scope) {
    return TaskResult.failure(e).handled(handling(scope));
  }

  /// Told as what is wrong with a playbook is, each at its place. `ignore_errors` is for what a
  /// task does, and not for what can't be read.
  static TaskResult unread(List<Diagnostic> mistakes) {
    List<Diagnostic> errors = mistakes.stream().filter(Diagnostic::isError).toList();
    String sentences = joined(errors, Diagnostic::sentence);
    String remedy = joined(errors, Diagnostic::hint);
    String where = Objects.toString(errors.getFirst().origin(), "");
    return TaskResult.failure(sentences, remedy, where);
  }

  private static String joined(List<Diagnostic> errors, Function<Diagnostic, String> part) {
    return errors.stream()
        .map(part)
        .filter(each -> !each.isEmpty())
        .collect(Collectors.joining("\n"));
  }

  private Handling handling(Scope scope) {
    return Keywords.flag(task.keyword("ignore_errors"), scope).orElse(false)
        ? Handling.IGNORED
        : Handling.NONE;
  }

  @SuppressWarnings("unchecked")
  Map<String, Object> shown(Map<String, Object> result) {
    return (Map<String, Object>) masking.value(result);
  }

  private static TaskResult result(Outcome outcome, Map<String, Object> registered) {
    return new TaskResult(outcome, registered, List.of(), false);
  }
}
