package dev.runner.playbook;

/// A role that a play has.
///
/// @param lendsDefaults whether the whole play sees its defaults
/// @param lendsVars whether the whole play sees its variables
public record PlayRole(Role role, boolean lendsDefaults, boolean lendsVars) {
  /// One that lends all that it has.
  public static PlayRole open(Role role) {
    return new PlayRole(role, true, true);
  }

  /// Whether the play sees anything of it.
  public boolean lends() {
    return lendsDefaults || lendsVars;
  }
}
