package dev.runner.execute;

import dev.runner.event.RunEvent;
import java.util.Locale;
import java.util.Optional;

/// Asks before each task whether it is to run (`--step`). A script may answer.
final class StepMode {
  private final UserPrompt prompt;
  private boolean asks;

  StepMode(boolean asks, UserPrompt prompt) {
    this.asks = asks;
    this.prompt = prompt;
  }

  /// Whether the user wants the task to run. An empty answer, and the end of all answers, is no.
  boolean agrees(RunEvent.Task title) {
    if (!asks || title.module().endsWith("meta")) {
      return true;
    }
    Optional<String> answer =
        prompt.line("Perform task: TASK: %s (N)o/(y)es/(c)ontinue: ".formatted(title.title()));
    String word = answer.orElse("n").strip().toLowerCase(Locale.ROOT);
    if (word.startsWith("c")) {
      asks = false;
    }
    return word.startsWith("y") || word.startsWith("c");
  }
}
