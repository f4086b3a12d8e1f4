package dev.runner.cli;

import dev.runner.execute.ahead.Knowledge;
import dev.runner.execute.reach.HostAccess;
import dev.runner.execute.reach.HostOpener;
import dev.runner.execute.reach.Way;
import dev.runner.source.DidYouMean;
import dev.runner.transport.ConnectException;
import dev.runner.transport.HostSession;
import dev.runner.transport.Transport;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/// Opens hosts by the kinds of connection that there are. Each transport is set up when it is first
/// needed.
final class Hosts implements HostOpener {

  /// A kind of connection.
  interface Kind {
    /// Sets up what serves all hosts.
    Transport transport();

    /// A session that connects when it is first used.
    HostSession session(Transport transport, Way way);

    /// All that tasks do with the host.
    HostAccess access(Way way, HostSession session, Optional<Knowledge> knowledge);
  }

  private final Map<String, Kind> kinds;
  private final Map<String, Transport> transports = new ConcurrentHashMap<>();

  /// @param kinds by the name of the connection
  Hosts(Map<String, Kind> kinds) {
    this.kinds = new TreeMap<>(kinds);
  }

  @Override
  public HostSession session(Way way) throws ConnectException {
    Kind kind = kinds.get(way.connection());
    if (kind == null) {
      String hint = DidYouMean.hint(way.connection(), kinds.keySet());
      throw new ConnectException(
          ConnectException.Kind.OPTION,
          "there is no connection '%s'; %s"
              .formatted(
                  way.connection(),
                  hint.isEmpty() ? "it is one of " + String.join(", ", kinds.keySet()) : hint));
    }
    Transport transport = transports.computeIfAbsent(way.connection(), name -> kind.transport());
    return kind.session(transport, way);
  }

  @Override
  public HostAccess access(Way way, HostSession session, Optional<Knowledge> knowledge) {
    return Objects.requireNonNull(kinds.get(way.connection())).access(way, session, knowledge);
  }

  @Override
  public void close() {
    transports.values().forEach(Transport::close);
    transports.clear();
  }
}
