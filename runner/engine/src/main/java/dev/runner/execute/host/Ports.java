package dev.runner.execute.host;

import dev.runner.module.ProbeException;
import dev.runner.transport.ConnectException;
import dev.runner.transport.HostSession;
import java.io.IOException;
import java.nio.channels.ByteChannel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Looks at ports as a host sees them, by connections that it opens for us.
final class Ports {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final HostSession session;

  Ports(HostSession session) {
    this.session = session;
  }

  /// Whether anything listens there.
  ///
  /// @throws ProbeException if the host doesn't let us look
  boolean isOpen(String address, int port) throws ConnectException {
    CompletableFuture<Boolean> open = new CompletableFuture<>();
    Thread.ofVirtual()
        .name("port")
        .start(
            () -> {
              try (ByteChannel channel = session.forward(address, port)) {
                open.complete(channel.isOpen());
              } catch (IOException | RuntimeException e) {
                open.completeExceptionally(e);
              }
            });
    try {
      return open.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProbeException("interrupted while %s:%d was looked at".formatted(address, port));
    } catch (ExecutionException e) {
      return refused(address, port, e.getCause());
    }
  }

  private static boolean refused(String address, int port, @Nullable Throwable cause)
      throws ConnectException {
    if (cause instanceof ConnectException lost && lost.kind() == ConnectException.Kind.LOST) {
      throw new ConnectException(lost.kind(), String.valueOf(lost.getMessage()), lost);
    }
    String why = String.valueOf(cause == null ? "" : cause.getMessage());
    if (why.contains("prohibited") || !(cause instanceof IOException)) {
      throw new ProbeException(
          "whether anything listens at %s:%d can't be found out: the host has neither nc nor bash"
                  .formatted(address, port)
              + " with timeout, and lets no connection be carried through it: "
              + why);
    }
    return false;
  }
}
