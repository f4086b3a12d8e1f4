package dev.runner.transport.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.sshd.common.io.AbstractIoWriteFuture;
import org.apache.sshd.common.io.IoHandler;
import org.apache.sshd.common.io.IoService;
import org.apache.sshd.common.io.IoSession;
import org.apache.sshd.common.io.IoWriteFuture;
import org.apache.sshd.common.util.Readable;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.closeable.AbstractCloseable;
import org.jspecify.annotations.Nullable;

/// A connection that isn't a socket: a program's input and output, or a channel of another
/// connection. Two threads carry it.
final class StreamSession extends AbstractCloseable implements IoSession {
  private static final int CHUNK = 32 * 1024;

  private final Map<Object, Object> attributes = new ConcurrentHashMap<>();
  private final BlockingQueue<Write> writes = new LinkedBlockingQueue<>();
  private final IoHandler handler;
  private final InetSocketAddress remote;
  private final InputStream in;
  private final OutputStream out;
  private final Runnable ending;

  /// @param remote where it leads, unresolved, for messages
  /// @param ending ends what the streams belong to
  StreamSession(
      IoHandler handler,
      InetSocketAddress remote,
      InputStream in,
      OutputStream out,
      Runnable ending) {
    this.handler = handler;
    this.remote = remote;
    this.in = in;
    this.out = out;
    this.ending = ending;
  }

  /// Begins the session and carries its bytes.
  ///
  /// @param threads platform threads where the streams block in the operating system
  void start(Thread.Builder threads) throws IOException {
    try {
      handler.sessionCreated(this);
    } catch (IOException | RuntimeException e) {
      close(true);
      throw e;
    } catch (Exception e) {
      close(true);
      throw new IOException(e);
    }
    threads.start(this::write);
    threads.start(this::read);
  }

  private void read() {
    byte[] chunk = new byte[CHUNK];
    try {
      for (int length; !isClosing() && (length = in.read(chunk)) >= 0; ) {
        handler.messageReceived(this, Readable.readable(ByteBuffer.wrap(chunk, 0, length)));
      }
      close(true);
    } catch (Exception e) {
      fail(e);
    }
  }

  private void write() {
    try {
      while (!isClosing()) {
        Write write = writes.take();
        if (write.length == 0) {
          return;
        }
        out.write(write.bytes, write.offset, write.length);
        if (writes.isEmpty()) {
          out.flush();
        }
        write.done(Boolean.TRUE);
      }
    } catch (IOException | RuntimeException e) {
      fail(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void fail(Exception problem) {
    if (!isClosing()) {
      try {
        handler.exceptionCaught(this, problem);
      } catch (Exception e) {
        problem.addSuppressed(e);
      }
    }
    close(true);
  }

  @Override
  public IoWriteFuture writeBuffer(Buffer buffer) {
    Write write = new Write(buffer.array(), buffer.rpos(), buffer.available());
    if (isClosing()) {
      write.done(new ClosedChannelException());
    } else {
      writes.add(write);
    }
    return write;
  }

  @Override
  protected void doCloseImmediately() {
    ending.run();
    for (Write write; (write = writes.poll()) != null; ) {
      write.done(new ClosedChannelException());
    }
    writes.add(new Write(new byte[0], 0, 0)); // wakes the writer, so that it ends
    super.doCloseImmediately();
    try {
      handler.sessionClosed(this);
    } catch (Exception e) {
      log.debug("the end of a session failed", e);
    }
  }

  @Override
  public long getId() {
    return System.identityHashCode(this);
  }

  @Override
  public @Nullable Object getAttribute(Object key) {
    return attributes.get(key);
  }

  @Override
  public @Nullable Object setAttribute(Object key, Object value) {
    return attributes.put(key, value);
  }

  @Override
  public @Nullable Object setAttributeIfAbsent(Object key, Object value) {
    return attributes.putIfAbsent(key, value);
  }

  @Override
  public @Nullable Object removeAttribute(Object key) {
    return attributes.remove(key);
  }

  @Override
  public SocketAddress getRemoteAddress() {
    return remote;
  }

  @Override
  public SocketAddress getLocalAddress() {
    return InetSocketAddress.createUnresolved("localhost", 0);
  }

  @Override
  public SocketAddress getAcceptanceAddress() {
    return getLocalAddress();
  }

  @Override
  public IoService getService() {
    throw new UnsupportedOperationException("this session belongs to no service");
  }

  @Override
  public void shutdownOutputStream() throws IOException {
    out.close();
  }

  @Override
  public void suspendRead() {
    throw new UnsupportedOperationException("only sessions of forwarded ports are suspended");
  }

  @Override
  public void resumeRead() {
    throw new UnsupportedOperationException("only sessions of forwarded ports are suspended");
  }

  private static final class Write extends AbstractIoWriteFuture {
    private final byte[] bytes;
    private final int offset;
    private final int length;

    Write(byte[] bytes, int offset, int length) {
      super("write", null);
      this.bytes = bytes;
      this.offset = offset;
      this.length = length;
    }

    void done(Object result) {
      setValue(result);
    }
  }
}
