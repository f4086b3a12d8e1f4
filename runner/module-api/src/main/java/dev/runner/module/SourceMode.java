package dev.runner.module;

import java.util.Optional;

/// Permissions that may be said to be those of the source (`preserve`).
///
/// @param mode absent for those of the source
public record SourceMode(Optional<FileMode> mode) {

  /// Those of the source.
  public static final SourceMode PRESERVE = new SourceMode(Optional.empty());

  /// These.
  public static SourceMode of(FileMode mode) {
    return new SourceMode(Optional.of(mode));
  }
}
