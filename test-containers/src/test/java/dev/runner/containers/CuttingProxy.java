package dev.runner.containers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Stands between a client and a port of 127.0.0.1, and cuts, stalls or refuses on demand or once
/// so many bytes have passed.
public final class CuttingProxy implements AutoCloseable {
  private final ServerSocket listener;
  private final int target;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final Object gate = new Object();
  private boolean stalled;
  private boolean refusing;
  private long passed;
  private long cutAt = Long.MAX_VALUE;
  private long stallAt = Long.MAX_VALUE;

  private CuttingProxy(ServerSocket listener, int target) {
    this.listener = listener;
    this.target = target;
  }

  /// Starts to stand before a port.
  public static CuttingProxy before(int target) {
    try {
      var listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      var proxy = new CuttingProxy(listener, target);
      Thread.ofVirtual().name("cutting-proxy").start(proxy::accept);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The port to connect to.
  public int port() {
    return listener.getLocalPort();
  }

  /// The bytes that have passed so far, both ways together.
  public long passed() {
    synchronized (gate) {
      return passed;
    }
  }

  /// Resets all connections now; new ones are let through.
  public void cut() {
    open.forEach(CuttingProxy::reset);
  }

  /// Resets all connections once so many more bytes have passed, both ways together; not a byte
  /// more gets through on them.
  public void cutAfter(long bytes) {
    synchronized (gate) {
      cutAt = passed + bytes;
    }
  }

  /// Lets nothing through any more, but keeps connections open: a peer that has gone silent.
  public void stall() {
    synchronized (gate) {
      stalled = true;
    }
  }

  /// Stalls once so many more bytes have passed.
  public void stallAfter(long bytes) {
    synchronized (gate) {
      stallAt = passed + bytes;
    }
  }

  /// Ends a stall.
  public void resume() {
    synchronized (gate) {
      stalled = false;
      stallAt = Long.MAX_VALUE;
      gate.notifyAll();
    }
  }

  /// From now on resets every new connection at once, or lets new ones through again.
  public void refuse(boolean refuse) {
    synchronized (gate) {
      refusing = refuse;
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    cut();
    resume();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        join(listener.accept());
      } catch (IOException e) {
        // Closed, or the target is down: the client was reset, and the next one is waited for.
      }
    }
  }

  private void join(Socket client) throws IOException {
    if (isRefusing()) {
      reset(client);
      return;
    }
    var server = new Socket();
    try {
      server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
    } catch (IOException e) {
      reset(client);
      throw e;
    }
    open.add(client);
    open.add(server);
    Thread.ofVirtual().start(() -> pump(client, server));
    Thread.ofVirtual().start(() -> pump(server, client));
  }

  private boolean isRefusing() {
    synchronized (gate) {
      return refusing;
    }
  }

  private void pump(Socket from, Socket to) {
    byte[] buffer = new byte[8192];
    try {
      var in = from.getInputStream();
      var out = to.getOutputStream();
      for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
        for (int sent = 0; sent < length; ) {
          int allowed = allow(length - sent);
          out.write(buffer, sent, allowed);
          sent += allowed;
        }
      }
      to.shutdownOutput();
    } catch (IOException e) {
      reset(from);
      reset(to);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (from.isClosed() || to.isClosed() || (from.isInputShutdown() && to.isInputShutdown())) {
      open.remove(from);
      open.remove(to);
    }
  }

  /// Waits until bytes may pass; how many of those wanted.
  private int allow(int wanted) throws IOException, InterruptedException {
    int allowed;
    synchronized (gate) {
      stalled |= passed >= stallAt;
      while (stalled) {
        gate.wait();
      }
      allowed = (int) Math.min(wanted, Math.min(cutAt, stallAt) - passed);
      passed += allowed;
    }
    if (allowed == 0) {
      cutAsPlanned();
      throw new SocketException("cut as planned");
    }
    return allowed;
  }

  private void cutAsPlanned() {
    synchronized (gate) {
      cutAt = Long.MAX_VALUE;
    }
    cut();
  }

  private static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      // Closed already, which is all that is wanted.
    }
  }
}
