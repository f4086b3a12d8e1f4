package dev.runner.modules.python;

import java.util.List;

/// What packages are to be.
public enum PackageState {
  /// Installed, in a version that will do.
  PRESENT,
  /// Not installed.
  ABSENT,
  /// Installed, in the newest version that will do.
  LATEST,
  /// Installed anew, in the newest version that will do.
  FORCEREINSTALL;

  /// What `pip install` is told of it.
  List<String> words() {
    return switch (this) {
      case PRESENT, ABSENT -> List.of();
      case LATEST -> List.of("--upgrade");
      case FORCEREINSTALL -> List.of("--upgrade", "--force-reinstall");
    };
  }
}
