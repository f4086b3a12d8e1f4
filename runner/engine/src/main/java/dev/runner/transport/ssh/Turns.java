package dev.runner.transport.ssh;

import dev.runner.transport.ConnectException;
import dev.runner.transport.ConnectException.Kind;
import java.util.concurrent.Semaphore;

/// Lets only so many do something at once; the others wait for their turn.
final class Turns {
  private final Semaphore free;

  Turns(int most) {
    this.free = new Semaphore(most, true);
  }

  /// Something that connects.
  @FunctionalInterface
  interface Connecting<T> {
    T connect() throws ConnectException;
  }

  <T> T take(Connecting<T> connecting) throws ConnectException {
    try {
      free.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ConnectException(
          Kind.UNREACHABLE, "Interrupted before the connection was made.", e);
    }
    try {
      return connecting.connect();
    } finally {
      free.release();
    }
  }
}
