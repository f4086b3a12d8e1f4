package dev.runner.module;

import java.time.Instant;
import java.util.List;

/// What is waited for; a host can decide it by itself, again and again, in one script.
public sealed interface Until {

  /// A command exits with 0. It must not change anything.
  record Succeeds(Command command) implements Until {}

  /// Something is at this path.
  record Present(RemotePath path) implements Until {}

  /// Nothing is at this path.
  record Absent(RemotePath path) implements Until {}

  /// A file has a line that matches this POSIX extended regular expression.
  record Matches(RemotePath path, String regex) implements Until {}

  /// The process is gone (a zombie counts as gone).
  record Gone(long pid) implements Until {}

  /// Something listens at this TCP port, as seen from the host.
  record Open(String address, int port) implements Until {}

  /// Nothing listens at this TCP port, as seen from the host.
  record Closed(String address, int port) implements Until {}

  /// The host's clock has reached this instant.
  record Reached(Instant instant) implements Until {}

  /// All of these at the same look.
  record All(List<Until> parts) implements Until {
    public All {
      parts = List.copyOf(parts);
    }
  }

  /// At least one of these.
  record Any(List<Until> parts) implements Until {
    public Any {
      parts = List.copyOf(parts);
    }
  }

  /// All of these at the same look.
  static Until all(Until... parts) {
    return new All(List.of(parts));
  }
}
