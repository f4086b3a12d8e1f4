package dev.runner.modules.django;

/// Which way migrations are run.
public enum Direction {
  /// Applying them.
  FORWARDS,
  /// Taking them back.
  BACKWARDS
}
