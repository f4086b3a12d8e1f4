package dev.runner.cli;

import dev.runner.execute.UserPrompt.Rested;
import dev.runner.report.console.InterruptKey;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Lets time pass on a terminal, until the user presses Ctrl+C and says how to go on.
///
/// @param saying shows what the user is asked
record Rest(Consumer<String> saying) {
  /// Reads one key without waiting for the end of a line, and leaves the terminal as it was
  /// whatever happens.
  private static final String KEY =
      """
      was=$(stty -g) || exit 1
      trap 'stty "$was"' EXIT
      trap 'exit 1' INT TERM
      stty -icanon -echo min 1 time 0
      dd bs=1 count=1 2>/dev/null
      """;

  /// Waits, after these lines; Ctrl+C is heeded as soon as they can be read.
  ///
  /// @throws InterruptedException if the run is to end
  Rested of(Duration length, List<String> announcement) throws InterruptedException {
    CountDownLatch pressed = new CountDownLatch(1);
    InterruptKey interrupt = new InterruptKey(() -> press(pressed));
    try {
      announcement.forEach(saying);
      return pressed.await(length.toMillis(), TimeUnit.MILLISECONDS) ? asked() : Rested.OVER;
    } finally {
      interrupt.close();
    }
  }

  /// Whoever presses again wants the run to end.
  private static void press(CountDownLatch pressed) {
    if (pressed.getCount() == 0) {
      Thread.ofPlatform()
          .name("interrupted")
          .start(() -> System.exit(ExitCode.INTERRUPTED.status()));
    }
    pressed.countDown();
  }

  private Rested asked() throws InterruptedException {
    while (true) {
      saying.accept("Press 'C' to continue the play or 'A' to abort");
      switch (key()) {
        case 'c', 'C' -> {
          return Rested.CUT_SHORT;
        }
        case 'a', 'A' -> {
          return Rested.ABORTED;
        }
        case -1 -> throw new InterruptedException("nobody answers any more");
        default -> {} // another key says nothing
      }
    }
  }

  /// The key that is pressed; -1 if there is none.
  private static int key() throws InterruptedException {
    try {
      Process reading =
          new ProcessBuilder("sh", "-c", KEY).redirectInput(new File("/dev/tty")).start();
      try {
        reading.waitFor();
        return reading.getInputStream().read();
      } finally {
        reading.descendants().forEach(ProcessHandle::destroy);
        reading.destroy();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the terminal can't be read", e);
    }
  }
}
