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
import dev.runner.transport.shell.ShellSession;
import dev.runner.transport.ssh.SshTransport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// The kinds of connection that there are.
final class HostKinds {
  /// For the questions of one round trip: checksums of large files may take their time.
  private static final Duration ASKING = Duration.ofMinutes(10);

  private HostKinds() {}

  /// All kinds, by the name of the connection.
  ///
  /// @param start where programs of the control machine start
  static Map<String, Hosts.Kind> all(Path start, Map<String, String> environment) {
    return Map.of(
        "ssh", shells(SshTransport::new),
        "openssh", shells(OpenSshTransport::new),
        "local", shells(() -> new LocalTransport(start, with(environment, start))));
  }

  /// Scripts begin in the home directory, unless this names another one.
  private static Map<String, String> with(Map<String, String> environment, Path start) {
    Map<String, String> all = new LinkedHashMap<>(environment);
    all.put("RUNNER_START", start.toString());
    return all;
  }

  /// Hosts that are worked on through persistent shells.
  static Hosts.Kind shells(Supplier<Transport> transport) {
    return new Hosts.Kind() {
      @Override
      public Transport transport() {
        return transport.get();
      }

      @Override
      public HostSession session(Transport opened, Way way) {
        return new ShellSession(opened, way.target(), new Become());
      }

      @Override
      public HostAccess access(Way way, HostSession session, Optional<Knowledge> knowledge) {
        return new RemoteAccess(session, way.target().name(), ASKING, knowledge);
      }
    };
  }
}
