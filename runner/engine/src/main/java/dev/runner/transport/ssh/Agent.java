package dev.runner.transport.ssh;

import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import org.apache.sshd.agent.common.AbstractAgentProxy;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;

/// A running ssh-agent, asked over its socket.
final class Agent extends AbstractAgentProxy {
  /// What OpenSSH's agent takes and gives at most.
  private static final int LONGEST_ANSWER = 256 * 1024;

  private final SocketChannel socket;

  private Agent(SocketChannel socket) {
    super(null);
    this.socket = socket;
  }

  static Agent connect(Path path) throws IOException {
    return new Agent(SocketChannel.open(UnixDomainSocketAddress.of(path)));
  }

  @Override
  protected synchronized Buffer request(Buffer buffer) throws IOException {
    ByteBuffer out = ByteBuffer.wrap(buffer.array(), buffer.rpos(), buffer.available());
    while (out.hasRemaining()) {
      socket.write(out);
    }
    int length = read(4).getInt();
    if (length < 1 || length > LONGEST_ANSWER) {
      throw new IOException("the ssh agent's answer has an impossible length: " + length);
    }
    return new ByteArrayBuffer(read(length).array());
  }

  private ByteBuffer read(int length) throws IOException {
    ByteBuffer in = ByteBuffer.allocate(length);
    while (in.hasRemaining()) {
      if (socket.read(in) < 0) {
        throw new EOFException("the ssh agent closed its connection");
      }
    }
    return in.flip();
  }

  @Override
  public boolean isOpen() {
    return socket.isOpen();
  }

  /// Private keys stay in the agent.
  @Override
  public KeyPair resolveLocalIdentity(PublicKey key) {
    return new KeyPair(key, null);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
