package dev.runner.cli;

import dev.runner.become.Become;
import dev.runner.execute.ahead.Knowledge;
import dev.runner.execute.host.RemoteAccess;
import dev.runner.execute.reach.HostAccess;
import dev.runner.execute.reach.Way;
import dev.runner.transport.HostSession;
import dev.runner.transport.Transport;
import dev.runner.transport.local.LocalTransport;
import dev.runner.transport.openssh.OpenSshTransport;
import dev.runner.transport.retrying.RetryingTransport;
import dev.runner.transport.shell.ShellOpener;
import dev.runner.transport.shell.ShellSession;
import dev.runner.transport.ssh.SshTransport;
import dev.runner.transport.traced.TracedOpener;
import dev.runner.transport.traced.TracedTransport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/// The kinds of connection that there are.
final class HostKinds {
  /// For the questions of one round trip: checksums of large files may take their time.
  private static final Duration ASKING = Duration.ofMinutes(10);

  private HostKinds() {}

  /// All kinds, by the name of the connection.
  ///
  /// @param start where programs of the control machine start
  /// @param trace takes a line about each connection and shell that is opened, if anybody wants it
  static Map<String, Hosts.Kind> all(
      Path start, Map<String, String> environment, Optional<Consumer<String>> trace) {
    Map<String, Supplier<Transport>> transports =
        Map.of(
            "ssh", SshTransport::new,
            "openssh", OpenSshTransport::new,
            "local", () -> new LocalTransport(start, with(environment, start)));
    Map<String, Hosts.Kind> kinds = new LinkedHashMap<>();
    transports.forEach(
        (name, transport) ->
            kinds.put(
                name,
                trace
                    .map(lines -> traced(name, transport, lines))
                    .orElseGet(() -> shells(() -> new RetryingTransport(transport.get())))));
    return kinds;
  }

  /// Each attempt is told.
  private static Hosts.Kind traced(
      String name, Supplier<Transport> transport, Consumer<String> lines) {
    return shells(
        () -> new RetryingTransport(new TracedTransport(transport.get(), name, lines)),
        address -> new TracedOpener(new Become(), address, lines));
  }

  /// Scripts begin in the home directory, unless this names another one.
  private static Map<String, String> with(Map<String, String> environment, Path start) {
    Map<String, String> all = new LinkedHashMap<>(environment);
    all.put("RUNNER_START", start.toString());
    return all;
  }

  /// Hosts that are worked on through persistent shells.
  static Hosts.Kind shells(Supplier<Transport> transport) {
    return shells(transport, address -> new Become());
  }

  private static Hosts.Kind shells(
      Supplier<Transport> transport, Function<String, ShellOpener> opener) {
    return new Hosts.Kind() {
      @Override
      public Transport transport() {
        return transport.get();
      }

      @Override
      public HostSession session(Transport opened, Way way) {
        return new ShellSession(opened, way.target(), opener.apply(way.target().address()));
      }

      @Override
      public HostAccess access(Way way, HostSession session, Optional<Knowledge> knowledge) {
        return new RemoteAccess(session, way.target().name(), ASKING, knowledge);
      }
    };
  }
}
