package dev.runner.execute.host;

import dev.runner.module.Step;
import dev.runner.values.Text;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A user who is removed or renamed by a step: none of his processes may run then, not even a shell
/// that waits for the next task.
final class Leaving {
  private static final Set<String> PROGRAMS =
      Set.of("userdel", "luserdel", "deluser", "usermod", "lusermod");

  private Leaving() {}

  /// Whom the step is about, if it is about one.
  static Optional<String> user(Step step) {
    if (!(step instanceof Step.Run run)) {
      return Optional.empty();
    }
    List<Text> words = run.command().words();
    return PROGRAMS.contains(words.getFirst().value())
        ? Optional.of(words.getLast().value())
        : Optional.empty();
  }
}
