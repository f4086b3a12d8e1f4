package dev.runner.execute;

import dev.runner.transport.ConnectException;
import dev.runner.transport.HostSession;

/// Opens hosts: the port that the transports fill.
public interface HostOpener extends AutoCloseable {

  /// A session with the host. It connects when it is first used.
  ///
  /// @throws ConnectException if there is no such kind of connection
  HostSession session(Way way) throws ConnectException;

  /// All that tasks do with the host.
  HostAccess access(Way way, HostSession session);

  /// Ends what serves all hosts.
  @Override
  void close();
}
