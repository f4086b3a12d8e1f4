package dev.runner.playbook;

/// Which files of a role are used: the parameters `tasks_from`, `vars_from`, `defaults_from` and
/// `handlers_from`.
///
/// @param checked whether its arguments are checked before it begins: `rolespec_validate`
public record RoleFiles(
    String tasks, String vars, String defaults, String handlers, boolean checked) {
  static final String STANDARD = "main";

  /// The usual ones.
  public static final RoleFiles MAIN = new RoleFiles(STANDARD, STANDARD, STANDARD, STANDARD, true);
}
