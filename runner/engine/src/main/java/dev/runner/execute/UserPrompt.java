package dev.runner.execute;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Asks the user who sits at the terminal.
@FunctionalInterface
public interface UserPrompt {

  /// The answer; nothing if nobody sits there.
  ///
  /// @param hidden whether the answer isn't shown
  Optional<String> ask(String question, boolean hidden);

  /// A password; nothing if nobody gives it.
  default Optional<String> password(String question) {
    return ask(question, true);
  }

  /// The next line of standard input, whoever writes it; nothing at its end.
  default Optional<String> line(String question) {
    return ask(question, false);
  }

  /// Shows text between questions.
  default void say(String text) {}

  /// Whether somebody sits there.
  default boolean isAttended() {
    return false;
  }

  /// Lets time pass, unless the user cuts that short by Ctrl+C. A second Ctrl+C ends the run as it
  /// does at any other time.
  ///
  /// @param announcement lines that are shown first
  /// @param saying shows them, and what the user is asked
  /// @return how it ended; nothing, at once, if nobody sits there
  default Optional<Rested> rest(Duration length, List<String> announcement, Consumer<String> saying)
      throws InterruptedException {
    announcement.forEach(saying);
    return Optional.empty();
  }

  /// How a time that was let pass ended.
  enum Rested {
    OVER,
    CUT_SHORT,
    ABORTED
  }

  /// Nobody sits there.
  UserPrompt NOBODY = (question, hidden) -> Optional.empty();
}
