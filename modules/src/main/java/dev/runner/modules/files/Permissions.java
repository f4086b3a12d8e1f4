package dev.runner.modules.files;

import dev.runner.module.Attributes;
import dev.runner.module.FileMode;
import dev.runner.module.Param;
import java.util.Optional;

/// Owner, group and mode as parameters that many modules share, for [Edit] and its like. What they
/// leave to [Labels] a module spreads beside them.
///
/// @param unsafeWrites whether a file that can't be replaced is written over
public record Permissions(
    @Param("Name or number of the user who is to own it.") Optional<String> owner,
    @Param("Name or number of the group that is to own it.") Optional<String> group,
    @Param("Permissions, as a quoted number ('0644') or as clauses (u=rw,g=r,o=).")
        Optional<FileMode> mode,
    @Param(
            value =
                "Whether a file that can't be replaced as a whole (its directory can't be written"
                    + " to, it is a mount) is written over.",
            byDefault = "false")
        boolean unsafeWrites) {

  /// Nothing is asked for.
  public static final Permissions NONE =
      new Permissions(Optional.empty(), Optional.empty(), Optional.empty(), false);

  /// What is asked for.
  public Attributes wanted() {
    return Attributes.of(owner, group, mode);
  }

  /// The same, with this mode if none is asked for.
  public Permissions orMode(FileMode other) {
    return new Permissions(owner, group, mode.or(() -> Optional.of(other)), unsafeWrites);
  }
}
