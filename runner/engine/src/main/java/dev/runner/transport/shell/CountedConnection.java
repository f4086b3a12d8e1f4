package dev.runner.transport.shell;

import dev.runner.transport.ConnectException;
import dev.runner.transport.Connection;
import dev.runner.transport.DelegatedConnection;
import dev.runner.transport.RunningProgram;
import java.util.Optional;

/// Counts the channels that opening a shell takes beyond the one that was reserved for it.
final class CountedConnection extends DelegatedConnection {
  private final Runnable taken;
  private final Runnable ended;
  private boolean reserved = true;

  /// @param taken one more channel is in use
  /// @param ended it isn't any more
  CountedConnection(Connection connection, Runnable taken, Runnable ended) {
    super(connection);
    this.taken = taken;
    this.ended = ended;
  }

  @Override
  public RunningProgram start(String command, Sink out, Sink err, Optional<Terminal> terminal)
      throws ConnectException {
    RunningProgram program = super.start(command, out, err, terminal);
    if (reserved) {
      reserved = false;
      return program;
    }
    taken.run();
    var _ = program.exit().whenComplete((status, trouble) -> ended.run());
    return program;
  }
}
