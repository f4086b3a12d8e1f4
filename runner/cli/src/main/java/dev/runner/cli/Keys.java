package dev.runner.cli;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// The keys that are pressed at the terminal, one by one and unseen. Ctrl+C is one of them as long
/// as they are read, so that nothing else of the terminal, such as the script that called us, takes
/// it for the end. [#close] leaves the terminal as it was; so does the end of this process, however
/// it comes, within a second.
final class Keys implements AutoCloseable {
  /// Ctrl+C.
  static final int INTERRUPT = 3;

  /// No key any more, or none in time.
  static final int NONE = -1;

  /// Prints a byte when it is ready, and then each key. `time` is in tenths of a second.
  private static final String READING =
      """
      was=$(stty -g) || exit 1
      trap 'stty "$was"' EXIT
      trap 'exit 1' INT TERM HUP
      stty -icanon -isig -echo min 0 time 10 || exit 1
      printf .
      while kill -0 "$PPID"; do dd bs=1 count=1; done
      """;

  /// How long to wait for the terminal, in seconds: one that belongs to somebody else, since we run
  /// in its background, never comes.
  private static final long READY = 2;

  private final Process reading;
  private final BlockingQueue<Integer> pressed = new LinkedBlockingQueue<>();

  private Keys(Process reading) {
    this.reading = reading;
  }

  /// Reads from now on: what is pressed after this returns is a key.
  static Keys ofTerminal() throws InterruptedException {
    try {
      Process reading =
          new ProcessBuilder("sh", "-c", READING)
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      Keys keys = new Keys(reading);
      Thread.ofVirtual().name("keys").start(keys::read);
      keys.next(READY, TimeUnit.SECONDS);
      return keys;
    } catch (IOException e) {
      throw new UncheckedIOException("the terminal can't be read", e);
    }
  }

  private void read() {
    try (InputStream in = reading.getInputStream()) {
      int key = in.read();
      while (key >= 0) {
        pressed.add(key);
        key = in.read();
      }
    } catch (IOException e) {
      // closed: nobody waits for a key any more
    }
    pressed.add(NONE);
  }

  /// The next key; -1 if there is none any more, or none within this time.
  int next(long time, TimeUnit unit) throws InterruptedException {
    Integer key = pressed.poll(time, unit);
    return key == null ? NONE : key;
  }

  @Override
  public void close() {
    reading.destroy();
    reading.descendants().forEach(ProcessHandle::destroy);
    // one that the terminal never came to is stopped, and heeds nothing
    try {
      if (!reading.waitFor(READY, TimeUnit.SECONDS)) {
        reading.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
