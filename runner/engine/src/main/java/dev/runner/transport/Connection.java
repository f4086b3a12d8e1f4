package dev.runner.transport;

import java.io.IOException;
import java.nio.channels.ByteChannel;
import java.util.Optional;

/// An open way to one host, as the user who logged in. Several programs may run over it at once.
public interface Connection extends AutoCloseable {

  /// Starts a program.
  ///
  /// @param command for the login shell of the user
  /// @param out takes standard output; called on a thread of the transport, so it must not block
  ///   for long
  /// @param err takes standard error, likewise; with a terminal everything goes to `out`
  /// @param terminal a terminal to run it in, where the program insists on one
  /// @throws ConnectException if the host refuses another channel
  ///   ([ConnectException.Kind#CHANNEL_REFUSED]), or the connection is gone
  RunningProgram start(String command, Sink out, Sink err, Optional<Terminal> terminal)
      throws ConnectException;

  /// Opens a TCP connection from the host to an address, carried through this connection.
  ByteChannel forward(String address, int port) throws IOException;

  /// Whether it is still usable, as far as is known.
  boolean isOpen();

  /// Ends it, and all programs that were started over it.
  @Override
  void close();

  /// A terminal's name and size in characters. It is raw and free of echo.
  record Terminal(String type, int columns, int rows) {}

  /// Takes what a program writes, as it comes.
  @FunctionalInterface
  interface Sink {
    void accept(byte[] buffer, int offset, int length);
  }
}
