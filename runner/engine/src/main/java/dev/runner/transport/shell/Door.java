package dev.runner.transport.shell;

import dev.runner.transport.ConnectException;
import dev.runner.transport.Connection;
import dev.runner.transport.Identity;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The way to another user. The first who goes there goes alone, and if a refusal meets them, that
/// is everybody's answer: a wrong password that is tried again and again locks an account.
final class Door {
  private final Identity.Become who;
  private final ShellOpener opener;
  private final Nonces nonces;
  private final Duration deadline;
  private final ReentrantLock first = new ReentrantLock();
  private volatile boolean open;
  private @Nullable ConnectException refused;

  Door(Identity.Become who, ShellOpener opener, Nonces nonces, Duration deadline) {
    this.who = who;
    this.opener = opener;
    this.nonces = nonces;
    this.deadline = deadline;
  }

  Shell open(Connection connection) throws ConnectException {
    if (open) {
      return shell(connection);
    }
    first.lock();
    try {
      if (refused != null) {
        throw new ConnectException(refused.kind(), String.valueOf(refused.getMessage()), refused);
      }
      Shell shell = shell(connection);
      open = true;
      return shell;
    } catch (ConnectException e) {
      if (e.kind() == ConnectException.Kind.BECOME) {
        refused = e;
      }
      throw e;
    } finally {
      first.unlock();
    }
  }

  private Shell shell(Connection connection) throws ConnectException {
    return new Shell(
        (out, err) -> opener.open(connection, who, out, err, deadline), nonces, this::gone);
  }

  private ConnectException gone(int status, String said) {
    return new ConnectException(
        ConnectException.Kind.BECOME,
        "the shell of %s ended at once (status %d)%s"
            .formatted(who.user(), status, said.isEmpty() ? "" : ": " + said));
  }
}
