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

  /// The time that the task lets pass, which the person at the terminal may cut short; nothing if
  /// it doesn't.
  default Optional<Rest> rest() {
    return Optional.empty();
  }

  /// A time that a task lets pass.
  interface Rest {

    /// How long.
    Duration length();

    /// What is said before, in lines.
    ///
    /// @param title of the task
    /// @param somebody whether there is a person at the terminal
    List<String> announcement(String title, boolean somebody);

    /// What the task does after the person at the terminal let the time pass, or cut it short.
    ///
    /// @param aborted whether the person wants the play to end
    TaskModule over(Instant start, Instant stop, boolean aborted);
  }
}
