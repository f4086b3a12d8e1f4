package dev.runner.transport.traced;

import dev.runner.transport.ConnectException;
import dev.runner.transport.Connection;
import dev.runner.transport.Connection.Sink;
import dev.runner.transport.DelegatedConnection;
import dev.runner.transport.Identity;
import dev.runner.transport.RunningProgram;
import dev.runner.transport.shell.ShellOpener;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/// Tells of each command that makes us another user. Passwords aren't in it: they are typed.
public final class TracedOpener implements ShellOpener {
  private final ShellOpener opener;
  private final String host;
  private final Consumer<String> lines;

  /// @param address of the host
  public TracedOpener(ShellOpener opener, String address, Consumer<String> lines) {
    this.opener = opener;
    this.host = "<%s> ".formatted(address);
    this.lines = lines;
  }

  @Override
  public RunningProgram open(
      Connection connection, Identity.Become who, Sink out, Sink err, Duration deadline)
      throws ConnectException {
    return opener.open(new Told(connection), who, out, err, deadline);
  }

  private final class Told extends DelegatedConnection {
    Told(Connection connection) {
      super(connection);
    }

    @Override
    public RunningProgram start(String command, Sink out, Sink err, Optional<Terminal> terminal)
        throws ConnectException {
      lines.accept(host + (terminal.isPresent() ? "EXEC ON A TERMINAL " : "EXEC ") + command);
      return super.start(command, out, err, terminal);
    }
  }
}
