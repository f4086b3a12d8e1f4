package dev.runner.transport.ssh;

import dev.runner.transport.ConnectException;
import dev.runner.transport.ConnectException.Kind;
import dev.runner.transport.Connection;
import dev.runner.transport.RunningProgram;
import dev.runner.transport.ssh.config.HostOptions;
import java.io.IOException;
import java.nio.channels.ByteChannel;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.sshd.client.channel.AbstractClientChannel;
import org.apache.sshd.client.channel.ChannelDirectTcpip;
import org.apache.sshd.client.session.AbstractClientSession;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.channel.exception.SshChannelOpenException;
import org.apache.sshd.common.session.ConnectionService;
import org.apache.sshd.common.util.net.SshdSocketAddress;

/// An open connection of MINA SSHD.
final class SshConnection implements Connection {
  private static final String PROGRAM = "another program";

  /// Many programs may end one after the other.
  private static final int ATTEMPTS = 10;

  private final ClientSession session;
  private final HostOptions options;

  /// @param session logged in
  SshConnection(ClientSession session, HostOptions options) {
    this.session = session;
    this.options = options;
  }

  @Override
  public RunningProgram start(String command, Sink out, Sink err, Optional<Terminal> terminal)
      throws ConnectException {
    int attempts = dropsNewChannels() ? ATTEMPTS : 0;
    ExecChannel channel = channel(command, out, err, terminal);
    while (attempts-- > 0 && wasDropped(channel)) {
      channel = channel(command, out, err, terminal);
    }
    return new ExecProgram(channel, session, options);
  }

  private ExecChannel channel(String command, Sink out, Sink err, Optional<Terminal> terminal)
      throws ConnectException {
    ExecChannel channel = new ExecChannel(command, out, err, terminal, options.environment());
    channel.setAgentForwarding(AgentForwarding.allowed(session).isPresent());
    open(channel, PROGRAM);
    return channel;
  }

  /// dropbear from 2020.79 to 2024.85 ends a new channel before it has run anything if another
  /// program ends in the same moment.
  private boolean dropsNewChannels() {
    return String.valueOf(session.getServerVersion()).contains("dropbear");
  }

  /// Waits for the host's word on the program; nothing must be sent to it before.
  ///
  /// @return whether the channel ended without one while the connection is well
  private boolean wasDropped(ExecChannel channel) throws ConnectException {
    try {
      return !channel.answered().get() && session.isOpen();
    } catch (ExecutionException e) {
      throw Failures.lost(options, e);
    } catch (InterruptedException e) {
      throw interrupted(channel, PROGRAM);
    }
  }

  @Override
  public ByteChannel forward(String address, int port) throws IOException {
    return new ForwardedChannel(direct(address, port));
  }

  /// Opens a TCP connection from the host.
  ChannelDirectTcpip direct(String address, int port) throws ConnectException {
    ChannelDirectTcpip channel =
        new ChannelDirectTcpip(
            new SshdSocketAddress("127.0.0.1", 0), new SshdSocketAddress(address, port));
    open(channel, "a connection to " + address + ":" + port);
    return channel;
  }

  private void open(AbstractClientChannel channel, String what) throws ConnectException {
    CompletableFuture<Void> opened = new CompletableFuture<>();
    try {
      ConnectionService service =
          ((AbstractClientSession) session).getService(ConnectionService.class);
      service.registerChannel(channel);
      session.addCloseFutureListener(
          closed -> opened.completeExceptionally(new IOException(LostReason.of(session))));
      channel
          .open()
          .addListener(
              future -> {
                if (future.isOpened()) {
                  opened.complete(null);
                } else {
                  opened.completeExceptionally(future.getException());
                }
              });
      opened.get();
    } catch (IOException | RuntimeException e) {
      throw Failures.lost(options, e);
    } catch (ExecutionException e) {
      throw refusedOrLost(e.getCause() == null ? e : e.getCause(), what);
    } catch (InterruptedException e) {
      throw interrupted(channel, what);
    }
  }

  private ConnectException interrupted(AbstractClientChannel channel, String what) {
    Thread.currentThread().interrupt();
    channel.close(true);
    return new ConnectException(
        Kind.LOST,
        "Interrupted while %s was being opened on %s.".formatted(what, Failures.shown(options)));
  }

  private ConnectException refusedOrLost(Throwable problem, String what) {
    if (problem instanceof SshChannelOpenException refused) {
      return new ConnectException(
          Kind.CHANNEL_REFUSED,
          "%s refuses %s on this connection (%s)."
              .formatted(Failures.shown(options), what, Failures.text(refused)),
          problem);
    }
    return Failures.lost(options, problem);
  }

  @Override
  public boolean isOpen() {
    return session.isOpen() && session.isAuthenticated();
  }

  @Override
  public void close() {
    session.close(true);
  }

  /// Runs something when it has ended, at once if it has.
  void onClose(Runnable action) {
    session.addCloseFutureListener(closed -> action.run());
  }
}
