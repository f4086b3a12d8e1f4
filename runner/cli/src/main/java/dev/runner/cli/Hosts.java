package dev.runner.cli;

import dev.runner.execute.ahead.Knowledge;
import dev.runner.execute.reach.HostAccess;
import dev.runner.execute.reach.HostOpener;
import dev.runner.execute.reach.Way;
import dev.runner.transport.HostSession;
import dev.runner.transport.Transport;
import java.util.Map;
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
  public HostSession session(Way way) {
    Kind kind = kind(way);
    Transport transport = transports.computeIfAbsent(way.connection(), name -> kind.transport());
    return kind.session(transport, way);
  }

  /// A kind that isn't there matters to those only who have to do with the host.
  private Kind kind(Way way) {
    Kind kind = kinds.get(way.connection());
    return kind == null
        ? HostKinds.shells(() -> new NoTransport(way.connection(), kinds.keySet()))
        : kind;
  }

  @Override
  public HostAccess access(Way way, HostSession session, Optional<Knowledge> knowledge) {
    return kind(way).access(way, session, knowledge);
  }

  @Override
  public void close() {
    transports.values().forEach(Transport::close);
    transports.clear();
  }
}
