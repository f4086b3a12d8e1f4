package dev.runner.execute;

import dev.runner.module.Asking;
import dev.runner.module.TaskModule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the person at the terminal answers to tasks that ask: once for all hosts of a batch.
final class Answers {
  private record Key(String task, List<String> batch, String question) {}

  private final UserPrompt prompt;
  private final Map<Key, Optional<String>> given = new HashMap<>();

  Answers(UserPrompt prompt) {
    this.prompt = prompt;
  }

  /// What the module becomes by the answer; itself if it asks nothing, or nobody is there.
  ///
  /// @param task its id
  /// @param title of the task
  synchronized TaskModule of(Asking asking, String task, String title, List<String> batch) {
    return asking
        .question()
        .flatMap(
            question ->
                given.computeIfAbsent(
                    new Key(task, List.copyOf(batch), question),
                    key -> prompt.ask("[%s]\n%s:\n".formatted(title, question), asking.hidden())))
        .map(asking::answered)
        .orElse(asking);
  }
}
