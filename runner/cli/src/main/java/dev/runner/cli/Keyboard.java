package dev.runner.cli;

import dev.runner.execute.UserPrompt;
import java.io.ByteArrayOutputStream;
import java.io.Console;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// Asks whoever sits at the terminal; what is hidden isn't echoed.
final class Keyboard implements UserPrompt {
  private final ReentrantLock one = new ReentrantLock();
  private final boolean ownsInput;

  /// @param ownsInput whether standard input is this command's
  Keyboard(boolean ownsInput) {
    this.ownsInput = ownsInput;
  }

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

  /// A password. Without a terminal it is the next line of standard input, as a script pipes it in.
  @Override
  public Optional<String> password(String question) {
    Optional<String> typed = ask(question, true);
    return typed.isPresent() || isThere() || !ownsInput ? typed : line();
  }

  private Optional<String> line() {
    one.lock();
    try {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      int next = System.in.read();
      if (next < 0) {
        return Optional.empty();
      }
      while (next >= 0 && next != '\n') {
        line.write(next);
        next = System.in.read();
      }
      return Optional.of(line.toString(StandardCharsets.UTF_8).stripTrailing());
    } catch (IOException e) {
      throw new UncheckedIOException("standard input can't be read", e);
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
