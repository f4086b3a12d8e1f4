package dev.runner.transport.shell;

import dev.runner.transport.Connection.Sink;
import java.nio.charset.StandardCharsets;

/// The end of what was said on the way into a shell: a profile's noise, or the reason why there is
/// no shell.
final class Said implements Sink {
  private static final int LIMIT = 4096;
  private final StringBuilder text = new StringBuilder();

  @Override
  public synchronized void accept(byte[] buffer, int offset, int length) {
    text.append(new String(buffer, offset, length, StandardCharsets.UTF_8));
    if (text.length() > LIMIT) {
      text.delete(0, text.length() - LIMIT);
    }
  }

  @Override
  public synchronized String toString() {
    return text.toString().strip();
  }
}
