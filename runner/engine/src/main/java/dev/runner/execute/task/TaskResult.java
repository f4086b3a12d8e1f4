package dev.runner.execute.task;

import dev.runner.event.Outcome;
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

  /// The same, dealt with in this way.
  public TaskResult handled(Outcome.Handling handling) {
    return new TaskResult(outcome.handled(handling), registered, effects, notifies);
  }

  /// Whether it failed, and nobody ignores that.
  public boolean failed() {
    return outcome.kind().isTrouble() && outcome.handled() != Outcome.Handling.IGNORED;
  }
}
