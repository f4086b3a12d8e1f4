package dev.runner.execute;

import dev.runner.execute.task.TaskResult;
import dev.runner.strategy.Ended;
import java.util.Optional;

/// How a task ended on a host.
///
/// @param brought tasks to be run next, by an include
/// @param next what the host does next, where that isn't plain from the outcome
record Performed(
    String host, TaskResult result, Optional<Fragment> brought, Optional<Ended.Result> next) {

  /// A task that brings nothing; what is next is plain from its outcome.
  static Performed of(String host, TaskResult result) {
    return new Performed(host, result, Optional.empty(), Optional.empty());
  }
}
