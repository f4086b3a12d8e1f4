package dev.runner.transport.shell;

import dev.runner.transport.ConnectException;
import dev.runner.transport.Connection;
import dev.runner.transport.Identity;
import dev.runner.transport.Target;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// How shells of one host are opened: the login's by the server itself, others' by a program that
/// asks who we are.
final class Openings {
  private final Target target;
  private final ShellOpener opener;
  private final Nonces nonces = new Nonces();
  private final Map<Identity, Door> doors = new ConcurrentHashMap<>();

  Openings(Target target, ShellOpener opener) {
    this.target = target;
    this.opener = opener;
  }

  /// Opens one.
  ///
  /// @param entering told of each channel that it takes besides its own
  /// @param leaving told when such a one is free again
  Shell open(Identity who, Connection connection, Runnable entering, Runnable leaving)
      throws ConnectException {
    return switch (who) {
      case Identity.Login login ->
          new Shell(
              (out, err) -> connection.start(ShellOpener.LOGIN, out, err, Optional.empty()),
              nonces,
              this::noShell);
      case Identity.Become become ->
          door(become).open(new CountedConnection(connection, entering, leaving));
    };
  }

  private Door door(Identity.Become who) {
    return doors.computeIfAbsent(
        who, key -> new Door(who, opener, nonces, target.connectDeadline()));
  }

  private ConnectException noShell(int status, String said) {
    return new ConnectException(
        ConnectException.Kind.UNREACHABLE,
        "%s lets us in but gives us no shell (status %d)%s"
            .formatted(target.name(), status, said.isEmpty() ? "" : ": " + said));
  }

  /// Who they are has to be proved anew.
  void forget() {
    doors.clear();
  }
}
