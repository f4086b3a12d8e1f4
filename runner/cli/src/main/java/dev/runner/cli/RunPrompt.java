package dev.runner.cli;

import dev.runner.execute.UserPrompt;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Asks the user during a run: what is said between questions stands among the lines of its report.
///
/// @param notes takes those lines
record RunPrompt(UserPrompt below, Consumer<String> notes) implements UserPrompt {
  @Override
  public Optional<String> ask(String question, boolean hidden) {
    return below.ask(question, hidden);
  }

  @Override
  public Optional<String> password(String question) {
    return below.password(question);
  }

  @Override
  public Optional<String> line(String question) {
    return below.line(question);
  }

  @Override
  public void say(String text) {
    notes.accept(text);
  }

  @Override
  public boolean isAttended() {
    return below.isAttended();
  }

  @Override
  public Optional<Rested> rest(Duration length, List<String> announcement, Consumer<String> saying)
      throws InterruptedException {
    return below.rest(length, announcement, saying);
  }
}
