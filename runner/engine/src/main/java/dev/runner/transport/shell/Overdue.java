package dev.runner.transport.shell;

import dev.runner.transport.ConnectException;
import dev.runner.transport.Identity;
import dev.runner.transport.Target;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/// Stops what isn't done in time, and says what it was.
///
/// @param grace between TERM and KILL
record Overdue(ShellPool pool, Target target, Duration grace) {
  /// The copiers end together with the command unless something keeps their pipes open.
  private static final Duration SETTLING = Duration.ofMillis(100);

  private static final Duration ENDING = Duration.ofSeconds(5);

  /// Stops a script of ours, whose process group is its shell's.
  ConnectException stopped(Identity who, ShellPool.Lease lease, Answer answer, Duration deadline) {
    String ran;
    try {
      long shell = lease.shell().greeting(Duration.ZERO).pid();
      ran = running(new Stopping(pool, who, grace).stop(shell, shell, answer));
    } catch (ConnectException e) {
      ran = "; it could not be stopped: " + e.getMessage();
    }
    return late(who, "a script", deadline, ran);
  }

  private static String running(List<String> programs) {
    return programs.isEmpty() ? "" : "; what ran: " + String.join(", ", programs);
  }

  private ConnectException late(Identity who, String what, Duration deadline, String more) {
    if (Thread.currentThread().isInterrupted()) {
      return new ConnectException(
          ConnectException.Kind.DEADLINE,
          "%s: %s of %s was stopped, since the run was interrupted%s"
              .formatted(target.name(), what, name(who), more));
    }
    return new ConnectException(
        ConnectException.Kind.DEADLINE,
        "%s: %s of %s had not ended after %s and was stopped%s"
            .formatted(target.name(), what, name(who), seconds(deadline), more));
  }

  /// A time, for messages.
  static String seconds(Duration time) {
    return time.toMillis() % 1000 == 0
        ? time.toSeconds() + " s"
        : "%.3f s".formatted(time.toMillis() / 1000.0);
  }

  private static String name(Identity who) {
    return switch (who) {
      case Identity.Login login -> "the login user";
      case Identity.Become become -> become.user();
    };
  }

  /// Stops a command of the user's. If it has no process group yet, it is the shell that is
  /// stopped.
  ConnectException stopped(Identity who, Shell shell, LiveAnswer answer, Duration deadline) {
    String ran;
    try {
      Stopping stopping = new Stopping(pool, who, grace);
      OptionalLong group = answer.group();
      long own = shell.greeting(Duration.ZERO).pid();
      ran =
          running(
              group.isPresent()
                  ? stopping.stop(group.getAsLong(), 0, answer.command())
                  : stopping.stop(own, own, answer.command()));
      copiersEnd(who, answer);
    } catch (ConnectException e) {
      ran = "; it could not be stopped: " + e.getMessage();
    }
    return late(who, "a command", deadline, ran);
  }

  /// Waits for what copies a command's output, and stops it if it doesn't end by itself.
  ///
  /// @return whether the shell is free again
  boolean copiersEnd(Identity who, LiveAnswer answer) {
    try {
      if (answer.copiers().await(SETTLING).isPresent()) {
        return true;
      }
      new Stopping(pool, who, grace).endCopiers(answer);
      return answer.copiers().await(ENDING).isPresent();
    } catch (ConnectException e) {
      return false;
    }
  }
}
