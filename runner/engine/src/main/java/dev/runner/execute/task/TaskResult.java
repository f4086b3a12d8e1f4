package dev.runner.execute.task;

import dev.runner.event.Outcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How a task ended on a host.
///
/// @param outcome for showing
/// @param registered what `register` gets; secrets still readable
/// @param effects what the engine is to remember
/// @param notifies whether handlers are to be notified: something changed
public record TaskResult(
    Outcome outcome, Map<String, Object> registered, List<Told> effects, boolean notifies) {

  /// A task that says no more than how it ended.
  public static TaskResult of(Outcome outcome) {
    return new TaskResult(outcome, Map.of("changed", false), List.of(), false);
  }

  /// The result of a task that couldn't even begin.
  public static TaskResult failure(String sentence, String remedy) {
    return failure(sentence, remedy, List.of());
  }

  /// A failure whose cause isn't at the task's own place.
  ///
  /// @param where file:line:column
  public static TaskResult failure(String sentence, String remedy, String where) {
    return failure(sentence, remedy, List.of(new Outcome.Cause(sentence, where)));
  }

  /// A failure with its causes, from the outside in.
  public static TaskResult failure(String sentence, String remedy, List<Outcome.Cause> causes) {
    return failure(
        sentence, remedy, causes, Map.of("failed", true, "changed", false, "msg", sentence));
  }

  /// The failure of a task by what is written in the playbook.
  public static TaskResult failure(EarlyFailure e) {
    Map<String, Object> registered = new LinkedHashMap<>(Map.of("failed", true));
    if (e.saysChanged()) {
      registered.put("changed", false);
    }
    registered.put("msg", e.sentence());
    return failure(e.sentence(), e.remedy(), e.causes(), registered);
  }

  private static TaskResult failure(
      String sentence, String remedy, List<Outcome.Cause> causes, Map<String, Object> registered) {
    Outcome outcome = Outcome.of(Outcome.Kind.FAILED, sentence);
    return new TaskResult(
        new Outcome(
            outcome.kind(),
            outcome.reason(),
            remedy,
            registered,
            List.of(),
            List.of(),
            outcome.took(),
            outcome.handled(),
            causes,
            "",
            false,
            false),
        registered,
        List.of(),
        false);
  }

  /// The same, dealt with in this way.
  public TaskResult handled(Outcome.Handling handling) {
    return new TaskResult(outcome.handled(handling), registered, effects, notifies);
  }

  /// Whether it failed, and nobody ignores that.
  public boolean failed() {
    return outcome.kind().isTrouble() && outcome.handled() != Outcome.Handling.IGNORED;
  }
}
