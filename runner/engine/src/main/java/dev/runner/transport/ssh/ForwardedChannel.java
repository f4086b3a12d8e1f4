package dev.runner.transport.ssh;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.ClosedChannelException;
import org.apache.sshd.client.channel.ChannelDirectTcpip;

/// A TCP connection that the host made for us.
final class ForwardedChannel implements ByteChannel {
  private final ChannelDirectTcpip channel;

  /// @param channel open by now
  ForwardedChannel(ChannelDirectTcpip channel) {
    this.channel = channel;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    if (!target.hasRemaining()) {
      return 0;
    }
    byte[] bytes = new byte[target.remaining()];
    int length = channel.getInvertedOut().read(bytes);
    if (length > 0) {
      target.put(bytes, 0, length);
    }
    return length;
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    if (!isOpen()) {
      throw new ClosedChannelException();
    }
    byte[] bytes = new byte[source.remaining()];
    source.get(bytes);
    OutputStream out = channel.getInvertedIn();
    out.write(bytes);
    out.flush();
    return bytes.length;
  }

  @Override
  public boolean isOpen() {
    return channel.isOpen();
  }

  @Override
  public void close() {
    channel.close(false);
  }
}
