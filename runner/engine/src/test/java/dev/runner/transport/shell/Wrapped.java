package dev.runner.transport.shell;

import dev.runner.transport.ConnectException;
import dev.runner.transport.Connection;
import dev.runner.transport.RunningProgram;
import dev.runner.transport.Target;
import dev.runner.transport.Transport;
import java.io.IOException;
import java.nio.channels.ByteChannel;
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
    return new Connection() {
      @Override
      public RunningProgram start(String command, Sink out, Sink err, Optional<Terminal> terminal)
          throws ConnectException {
        return starting.start(real, command, out, err, terminal);
      }

      @Override
      public ByteChannel forward(String address, int port) throws IOException {
        return real.forward(address, port);
      }

      @Override
      public boolean isOpen() {
        return real.isOpen();
      }

      @Override
      public void close() {
        real.close();
      }
    };
  }

  @Override
  public void close() {
    transport.close();
  }
}
