package dev.runner.module;

import java.time.Instant;
import java.util.Optional;

/// Owner, group, mode and times of a path, as far as somebody wants them so.
///
/// @param owner a name or a number
/// @param group a name or a number
/// @param accessed time of the last access
/// @param modified time of the last modification
public record Attributes(
    @Param("Name or number of the user who owns it.") Optional<String> owner,
    @Param("Name or number of the group that owns it.") Optional<String> group,
    @Param("Permissions, as a quoted number ('0644') or as clauses (u=rw,g=r,o=).")
        Optional<FileMode> mode,
    Optional<Instant> accessed,
    Optional<Instant> modified) {

  /// Nothing is asked for.
  public static final Attributes NONE =
      new Attributes(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /// Owner, group and mode.
  public static Attributes of(
      Optional<String> owner, Optional<String> group, Optional<FileMode> mode) {
    return new Attributes(owner, group, mode, Optional.empty(), Optional.empty());
  }

  /// Only the mode.
  public static Attributes ofMode(FileMode mode) {
    return of(Optional.empty(), Optional.empty(), Optional.of(mode));
  }

  /// Whether nothing is asked for.
  public boolean isEmpty() {
    return equals(NONE);
  }
}
