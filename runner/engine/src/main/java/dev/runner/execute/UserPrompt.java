package dev.runner.execute;

import java.util.Optional;

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

  /// Nobody sits there.
  UserPrompt NOBODY = (question, hidden) -> Optional.empty();
}
