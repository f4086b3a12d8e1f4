import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;

/// A way to the hosts with a round-trip time: what is sent arrives half of it later, and a
/// connection opens after a whole one.
final class Proxy implements AutoCloseable {
  private final ServerSocketChannel server;
  private final int target;
  private final Duration roundTrip;

  private record Parcel(long due, ByteBuffer content, boolean last) {}

  private Proxy(ServerSocketChannel server, int target, Duration roundTrip) {
    this.server = server;
    this.target = target;
    this.roundTrip = roundTrip;
  }

  /// Listens on a port of every loopback address, and leads to another port of the same one.
  static Proxy start(int port, int target, Duration roundTrip) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open();
    server.bind(new InetSocketAddress("0.0.0.0", port), 4096);
    Proxy proxy = new Proxy(server, target, roundTrip);
    Thread.ofVirtual().start(proxy::accept);
    return proxy;
  }

  private void accept() {
    while (server.isOpen()) {
      try {
        SocketChannel near = server.accept();
        Thread.ofVirtual().start(() -> serve(near));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(SocketChannel near) {
    try (near) {
      InetAddress host = ((InetSocketAddress) near.getLocalAddress()).getAddress();
      if (!((InetSocketAddress) near.getRemoteAddress()).getAddress().isLoopbackAddress()) {
        return;
      }
      Thread.sleep(roundTrip);
      try (SocketChannel far = SocketChannel.open(new InetSocketAddress(host, target))) {
        near.setOption(StandardSocketOptions.TCP_NODELAY, true);
        far.setOption(StandardSocketOptions.TCP_NODELAY, true);
        Thread up = Thread.ofVirtual().start(() -> carry(near, far));
        carry(far, near);
        near.close();
        up.join();
      }
    } catch (IOException e) {
      // the other side sees a closed connection, as it would without us
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void carry(SocketChannel from, SocketChannel to) {
    LinkedBlockingQueue<Parcel> way = new LinkedBlockingQueue<>();
    Thread writer = Thread.ofVirtual().start(() -> deliver(way, to));
    try {
      while (true) {
        ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
        boolean last = from.read(buffer) < 0;
        way.put(new Parcel(System.nanoTime() + roundTrip.toNanos() / 2, buffer.flip(), last));
        if (last) {
          break;
        }
      }
      writer.join();
    } catch (IOException e) {
      writer.interrupt();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void deliver(LinkedBlockingQueue<Parcel> way, SocketChannel to) {
    try {
      while (true) {
        Parcel parcel = way.take();
        long left = parcel.due() - System.nanoTime();
        if (left > 0) {
          Thread.sleep(Duration.ofNanos(left));
        }
        if (parcel.last()) {
          to.shutdownOutput();
          return;
        }
        while (parcel.content().hasRemaining()) {
          to.write(parcel.content());
        }
      }
    } catch (IOException e) {
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
