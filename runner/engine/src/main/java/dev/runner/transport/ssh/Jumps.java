package dev.runner.transport.ssh;

import dev.runner.transport.ConnectException;
import dev.runner.transport.ssh.config.HostOptions;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;

/// Connections to hosts on the way. One serves all hosts behind it: channels are cheap, and a
/// bastion lets only few log in at once.
final class Jumps {
  /// sshd drops some of those who haven't logged in when they are 10 or more (`MaxStartups`).
  static final int HANDSHAKES_EACH = 9;

  /// @param turns for those who log in through it
  record Jump(SshConnection connection, Turns turns) {}

  private final Map<HostOptions, CompletableFuture<Jump>> jumps = new ConcurrentHashMap<>();

  /// The connection to a host on the way, made by the first who needs it; the others wait, and
  /// share its failure.
  Jump get(HostOptions options, Turns.Connecting<SshConnection> connecting)
      throws ConnectException {
    CompletableFuture<Jump> mine = new CompletableFuture<>();
    CompletableFuture<Jump> other = jumps.putIfAbsent(options, mine);
    if (other != null) {
      return await(other);
    }
    try {
      SshConnection connection = connecting.connect();
      connection.onClose(() -> jumps.remove(options, mine));
      mine.complete(new Jump(connection, new Turns(HANDSHAKES_EACH)));
      return await(mine);
    } catch (ConnectException | RuntimeException | Error e) {
      jumps.remove(options, mine);
      mine.completeExceptionally(e);
      throw e;
    }
  }

  private static Jump await(CompletableFuture<Jump> future) throws ConnectException {
    try {
      return future.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof ConnectException problem) {
        throw new ConnectException(problem.kind(), String.valueOf(problem.getMessage()), problem);
      }
      throw e;
    }
  }
}
