package dev.runner.cli;

import dev.runner.execute.UserPrompt.Rested;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Lets time pass on a terminal, until the user presses Ctrl+C and says how to go on.
///
/// @param saying shows what the user is asked
record Rest(Consumer<String> saying) {

  /// Waits, after these lines; Ctrl+C is heeded as soon as they can be read.
  ///
  /// @throws InterruptedException if the run is to end
  Rested of(Duration length, List<String> announcement) throws InterruptedException {
    long end = System.nanoTime() + length.toNanos();
    Optional<Rested> rested;
    try (Keys keys = Keys.ofTerminal()) {
      announcement.forEach(saying);
      rested = isInterrupted(keys, end) ? asked(keys) : Optional.of(Rested.OVER);
    }
    return rested.isPresent() ? rested.get() : ended();
  }

  /// Whether Ctrl+C was pressed before this time.
  private static boolean isInterrupted(Keys keys, long end) throws InterruptedException {
    long left = end - System.nanoTime();
    while (left > 0) {
      if (keys.next(left, TimeUnit.NANOSECONDS) == Keys.INTERRUPT) {
        return true;
      }
      left = end - System.nanoTime();
    }
    return false;
  }

  /// What the user says; nothing if the run is to end: whoever presses Ctrl+C again wants that.
  private Optional<Rested> asked(Keys keys) throws InterruptedException {
    while (true) {
      saying.accept("Press 'C' to continue the play or 'A' to abort");
      switch (keys.next(Long.MAX_VALUE, TimeUnit.NANOSECONDS)) {
        case 'c', 'C' -> {
          return Optional.of(Rested.CUT_SHORT);
        }
        case 'a', 'A' -> {
          return Optional.of(Rested.ABORTED);
        }
        case Keys.INTERRUPT, Keys.NONE -> {
          return Optional.empty();
        }
        default -> {} // another key says nothing
      }
    }
  }

  /// Ends the command as Ctrl+C does at any other time.
  private static Rested ended() throws InterruptedException {
    Thread.ofPlatform().name("interrupted").start(() -> System.exit(ExitCode.INTERRUPTED.status()));
    new CountDownLatch(1).await();
    throw new IllegalStateException("the command has ended");
  }
}
