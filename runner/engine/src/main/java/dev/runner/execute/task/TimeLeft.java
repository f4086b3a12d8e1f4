package dev.runner.execute.task;

import java.time.Duration;

/// What is left of an attempt's time.
final class TimeLeft {
  private final Duration whole;
  private final long began = System.nanoTime();

  /// The time begins.
  TimeLeft(Duration whole) {
    this.whole = whole;
  }

  Duration left() {
    Duration left = whole.minusNanos(System.nanoTime() - began);
    return left.isNegative() ? Duration.ZERO : left;
  }

  boolean isOver() {
    return left().isZero();
  }
}
