package dev.runner.transport.ssh;

import dev.runner.transport.ConnectException;
import dev.runner.transport.ConnectException.Kind;
import dev.runner.transport.ssh.config.HostOptions;
import java.io.IOException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Locale;
import java.util.Optional;
import org.apache.sshd.common.SshException;

/// Says what went wrong, as sentences that a person can act on.
final class Failures {
  private Failures() {}

  /// The innermost message of an exception.
  static String text(Throwable problem) {
    Throwable inner = problem;
    while (inner.getCause() != null) {
      inner = inner.getCause();
    }
    String message = inner.getMessage();
    return message == null || message.isBlank() ? inner.getClass().getSimpleName() : message;
  }

  /// No TCP connection came about.
  static ConnectException unreachable(HostOptions options, String place, Throwable problem) {
    String target = shown(options);
    String sentence =
        switch (root(problem)) {
          case UnknownHostException e -> unknownName(options);
          case UnresolvedAddressException e -> unknownName(options);
          case NoRouteToHostException e ->
              "There is no route to %s (%s). Is the network up, is the address right?"
                  .formatted(target, place);
          case PortUnreachableException e -> refused(target, place);
          // Ended so early that the session hadn't begun to look.
          case ClosedChannelException e -> ended(target, text(e), "");
          case java.net.ConnectException e when lower(e).contains("refused") ->
              refused(target, place);
          case Throwable e when lower(e).contains("too many open files") ->
              "No connection to %s (%s): this machine lets a process open no more files and connections. Raise its limit (ulimit -n): each host takes one for the whole run."
                  .formatted(target, place);
          case Throwable e when lower(e).contains("unreachable") ->
              "The network of %s (%s) can't be reached from here.".formatted(target, place);
          case Throwable e -> "No connection to %s (%s): %s.".formatted(target, place, text(e));
        };
    return new ConnectException(Kind.UNREACHABLE, sentence, problem);
  }

  private static String refused(String target, String place) {
    return "%s refused the connection (%s). Does sshd run there, on this port?"
        .formatted(target, place);
  }

  private static String ended(String target, String why, String extra) {
    return "%s ended the connection before keys were exchanged (%s)%s. Does sshd speak on this port, and is it not overloaded (MaxStartups)?"
        .formatted(target, why, extra);
  }

  private static String unknownName(HostOptions options) {
    return "The name %s is not known. Is it spelt right? Otherwise set ansible_host to an address."
        .formatted(options.hostName());
  }

  /// The host didn't answer in time.
  ///
  /// @param stage what was being done
  static ConnectException timedOut(HostOptions options, long seconds, String stage) {
    return new ConnectException(
        Kind.UNREACHABLE,
        "%s did not answer within %d s, while %s. Is it up, and not behind a firewall?"
            .formatted(shown(options), seconds, stage));
  }

  /// The handshake or the login failed.
  ///
  /// @param extra what else is known, such as what a proxy command said
  static ConnectException handshake(
      Handshake handshake, Throwable problem, boolean keysExchanged, String extra) {
    Optional<ConnectException> rejection = handshake.check().rejection();
    if (rejection.isPresent()) {
      return rejection.get();
    }
    Throwable root = root(problem);
    String target = shown(handshake.options());
    if (!keysExchanged) {
      String sentence =
          lower(root).contains("unable to negotiate")
              ? "%s and we have no algorithm in common: %s. Allow one of the host's by KexAlgorithms, HostKeyAlgorithms, Ciphers or MACs."
                  .formatted(target, text(root))
              : ended(target, text(root), extra);
      return new ConnectException(Kind.UNREACHABLE, sentence, problem);
    }
    return login(handshake, problem, target + extra);
  }

  private static ConnectException login(Handshake handshake, Throwable problem, String target) {
    Attempts attempts = handshake.login().attempts();
    String user = handshake.options().user();
    if (root(problem) instanceof SshException e && e.getDisconnectCode() == 14) {
      String hint = hint(handshake, attempts);
      return new ConnectException(
          Kind.AUTHENTICATION,
          "%s does not let %s log in. %s%s".formatted(target, user, attempts.sentence(), hint),
          problem);
    }
    String said = text(root(problem));
    if (lower(root(problem)).contains("too many authentication failures")) {
      return new ConnectException(
          Kind.AUTHENTICATION,
          "%s has had enough of %s: %s. %s Name the key (ansible_ssh_private_key_file) and set IdentitiesOnly."
              .formatted(target, user, said, attempts.sentence()),
          problem);
    }
    return new ConnectException(
        Kind.UNREACHABLE,
        "%s ended the connection while %s logged in (%s). %s"
            .formatted(target, user, said, attempts.sentence()),
        problem);
  }

  private static String hint(Handshake handshake, Attempts attempts) {
    if (!handshake.check().verified()) {
      return " The host's key is not the known one, so it was shown no password.";
    }
    boolean wantsPassword = attempts.takes("password") || attempts.takes("keyboard-interactive");
    if (wantsPassword && handshake.login().password().isEmpty()) {
      return " Give a key (--private-key, ansible_ssh_private_key_file) or a password (-k,"
          + " ansible_password).";
    }
    if (attempts.takes("gssapi-with-mic") && !attempts.any()) {
      return " Kerberos (gssapi-with-mic) needs ansible_connection: openssh.";
    }
    return "";
  }

  /// A connection that was there went away.
  static ConnectException lost(HostOptions options, Throwable problem) {
    return new ConnectException(
        Kind.LOST,
        "The connection to %s was lost (%s). What was running there may have gone on or not."
            .formatted(shown(options), text(problem)),
        problem);
  }

  static String shown(HostOptions options) {
    String host = options.hostName();
    String port = options.port() == 22 ? "" : ":" + options.port();
    return host + port + (options.asked().equals(host) ? "" : " (" + options.asked() + ")");
  }

  private static Throwable root(Throwable problem) {
    Throwable inner = problem;
    while (inner.getCause() != null) {
      if (inner instanceof SshException ssh && ssh.getDisconnectCode() > 0) {
        return inner;
      }
      inner = inner.getCause();
    }
    return inner;
  }

  private static String lower(Throwable problem) {
    return String.valueOf(problem.getMessage()).toLowerCase(Locale.ROOT);
  }

  /// An input or output failure of a stream over a connection.
  static IOException stream(String what, Throwable problem) {
    return new IOException(what + ": " + text(problem), problem);
  }
}
