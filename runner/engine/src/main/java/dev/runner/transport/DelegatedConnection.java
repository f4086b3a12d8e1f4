package dev.runner.transport;

import java.io.IOException;
import java.nio.channels.ByteChannel;
import java.util.Optional;

/// A connection that hands everything on to another one, for those that add something to a part.
public abstract class DelegatedConnection implements Connection {
  private final Connection connection;

  /// @param connection that does the work
  protected DelegatedConnection(Connection connection) {
    this.connection = connection;
  }

  @Override
  public RunningProgram start(String command, Sink out, Sink err, Optional<Terminal> terminal)
      throws ConnectException {
    return connection.start(command, out, err, terminal);
  }

  @Override
  public ByteChannel forward(String address, int port) throws IOException {
    return connection.forward(address, port);
  }

  @Override
  public boolean isOpen() {
    return connection.isOpen();
  }

  @Override
  public void close() {
    connection.close();
  }
}
