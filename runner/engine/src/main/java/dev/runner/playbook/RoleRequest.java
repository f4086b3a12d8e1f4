package dev.runner.playbook;

import dev.runner.source.Vars;
import dev.runner.values.Origin;
import java.util.List;

/// A role that is asked for.
///
/// @param params variables given where the role is used
/// @param arguments those of them that stand beside the role's name
/// @param settings keywords given there
/// @param inherited variables of the roles that depend on it
record RoleRequest(
    String name,
    RoleFiles files,
    Vars params,
    Vars arguments,
    Settings settings,
    List<Vars> inherited,
    Origin origin) {
  RoleRequest with(Settings other) {
    return new RoleRequest(name, files, params, arguments, other, inherited, origin);
  }

  RoleRequest named(String other) {
    return new RoleRequest(other, files, params, arguments, settings, inherited, origin);
  }

  /// The same with no more than its parameters: the `vars` beside its name are none.
  RoleRequest withoutVars() {
    return new RoleRequest(name, files, arguments, arguments, settings, inherited, origin);
  }

  /// All variables that are given where the role is used.
  Vars given() {
    return settings.level() == Level.ROLE ? settings.vars().with(params) : params;
  }

  /// Whether it is included during the run.
  boolean isIncluded() {
    return files.repeats().isPresent();
  }
}
