package dev.runner.transport.ssh;

import java.io.IOException;
import java.io.OutputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.client.future.DefaultOpenFuture;
import org.apache.sshd.client.future.OpenFuture;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.Closeable;
import org.apache.sshd.common.channel.Channel;
import org.apache.sshd.common.channel.ChannelFactory;
import org.apache.sshd.common.channel.ChannelOutputStream;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.server.channel.AbstractServerChannel;

/// Lets a host use the agent of this machine (`ForwardAgent`), if it may: each of its requests
/// comes as a channel that the host opens.
final class AgentForwarding implements ChannelFactory {
  @Override
  public String getName() {
    return "auth-agent@openssh.com";
  }

  @Override
  public Channel createChannel(Session session) {
    return new Line();
  }

  /// The agent's socket, if this host may use it: it was asked for, and the host is who it says.
  static Optional<Path> allowed(ClientSession session) {
    Handshake handshake = Handshake.of(session);
    return handshake.options().forwardAgent().filter(socket -> handshake.check().verified());
  }

  private static final class Line extends AbstractServerChannel {
    private Optional<SocketChannel> agent = Optional.empty();

    Line() {
      super("", List.of(), null);
    }

    @Override
    protected OpenFuture doInit(Buffer buffer) {
      OpenFuture opened = new DefaultOpenFuture(this, this);
      try {
        Path path =
            allowed((ClientSession) getSession())
                .orElseThrow(() -> new IOException("this host may not use the agent"));
        SocketChannel socket = SocketChannel.open(UnixDomainSocketAddress.of(path));
        agent = Optional.of(socket);
        Thread.ofVirtual().start(() -> answers(socket));
        signalChannelOpenSuccess();
        opened.setOpened();
      } catch (IOException e) {
        signalChannelOpenFailure(e);
        opened.setException(e);
      }
      return opened;
    }

    private void answers(SocketChannel socket) {
      ByteBuffer chunk = ByteBuffer.allocate(16 * 1024);
      try (OutputStream out =
          new ChannelOutputStream(this, getRemoteWindow(), log, (byte) 94, true)) {
        while (socket.read(chunk.clear()) >= 0) {
          out.write(chunk.array(), 0, chunk.position());
          out.flush();
        }
      } catch (IOException e) {
        log.debug("the agent's line ended", e);
      }
      close(false);
    }

    @Override
    protected void doWriteData(byte[] bytes, int offset, long length) throws IOException {
      ByteBuffer out = ByteBuffer.wrap(bytes, offset, (int) length);
      SocketChannel socket = agent.orElseThrow(() -> new IOException("no agent"));
      while (out.hasRemaining()) {
        socket.write(out);
      }
      getLocalWindow().release(length);
    }

    @Override
    protected void doWriteExtendedData(byte[] bytes, int offset, long length) throws IOException {
      throw new IOException("an agent has no error stream");
    }

    @Override
    protected Closeable getInnerCloseable() {
      return builder().close(super.getInnerCloseable()).run(this, this::hangUp).build();
    }

    private void hangUp() {
      try {
        if (agent.isPresent()) {
          agent.get().close();
        }
      } catch (IOException e) {
        log.debug("closing the agent's line", e);
      }
    }
  }
}
