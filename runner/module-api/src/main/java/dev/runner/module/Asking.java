package dev.runner.module;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A module that may need an answer of the person at the terminal. The engine asks once for all
/// hosts, and goes on with what the answer makes of the module; where nobody is there, with the
/// module itself.
public interface Asking extends TaskModule {

  /// What to ask; nothing if no answer is needed.
  Optional<String> question();

  /// Whether what is typed isn't shown.
  boolean hidden();

  /// What the task does now that the answer is known.
  TaskModule answered(String answer);

  /// What is said before the task lets time pass, in lines.
  ///
  /// @param title of the task
  /// @param somebody whether there is a person at the terminal
  default List<String> announcement(String title, boolean somebody) {
    return List.of();
  }

  /// How long the task lets time pass, which the person at the terminal may cut short; nothing if
  /// it doesn't.
  default Optional<Duration> rest() {
    return Optional.empty();
  }

  /// What the task does after the person at the terminal let the time pass, or cut it short.
  ///
  /// @param aborted whether the person wants the play to end
  default TaskModule rested(Instant start, Instant stop, boolean aborted) {
    return this;
  }
}
