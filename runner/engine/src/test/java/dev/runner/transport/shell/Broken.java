package dev.runner.transport.shell;

import java.io.IOException;
import java.io.InputStream;

/// Gives something, then breaks.
final class Broken extends InputStream {
  private int given;

  @Override
  public int read() throws IOException {
    if (given++ < 100_000) {
      return 'x';
    }
    throw new IOException("disk gone");
  }
}
