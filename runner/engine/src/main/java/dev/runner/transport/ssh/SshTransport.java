package dev.runner.transport.ssh;

import dev.runner.transport.ConnectException;
import dev.runner.transport.Connection;
import dev.runner.transport.Target;
import dev.runner.transport.Transport;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// Connections over SSH by one client of MINA SSHD, however many hosts there are. The user's
/// OpenSSH configuration, known hosts, keys and agent are used as OpenSSH's client would.
public final class SshTransport implements Transport {
  private final FutureTask<MinaClient> client = new FutureTask<>(MinaClient::started);
  private final Connector connector = new Connector(this::client);

  /// Sets the client up on another thread, so that it is there when it is needed.
  public SshTransport() {
    Thread.ofPlatform().daemon().name("ssh-setup").start(client);
  }

  /// Does on another thread what the first connection of a run costs once: worth it where one is
  /// likely to be made soon.
  public static void warmUp() {
    Thread.ofPlatform().daemon().name("ssh-warm-up").start(WarmUp::run);
  }

  @Override
  public Connection connect(Target target) throws ConnectException {
    return connector.connect(target);
  }

  private MinaClient client() {
    try {
      return client.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the SSH client can't be set up", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the SSH client was being set up", e);
    }
  }

  /// Ends all connections, quickly: threads that wait in the operating system would keep the
  /// process from ending for a third of a second.
  @Override
  public void close() {
    client().stop();
  }
}
