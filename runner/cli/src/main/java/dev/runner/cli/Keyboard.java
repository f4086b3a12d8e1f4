package dev.runner.cli;

import dev.runner.execute.UserPrompt;
import java.io.Console;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// Asks whoever sits at the terminal; what is hidden isn't echoed.
final class Keyboard implements UserPrompt {
  private final ReentrantLock one = new ReentrantLock();

  /// Whether there is a terminal to ask at.
  static boolean isThere() {
    return console().isPresent();
  }

  private static Optional<Console> console() {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal);
  }

  @Override
  public Optional<String> ask(String question, boolean hidden) {
    one.lock();
    try {
      return console().flatMap(console -> answer(console, question, hidden));
    } finally {
      one.unlock();
    }
  }

  private static Optional<String> answer(Console console, String question, boolean hidden) {
    return hidden
        ? Optional.ofNullable(console.readPassword("%s", question)).map(String::new)
        : Optional.ofNullable(console.readLine("%s", question));
  }
}
