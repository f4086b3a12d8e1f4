package dev.runner.execute;

import dev.runner.execute.compile.CompiledTask;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/// The hosts of a batch that are at work: a thread for each, which waits for its turn among the
/// task's `throttle` and the run's forks. For one thread to start and end them.
final class HostThreads {
  /// What they bring has its order from that of the hosts that bring it.
  private static final Set<String> INCLUDES = Set.of("include_tasks", "include_role");

  private final ExecutorService threads;
  private final Turns forks;

  /// Of tasks, by their ids.
  private final Map<String, Turns> throttles = new HashMap<>();

  private final Map<String, Future<?>> running = new HashMap<>();

  HostThreads(ExecutorService threads, int forks) {
    this.threads = threads;
    this.forks = new Turns(forks);
  }

  /// Lets the host do its part of the task as soon as it is its turn.
  void start(String host, CompiledTask task, Runnable part) {
    Optional<Turns> throttle = throttle(task);
    CountDownLatch first = throttle.orElse(forks).ask();
    running.put(
        host,
        threads.submit(
            () -> {
              try {
                first.await();
                inTurn(throttle, part);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // the run is being stopped
              }
            }));
  }

  /// The host has done its part.
  void ended(String host) {
    running.remove(host);
  }

  /// Interrupts all that are at work.
  void stop() {
    running.values().forEach(each -> each.cancel(true));
  }

  /// Does this when enough others have ended, whose turn was before.
  private void inTurn(Optional<Turns> throttle, Runnable part) throws InterruptedException {
    try {
      if (throttle.isPresent()) {
        forks.ask().await();
      }
      try {
        part.run();
      } finally {
        forks.end();
      }
    } finally {
      throttle.ifPresent(Turns::end);
    }
  }

  private Optional<Turns> throttle(CompiledTask task) {
    boolean includes = INCLUDES.contains(task.bareModule());
    int most =
        includes ? 1 : task.keyword("throttle") instanceof Number number ? number.intValue() : 0;
    return most <= 0
        ? Optional.empty()
        : Optional.of(throttles.computeIfAbsent(task.id(), id -> new Turns(most)));
  }
}
