package dev.runner.transport.shell;

import dev.runner.transport.ConnectException;
import dev.runner.transport.Connection;
import dev.runner.transport.DelegatedConnection;
import dev.runner.transport.RunningProgram;
import dev.runner.transport.Target;
import dev.runner.transport.Transport;
import java.util.Optional;

/// A transport whose programs are started in another way.
record Wrapped(Transport transport, Starting starting) implements Transport {
  /// Starts a program on the real connection.
  interface Starting {
    RunningProgram start(
        Connection real,
        String command,
        Connection.Sink out,
        Connection.Sink err,
        Optional<Connection.Terminal> terminal)
        throws ConnectException;
  }

  @Override
  public Connection connect(Target target) throws ConnectException {
    Connection real = transport.connect(target);
    return new DelegatedConnection(real) {
      @Override
      public RunningProgram start(String command, Sink out, Sink err, Optional<Terminal> terminal)
          throws ConnectException {
        return starting.start(real, command, out, err, terminal);
      }
    };
  }

  @Override
  public void close() {
    transport.close();
  }
}
