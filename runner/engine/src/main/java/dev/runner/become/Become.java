package dev.runner.become;

import dev.runner.transport.ConnectException;
import dev.runner.transport.Connection;
import dev.runner.transport.Connection.Sink;
import dev.runner.transport.Identity;
import dev.runner.transport.RunningProgram;
import dev.runner.transport.shell.ShellOpener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Becomes another user by the tool that the play names.
public final class Become implements ShellOpener {

  @Override
  public RunningProgram open(
      Connection connection, Identity.Become who, Sink out, Sink err, Duration deadline)
      throws ConnectException {
    if (!who.method().equals("sudo") || who.password().isPresent()) {
      throw new ConnectException(
          ConnectException.Kind.BECOME,
          "become by %s%s is not there yet"
              .formatted(who.method(), who.password().isPresent() ? " with a password" : ""));
    }
    List<String> words = new ArrayList<>(List.of("exec", who.executable().orElse("sudo")));
    words.addAll(who.flags().isEmpty() ? List.of("-H", "-n") : who.flags());
    words.addAll(List.of("-u", who.user(), "sh"));
    return connection.start(String.join(" ", words), out, err, Optional.empty());
  }

  @Override
  public ConnectException explain(Identity.Become who, int status, String said) {
    return new ConnectException(
        ConnectException.Kind.BECOME,
        "%s did not let us become %s (status %d)%s"
            .formatted(who.method(), who.user(), status, said.isEmpty() ? "" : ": " + said));
  }
}
