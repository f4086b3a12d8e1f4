package dev.runner.cli;

import dev.runner.execute.UserPrompt;
import dev.runner.report.console.TerminalScreen;
import java.io.ByteArrayOutputStream;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// Asks whoever sits at the terminal; what is hidden isn't echoed. Lines are read from standard
/// input where there is no terminal.
final class Keyboard implements UserPrompt {
  private final ReentrantLock one = new ReentrantLock();
  private final InputStream in;
  private final PrintWriter out;

  /// @param in what is read where there is no terminal
  /// @param out takes the questions then
  Keyboard(InputStream in, PrintWriter out) {
    this.in = in;
    this.out = out;
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
      // what the terminal is put back to in the end must not be what it is while it hides an answer
      TerminalScreen.awaitAhead();
      return console().flatMap(console -> answer(console, question, hidden));
    } finally {
      one.unlock();
    }
  }

  /// A password. Without a terminal it is the next line of standard input, as a script pipes it in.
  @Override
  public Optional<String> password(String question) {
    Optional<String> typed = ask(question, true);
    return typed.isPresent() || isThere() ? typed : line();
  }

  @Override
  public Optional<String> line(String question) {
    if (isThere()) {
      return ask(question, false);
    }
    say(question);
    return line();
  }

  /// No more is read than the line: what follows is for others.
  private Optional<String> line() {
    one.lock();
    try {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      int next = in.read();
      if (next < 0) {
        return Optional.empty();
      }
      while (next >= 0 && next != '\n') {
        line.write(next);
        next = in.read();
      }
      return Optional.of(line.toString(StandardCharsets.UTF_8).stripTrailing());
    } catch (IOException e) {
      throw new UncheckedIOException("standard input can't be read", e);
    } finally {
      one.unlock();
    }
  }

  @Override
  public void say(String text) {
    out.println(text);
    out.flush();
  }

  @Override
  public boolean isAttended() {
    return isThere();
  }

  @Override
  public Optional<Rested> rest(Duration length, List<String> announcement, Consumer<String> saying)
      throws InterruptedException {
    if (!isThere()) {
      announcement.forEach(saying);
      return Optional.empty();
    }
    return Optional.of(new Rest(saying).of(length, announcement));
  }

  private static Optional<String> answer(Console console, String question, boolean hidden) {
    return hidden
        ? Optional.ofNullable(console.readPassword("%s", question)).map(String::new)
        : Optional.ofNullable(console.readLine("%s", question));
  }
}
