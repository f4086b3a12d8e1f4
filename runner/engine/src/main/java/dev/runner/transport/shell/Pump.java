package dev.runner.transport.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.Consumer;

/// Copies what a command is to read. At the source's end it closes the command's input; if the
/// source breaks it doesn't, because the command would take that for the end.
final class Pump implements Runnable {
  private static final int CHUNK = 64 * 1024;

  private final InputStream from;
  private final OutputStream to;
  private final Consumer<IOException> broken;

  private Pump(InputStream from, OutputStream to, Consumer<IOException> broken) {
    this.from = from;
    this.to = to;
    this.broken = broken;
  }

  /// Starts copying on a thread of its own.
  static void start(InputStream from, OutputStream to, Consumer<IOException> broken) {
    Thread.ofVirtual().name("command-input").start(new Pump(from, to, broken));
  }

  @Override
  public void run() {
    byte[] buffer = new byte[CHUNK];
    while (true) {
      int n;
      try {
        n = from.read(buffer);
      } catch (IOException e) {
        broken.accept(e);
        return;
      }
      try {
        if (n < 0) {
          to.close();
          return;
        }
        to.write(buffer, 0, n);
        to.flush();
      } catch (IOException noLongerRead) {
        // The command has ended, or the connection has; either is seen elsewhere.
        return;
      }
    }
  }
}
