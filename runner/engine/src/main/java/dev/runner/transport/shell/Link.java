package dev.runner.transport.shell;

import dev.runner.transport.ConnectException;
import dev.runner.transport.Connection;
import dev.runner.transport.Target;
import dev.runner.transport.Transport;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// One connection to the host, made by whoever needs it first. The numbers in it belong to the pool
/// and are read and written under the pool's lock.
final class Link {
  private final CompletableFuture<Connection> connection = new CompletableFuture<>();
  private volatile boolean closed;

  /// How many channels are in use or being opened.
  int used;

  /// Whether it has ever carried a channel.
  volatile boolean served;

  /// How many the server allows, as far as is known.
  int limit;

  Link(int limit) {
    this.limit = limit;
  }

  /// Connects; to be called once.
  void connect(Transport transport, Target target) {
    try {
      Connection made = transport.connect(target);
      connection.complete(made);
      if (closed) {
        made.close();
      }
    } catch (ConnectException e) {
      connection.completeExceptionally(e);
    } catch (RuntimeException e) {
      connection.completeExceptionally(e);
      throw e;
    }
  }

  /// The connection, once it is there.
  Connection connection() throws ConnectException {
    return Waiting.firmly(connection, Waiting.FOREVER).orElseThrow();
  }

  /// Whether it is worth asking for a channel.
  boolean isUsable() {
    if (closed || connection.isCompletedExceptionally()) {
      return false;
    }
    @Nullable Connection made = connection.getNow(null);
    return made == null || made.isOpen();
  }

  void close() {
    closed = true;
    if (!connection.isCompletedExceptionally()) {
      var _ = connection.thenAccept(Connection::close);
    }
  }
}
