package dev.runner.playbook;

import java.util.List;
import java.util.Optional;

/// Which files of a role are used: the parameters `tasks_from`, `vars_from`, `defaults_from` and
/// `handlers_from`.
///
/// @param checked whether its arguments are checked before it begins: `rolespec_validate`
/// @param repeats whether a host carries the role out again: `allow_duplicates`; nothing where the
///   role itself says so
public record RoleFiles(
    String tasks,
    String vars,
    String defaults,
    String handlers,
    boolean checked,
    Optional<Boolean> repeats) {
  static final String STANDARD = "main";

  /// The parameters that name files.
  static final List<String> PARAMETERS =
      List.of("tasks_from", "vars_from", "defaults_from", "handlers_from");

  /// The usual ones.
  public static final RoleFiles MAIN =
      new RoleFiles(STANDARD, STANDARD, STANDARD, STANDARD, true, Optional.empty());

  /// The files, without what is said of how they are carried out.
  RoleFiles alone() {
    return new RoleFiles(tasks, vars, defaults, handlers, true, Optional.empty());
  }
}
