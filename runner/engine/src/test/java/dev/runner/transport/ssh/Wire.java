package dev.runner.transport.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// A TCP proxy that breaks: after so many bytes from the server it cuts, or goes silent. It can
/// also be broken on demand.
final class Wire implements AutoCloseable {
  /// How it breaks.
  enum Break {
    /// Both sides are closed.
    CUT,
    /// Nothing is carried any more, and nobody is told.
    SILENT
  }

  private final ServerSocket server;
  private final int target;
  private final long intact;
  private final Break how;
  private final List<Socket> sockets = new ArrayList<>();
  private final CountDownLatch broken = new CountDownLatch(1);
  private volatile boolean silent;

  /// @param intact so many bytes from the server get through
  Wire(int target, long intact, Break how) throws IOException {
    this.server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    this.target = target;
    this.intact = intact;
    this.how = how;
    Thread.ofVirtual().start(this::serve);
  }

  int port() {
    return server.getLocalPort();
  }

  /// Waits until it broke.
  void awaitBreak() throws InterruptedException {
    broken.await();
  }

  private void serve() {
    try {
      while (true) {
        Socket client = server.accept();
        Socket host = new Socket("127.0.0.1", target);
        synchronized (sockets) {
          sockets.add(client);
          sockets.add(host);
        }
        Thread.ofVirtual().start(() -> carry(client, host, Long.MAX_VALUE));
        Thread.ofVirtual().start(() -> carry(host, client, intact));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void carry(Socket from, Socket to, long bytes) {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] chunk = new byte[8192];
      long left = bytes;
      while (left > 0) {
        int length = in.read(chunk, 0, (int) Math.min(chunk.length, left));
        if (length < 0) {
          to.shutdownOutput();
          return;
        }
        if (!silent) {
          out.write(chunk, 0, length);
        }
        left -= length;
      }
      breakNow();
    } catch (IOException e) {
      // the other direction ended it
    }
  }

  /// Breaks it.
  void breakNow() throws IOException {
    if (how == Break.CUT) {
      closeAll();
    } else {
      silent = true;
    }
    broken.countDown();
  }

  private void closeAll() throws IOException {
    synchronized (sockets) {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    closeAll();
  }
}
