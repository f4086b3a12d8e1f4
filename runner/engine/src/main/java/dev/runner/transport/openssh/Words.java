package dev.runner.transport.openssh;

import dev.runner.transport.ConnectException;
import dev.runner.transport.ConnectException.Kind;
import dev.runner.transport.Target;
import java.util.Locale;

/// Makes ssh's own words a sentence of ours.
final class Words {
  private Words() {}

  static ConnectException failure(Target target, String said) {
    String words = said.strip().replaceAll("\\s*\\R\\s*", "; ");
    return new ConnectException(
        kind(words.toLowerCase(Locale.ROOT)),
        "ssh to %s failed: %s"
            .formatted(target.address(), words.isEmpty() ? "it said nothing." : words));
  }

  private static Kind kind(String words) {
    if (words.contains("host key verification failed")) {
      return Kind.HOST_KEY;
    }
    if (words.contains("permission denied") || words.contains("too many authentication failures")) {
      return Kind.AUTHENTICATION;
    }
    boolean option = words.contains("bad configuration option") || words.contains("unknown option");
    return option ? Kind.OPTION : Kind.UNREACHABLE;
  }
}
