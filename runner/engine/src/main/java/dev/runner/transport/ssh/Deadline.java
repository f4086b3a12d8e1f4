package dev.runner.transport.ssh;

import java.time.Duration;

/// A point in time that something must be done by.
final class Deadline {
  private final Duration length;
  private final long end;

  private Deadline(Duration length) {
    this.length = length;
    this.end = System.nanoTime() + length.toNanos();
  }

  static Deadline in(Duration length) {
    return new Deadline(length);
  }

  /// How long it was, in seconds, rounded up.
  long seconds() {
    return length.plusMillis(999).toSeconds();
  }

  /// What is left, at least a millisecond, at most the limit.
  long millis(Duration limit) {
    long left = (end - System.nanoTime()) / 1_000_000;
    return Math.max(1, Math.min(left, limit.toMillis()));
  }

  /// What is left.
  long millis() {
    return millis(length);
  }

  boolean passed() {
    return System.nanoTime() - end >= 0;
  }
}
