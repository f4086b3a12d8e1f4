package dev.runner.execute.host;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/// Writes to a stream on a thread of its own, so that a reader who is slow for a moment doesn't
/// hold up the connection that the bytes come by.
final class Pouring implements AutoCloseable {
  private static final int WAITING = 128;

  /// No bytes: the end.
  private static final byte[] END = new byte[0];

  private final BlockingQueue<byte[]> chunks = new ArrayBlockingQueue<>(WAITING);
  private final OutputStream to;
  private volatile boolean ended;

  Pouring(OutputStream to) {
    this.to = to;
    Thread.ofVirtual().name("pouring").start(this::run);
  }

  private void run() {
    try (to) {
      for (byte[] next = chunks.take(); next.length > 0; next = chunks.take()) {
        to.write(next);
        if (chunks.isEmpty()) {
          to.flush();
        }
      }
    } catch (IOException e) {
      // Who read there has ended, and says how.
      ended = true;
      chunks.clear();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Takes a copy of these bytes.
  void pour(byte[] buffer, int offset, int length) {
    if (length > 0) {
      put(Arrays.copyOfRange(buffer, offset, offset + length));
    }
  }

  private void put(byte[] chunk) {
    try {
      while (!ended && !chunks.offer(chunk, 1, java.util.concurrent.TimeUnit.SECONDS)) {
        // The reader is slow: the connection waits for it.
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    put(END);
  }
}
