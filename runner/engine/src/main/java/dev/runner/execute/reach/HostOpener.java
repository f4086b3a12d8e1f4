package dev.runner.execute.reach;

import dev.runner.execute.ahead.Knowledge;
import dev.runner.transport.ConnectException;
import dev.runner.transport.HostSession;
import java.util.Optional;

/// Opens hosts: the port that the transports fill.
public interface HostOpener extends AutoCloseable {

  /// A session with the host. It connects when it is first used.
  ///
  /// @throws ConnectException if there is no such kind of connection
  HostSession session(Way way) throws ConnectException;

  /// All that tasks do with the host.
  ///
  /// @param knowledge keeps answers of the host for tasks that follow; absent: none are kept
  HostAccess access(Way way, HostSession session, Optional<Knowledge> knowledge);

  /// Ends what serves all hosts.
  @Override
  void close();
}
