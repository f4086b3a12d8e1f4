package dev.runner.execute.compile;

import dev.runner.playbook.Block;
import dev.runner.playbook.Play;
import dev.runner.playbook.Task;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is done for a block as a whole, beside its tasks.
public sealed interface BlockTurn {
  Block block();

  /// Finds the items of its loop, and brings its tasks for each of them.
  record Loop(Block block) implements BlockTurn {}

  /// Comes between two turns of the loop: ends the loop, or pauses.
  record Between(Block block) implements BlockTurn {}

  /// Comes before the first attempt.
  record Begin(Block block) implements BlockTurn {}

  /// Comes after the tasks of an attempt: whether `until` holds.
  record Judge(Block block) implements BlockTurn {}

  /// Comes after an attempt that failed: another one, or the failure of the block.
  record Again(Block block) implements BlockTurn {}

  /// Whether the tasks of a block are tried again when one of them fails.
  static boolean isRetried(Block block) {
    Map<String, Object> own = block.settings().own();
    return own.containsKey("retries") || own.containsKey("until");
  }

  /// A task that stands for the block: it has its keywords, and looks for files as its tasks do.
  default Task task() {
    List<Task> inside = Play.tasksOf(List.of(block()));
    List<Path> searchPath = inside.isEmpty() ? List.of() : inside.getFirst().searchPath();
    return new Task(
        block().name(),
        "block",
        Map.of(),
        Map.of(),
        block().settings(),
        block().loop(),
        inside.isEmpty() ? Optional.empty() : inside.getFirst().role(),
        searchPath,
        false,
        block().origin(),
        block().origin());
  }
}
