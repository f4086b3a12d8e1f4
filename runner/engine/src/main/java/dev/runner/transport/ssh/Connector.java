package dev.runner.transport.ssh;

import dev.runner.transport.ConnectException;
import dev.runner.transport.ConnectException.Kind;
import dev.runner.transport.Target;
import dev.runner.transport.ssh.config.HostOptions;
import dev.runner.transport.ssh.config.HostOptions.Route;
import dev.runner.transport.ssh.config.OptionException;
import dev.runner.transport.ssh.config.SshConfig;
import dev.runner.transport.ssh.hostkey.KnownHosts;
import dev.runner.values.Secret;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.sshd.client.future.AuthFuture;
import org.apache.sshd.client.session.ClientSession;

/// Makes connections: finds the way, waits for its turn, logs in.
final class Connector {
  /// More would be a circle.
  private static final int MOST_HOPS = 8;

  private final Supplier<MinaClient> client;
  private final KnownHosts known = new KnownHosts();
  private final KeyFiles keys = new KeyFiles();
  private final Map<Path, SshConfig> configs = new ConcurrentHashMap<>();
  private final Jumps jumps = new Jumps();
  private final Turns turns = new Turns(50);

  /// Proxy commands usually lead through one host, with a connection each.
  private final Turns proxyTurns = new Turns(Jumps.HANDSHAKES_EACH);

  /// @param client waits until it is set up
  Connector(Supplier<MinaClient> client) {
    this.client = client;
  }

  SshConnection connect(Target target) throws ConnectException {
    Settings settings =
        new Settings(target, configs.computeIfAbsent(target.home(), Settings::config));
    return connect(settings, settings.host(), target.password(), 0);
  }

  private SshConnection connect(
      Settings settings, HostOptions options, Optional<Secret> password, int hops)
      throws ConnectException {
    return switch (options.route()) {
      case Route.Direct route ->
          turns.take(
              () ->
                  login(
                      settings,
                      handshake(settings.target(), options, password),
                      (handshake, deadline) -> dialer().direct(handshake, route, deadline)));
      case Route.Command route ->
          proxyTurns.take(
              () ->
                  turns.take(
                      () ->
                          login(
                              settings,
                              handshake(settings.target(), options, password),
                              new ByProgram(route.command()))));
      case Route.Jump route -> {
        Jumps.Jump jump = jump(settings, options, route.hops(), hops);
        yield jump.turns()
            .take(
                () ->
                    turns.take(
                        () ->
                            login(
                                settings,
                                handshake(settings.target(), options, password),
                                (handshake, deadline) ->
                                    dialer().through(handshake, jump.connection()))));
      }
    };
  }

  private Dialer dialer() {
    return new Dialer(client.get());
  }

  private final class ByProgram implements Opening {
    private final String command;
    private Optional<ProxyProcess> process = Optional.empty();

    ByProgram(String command) {
      this.command = command;
    }

    @Override
    public ClientSession open(Handshake handshake, Deadline deadline) throws ConnectException {
      try {
        ProxyProcess started = ProxyProcess.start(command);
        process = Optional.of(started);
        return dialer().command(handshake, started);
      } catch (IOException e) {
        throw Failures.unreachable(handshake.options(), "ProxyCommand " + command, e);
      }
    }

    @Override
    public String story() {
      return process.map(ProxyProcess::story).orElse("");
    }
  }

  private Jumps.Jump jump(Settings settings, HostOptions options, List<String> route, int hops)
      throws ConnectException {
    HostOptions hop = hop(settings, route);
    if (hops == 0) {
      refuseCircle(settings, hop);
    }
    try {
      return jumps.get(hop, () -> connect(settings, hop, Optional.empty(), hops + 1));
    } catch (ConnectException e) {
      if (hops > 0 || e.kind() == Kind.OPTION) {
        throw e;
      }
      throw new ConnectException(
          e.kind(), "On the way to %s: %s".formatted(Failures.shown(options), e.getMessage()), e);
    }
  }

  private static HostOptions hop(Settings settings, List<String> route) throws ConnectException {
    return settings.hop(route.getLast(), route.subList(0, route.size() - 1));
  }

  /// Before anything is connected: hosts that wait for each other would wait for ever.
  private static void refuseCircle(Settings settings, HostOptions first) throws ConnectException {
    HostOptions hop = first;
    for (int hops = 0; hop.route() instanceof Route.Jump route; hops++) {
      if (hops == MOST_HOPS) {
        throw new ConnectException(
            Kind.OPTION,
            "ProxyJump goes in a circle at %s. Set ProxyJump none for the first host of the way."
                .formatted(hop.hostName()));
      }
      hop = hop(settings, route.hops());
    }
  }

  private Handshake handshake(Target target, HostOptions options, Optional<Secret> password)
      throws ConnectException {
    try {
      ChosenAlgorithms algorithms = dialer().algorithms(options);
      Login login =
          new Login(options, password, target.keyPassphrase(), keys, algorithms.publicKeys());
      return new Handshake(options, login, new HostKeyCheck(options, known), algorithms);
    } catch (OptionException e) {
      throw new ConnectException(Kind.OPTION, String.valueOf(e.getMessage()), e);
    }
  }

  private SshConnection login(Settings settings, Handshake handshake, Opening opening)
      throws ConnectException {
    Deadline deadline = Deadline.in(settings.target().connectDeadline());
    ClientSession session = opening.open(handshake, deadline);
    boolean done = false;
    try {
      LostReason.watch(session);
      AuthFuture future = session.auth();
      if (!future.await(deadline.millis())) {
        String stage = session.getSessionId() == null ? "exchanging keys" : "logging in";
        throw Failures.timedOut(handshake.options(), deadline.seconds(), stage + opening.story());
      }
      if (!future.isSuccess()) {
        throw failed(
            handshake,
            session,
            opening,
            Objects.requireNonNullElseGet(future.getException(), IOException::new));
      }
      done = true;
      return new SshConnection(session, handshake.options());
    } catch (InterruptedIOException e) {
      Thread.currentThread().interrupt();
      throw new ConnectException(
          Kind.UNREACHABLE,
          "Interrupted while connecting to " + Failures.shown(handshake.options()) + ".",
          e);
    } catch (IOException | RuntimeException e) {
      if (e instanceof ConnectException known) {
        throw known;
      }
      throw failed(handshake, session, opening, e);
    } finally {
      if (!done) {
        session.close(true);
      }
      handshake.login().close();
    }
  }

  private static ConnectException failed(
      Handshake handshake, ClientSession session, Opening opening, Throwable problem) {
    boolean keysExchanged = session.getSessionId() != null;
    return Failures.handshake(handshake, problem, keysExchanged, opening.story());
  }
}
