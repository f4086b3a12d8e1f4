package dev.runner.execute;

import dev.runner.transport.Target;

/// How to get to a host.
///
/// @param connection `ssh`, `openssh`, `local`
public record Way(String connection, Target target) {

  /// Whether the host is the control machine itself.
  boolean isLocal() {
    return connection.equals("local");
  }
}
