package dev.runner.transport.shell;

import dev.runner.transport.ConnectException;
import dev.runner.transport.Connection;
import dev.runner.transport.Connection.Sink;
import dev.runner.transport.Identity;
import dev.runner.transport.RunningProgram;
import java.time.Duration;

/// Opens a shell of another user. `dev.runner.become` does it by sudo, su and doas.
public interface ShellOpener {

  /// Starts a POSIX shell that reads commands from its standard input, and leads it through what
  /// the tool asks. Both streams begin anywhere before the shell's own first output.
  ///
  /// @throws ConnectException of kind BECOME if it is known already that this user can't be become
  RunningProgram open(
      Connection connection, Identity.Become who, Sink out, Sink err, Duration deadline)
      throws ConnectException;

  /// Why a shell ended before it said anything.
  ///
  /// @param status of the tool
  /// @param said what came on both streams
  ConnectException explain(Identity.Become who, int status, String said);
}
