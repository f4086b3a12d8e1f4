package dev.runner.transport.shell;

import dev.runner.module.Content;
import dev.runner.transport.Connection.Sink;
import java.io.ByteArrayOutputStream;

/// Bytes of a stream, kept up to a limit and handed on whole.
final class Collected implements Sink {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final long limit;
  private final Sink beside;

  Collected() {
    this(Long.MAX_VALUE, (buffer, offset, length) -> {});
  }

  /// @param beside gets everything
  Collected(long limit, Sink beside) {
    this.limit = limit;
    this.beside = beside;
  }

  @Override
  public void accept(byte[] buffer, int offset, int length) {
    synchronized (bytes) {
      bytes.write(buffer, offset, (int) Math.max(0, Math.min(length, limit - bytes.size())));
    }
    beside.accept(buffer, offset, length);
  }

  Content content() {
    synchronized (bytes) {
      return Content.of(bytes.toByteArray());
    }
  }
}
