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
    Console console = System.console();
    return console.isTerminal();
  }

  @Override
  public Optional<String> ask(String question, boolean hidden) {
    Console console = System.console();
    if (!console.isTerminal()) {
      return Optional.empty();
    }
    one.lock();
    try {
      if (!hidden) {
        return Optional.ofNullable(console.readLine("%s", question));
      }
      char[] typed = console.readPassword("%s", question);
      return typed == null ? Optional.empty() : Optional.of(new String(typed));
    } finally {
      one.unlock();
    }
  }
}
