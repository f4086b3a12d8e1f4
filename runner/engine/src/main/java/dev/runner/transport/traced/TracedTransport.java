package dev.runner.transport.traced;

import dev.runner.transport.ConnectException;
import dev.runner.transport.Connection;
import dev.runner.transport.DelegatedConnection;
import dev.runner.transport.RunningProgram;
import dev.runner.transport.Target;
import dev.runner.transport.Transport;
import dev.runner.transport.shell.ShellOpener;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/// Tells of each connection that is made and of each shell of the user who logs in, in lines that
/// begin as Ansible's do. What the user runs without a shell of ours (`raw`) isn't told: it may
/// hold what is nobody's business.
public final class TracedTransport implements Transport {
  private final Transport transport;
  private final String kind;
  private final Consumer<String> lines;

  /// @param kind of the connections, as inventories name it
  public TracedTransport(Transport transport, String kind, Consumer<String> lines) {
    this.transport = transport;
    this.kind = kind.toUpperCase(Locale.ROOT);
    this.lines = lines;
  }

  @Override
  public Connection connect(Target target) throws ConnectException {
    String host = "<%s> ".formatted(target.address());
    lines.accept(
        "%sESTABLISH %s CONNECTION FOR USER: %s%s"
            .formatted(
                host,
                kind,
                target.user().orElseGet(this::usual),
                target.port().map(" ON PORT %d"::formatted).orElse("")));
    try {
      return new Traced(transport.connect(target), host);
    } catch (ConnectException e) {
      lines.accept(host + "FAILED: " + e.getMessage());
      throw e;
    }
  }

  /// Who logs in where nobody is named: by SSH its configuration decides.
  private String usual() {
    return kind.equals("LOCAL") ? System.getProperty("user.name", "") : "None";
  }

  @Override
  public void close() {
    transport.close();
  }

  private final class Traced extends DelegatedConnection {
    private final String host;

    Traced(Connection connection, String host) {
      super(connection);
      this.host = host;
    }

    @Override
    public RunningProgram start(String command, Sink out, Sink err, Optional<Terminal> terminal)
        throws ConnectException {
      if (command.equals(ShellOpener.LOGIN)) {
        lines.accept(host + "EXEC " + command);
      }
      return super.start(command, out, err, terminal);
    }
  }
}
