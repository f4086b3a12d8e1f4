package dev.runner.transport.ssh;

import dev.runner.transport.Connection;
import dev.runner.transport.RunningProgram;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// What a program gave: both streams and its exit status.
record Taken(int exit, byte[] out, byte[] err) {

  /// Runs a command without input to its end.
  static Taken from(Connection connection, String command) throws Exception {
    return from(connection, command, new byte[0], Optional.empty());
  }

  static Taken from(
      Connection connection, String command, byte[] input, Optional<Connection.Terminal> terminal)
      throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    try (RunningProgram program = connection.start(command, out::write, err::write, terminal)) {
      program.stdin().write(input);
      program.stdin().close();
      int exit = program.exit().get();
      return new Taken(exit, out.toByteArray(), err.toByteArray());
    }
  }

  String text() {
    return new String(out, StandardCharsets.UTF_8);
  }

  String errors() {
    return new String(err, StandardCharsets.UTF_8);
  }
}
