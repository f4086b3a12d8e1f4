package dev.runner.transport.openssh;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;

/// The input and output of a process as one channel.
final class ProcessChannel implements ByteChannel {
  private final Process process;
  private final ReadableByteChannel in;

  ProcessChannel(Process process) {
    this.process = process;
    this.in = Channels.newChannel(process.getInputStream());
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    return in.read(target);
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    byte[] bytes = new byte[source.remaining()];
    source.get(bytes);
    process.getOutputStream().write(bytes);
    process.getOutputStream().flush();
    return bytes.length;
  }

  @Override
  public boolean isOpen() {
    return process.isAlive();
  }

  @Override
  public void close() {
    process.destroy();
  }
}
