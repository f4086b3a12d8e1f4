package dev.runner.transport.ssh;

import dev.runner.transport.ConnectException;
import dev.runner.transport.ConnectException.Kind;
import dev.runner.transport.ssh.config.HostOptions;
import dev.runner.transport.ssh.config.HostOptions.Route;
import dev.runner.transport.ssh.config.OptionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.io.IoConnectFuture;
import org.apache.sshd.common.io.IoSession;
import org.apache.sshd.common.io.nio2.Nio2Session;
import org.jspecify.annotations.Nullable;

/// Opens the way to a host: a TCP connection to one of its addresses, or a program.
final class Dialer {
  private final MinaClient client;

  Dialer(MinaClient client) {
    this.client = client;
  }

  /// What a host's options make of the client's algorithms; Ed25519 is there once the client is.
  ChosenAlgorithms algorithms(HostOptions options) throws OptionException {
    return ChosenAlgorithms.of(options);
  }

  /// A session whose handshake has begun.
  ClientSession direct(Handshake handshake, Route.Direct route, Deadline deadline)
      throws ConnectException {
    HostOptions options = handshake.options();
    List<InetAddress> addresses = addresses(options, route);
    Optional<ConnectException> failure = Optional.empty();
    for (int attempt = 0; attempt < options.attempts(); attempt++) {
      for (InetAddress address : addresses) {
        try {
          return dial(handshake, address, route, deadline);
        } catch (ConnectException e) {
          failure = Optional.of(e);
          if (deadline.passed()) {
            throw e;
          }
        }
      }
    }
    throw failure.orElseThrow();
  }

  private static List<InetAddress> addresses(HostOptions options, Route.Direct route)
      throws ConnectException {
    InetAddress[] all;
    try {
      all = InetAddress.getAllByName(options.hostName());
    } catch (UnknownHostException e) {
      throw Failures.unreachable(options, "", e);
    }
    List<InetAddress> found = new ArrayList<>();
    for (InetAddress one : all) {
      boolean four = one instanceof Inet4Address;
      if (route.family().equals("any") || route.family().equals(four ? "inet" : "inet6")) {
        found.add(one);
      }
    }
    if (found.isEmpty()) {
      throw new ConnectException(
          Kind.UNREACHABLE,
          "%s has no address of the family %s.".formatted(options.hostName(), route.family()));
    }
    return found;
  }

  private ClientSession dial(
      Handshake handshake, InetAddress address, Route.Direct route, Deadline deadline)
      throws ConnectException {
    HostOptions options = handshake.options();
    String place = address.getHostAddress() + " port " + options.port();
    IoConnectFuture future =
        client.dial(
            new InetSocketAddress(address, options.port()), handshake.attributes(), local(route));
    Duration limit = options.attemptDeadline().orElse(Duration.ofDays(1));
    try {
      if (!future.await(deadline.millis(limit))) {
        future.cancel();
        throw Failures.timedOut(options, deadline.seconds(), "connecting to " + place);
      }
    } catch (IOException e) {
      future.cancel();
      throw Failures.unreachable(options, place, e);
    }
    IoSession session = future.getSession();
    if (session == null) {
      Throwable problem = Objects.requireNonNullElseGet(future.getException(), IOException::new);
      throw Failures.unreachable(options, place, problem);
    }
    keepAlive(session, options);
    return handshake.session().orElseThrow();
  }

  private static void keepAlive(IoSession session, HostOptions options) throws ConnectException {
    if (session instanceof Nio2Session socket && socket.getSocket().isOpen()) {
      try {
        socket.getSocket().setOption(StandardSocketOptions.SO_KEEPALIVE, options.tcpKeepAlive());
      } catch (IOException e) {
        throw Failures.unreachable(options, "", e);
      }
    }
  }

  private static @Nullable SocketAddress local(Route.Direct route) {
    return route.bindAddress().map(address -> new InetSocketAddress(address, 0)).orElse(null);
  }

  /// A session over a program.
  ClientSession command(Handshake handshake, ProxyProcess proxy) throws ConnectException {
    StreamSession session =
        new StreamSession(
            client.sessions(),
            unresolved(handshake.options()),
            proxy.output(),
            proxy.input(),
            proxy::end);
    // reading a pipe blocks in the operating system, which a virtual thread must not do
    return begin(handshake, session, Thread.ofPlatform().daemon().name("proxy-command"));
  }

  /// A session through another host.
  ClientSession through(Handshake handshake, SshConnection jump) throws ConnectException {
    HostOptions options = handshake.options();
    var channel = jump.direct(options.hostName(), options.port());
    StreamSession session =
        new StreamSession(
            client.sessions(),
            unresolved(options),
            channel.getInvertedOut(),
            channel.getInvertedIn(),
            () -> channel.close(false));
    return begin(handshake, session, Thread.ofVirtual());
  }

  private static ClientSession begin(
      Handshake handshake, StreamSession session, Thread.Builder threads) throws ConnectException {
    try {
      session.setAttribute(
          org.apache.sshd.common.AttributeRepository.class, handshake.attributes());
      session.start(threads);
      return handshake.session().orElseThrow();
    } catch (IOException | UncheckedIOException e) {
      throw Failures.unreachable(handshake.options(), "", e);
    }
  }

  private static InetSocketAddress unresolved(HostOptions options) {
    return InetSocketAddress.createUnresolved(options.hostName(), options.port());
  }
}
