package dev.runner.execute;

import java.util.Optional;

/// Asks the user who sits at the terminal.
public interface UserPrompt {

  /// The answer; nothing if nobody sits there.
  ///
  /// @param hidden whether the answer isn't shown
  Optional<String> ask(String question, boolean hidden);

  /// A password; nothing if nobody gives it.
  default Optional<String> password(String question) {
    return ask(question, true);
  }

  /// Nobody sits there.
  UserPrompt NOBODY = (question, hidden) -> Optional.empty();
}
