package dev.runner.execute;

import dev.runner.transport.Target;
import java.util.Locale;
import java.util.Set;

/// How to get to a host.
///
/// @param connection `ssh`, `openssh`, `local`
public record Way(String connection, Target target) {
  private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "::1");

  /// Whether the host is the control machine itself.
  boolean isLocal() {
    return connection.equals("local");
  }

  /// What all ways to the same machine have in common, as far as they say so: the address; empty
  /// for the control machine.
  String machine() {
    String address = target.address().toLowerCase(Locale.ROOT);
    return isLocal() || HERE.contains(address) ? "" : address;
  }
}
