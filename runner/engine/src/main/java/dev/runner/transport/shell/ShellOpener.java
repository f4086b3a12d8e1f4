package dev.runner.transport.shell;

import dev.runner.transport.ConnectException;
import dev.runner.transport.Connection;
import dev.runner.transport.Connection.Sink;
import dev.runner.transport.Identity;
import dev.runner.transport.RunningProgram;
import java.time.Duration;

/// Opens a shell of another user. `dev.runner.become` does it by sudo, su and doas.
public interface ShellOpener {
  /// The command that opens a shell of the user who logged in.
  String LOGIN = "exec sh";

  /// Starts a POSIX shell that reads commands from its standard input, and leads it through what
  /// the tool asks, until it is there. What it writes from then on goes to the sinks.
  ///
  /// @throws ConnectException of kind BECOME if this user can't be become
  RunningProgram open(
      Connection connection, Identity.Become who, Sink out, Sink err, Duration deadline)
      throws ConnectException;
}
