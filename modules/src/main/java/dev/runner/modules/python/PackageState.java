package dev.runner.modules.python;

/// What packages are to be.
public enum PackageState {
  /// Installed, in a version that will do.
  PRESENT,
  /// Installed, in the newest version that will do.
  LATEST,
  /// Not installed.
  ABSENT
}
