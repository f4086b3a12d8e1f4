package dev.runner.playbook;

import dev.runner.source.Vars;
import dev.runner.values.Origin;
import java.util.List;

/// A role that is asked for.
///
/// @param params variables given where the role is used, which win over facts
/// @param beside variables that `vars` gives there, which win over the role's own
/// @param settings keywords given there
/// @param inherited variables of the roles that depend on it
record RoleRequest(
    String name,
    RoleFiles files,
    Vars params,
    Vars beside,
    Settings settings,
    List<Vars> inherited,
    Origin origin) {
  RoleRequest with(Settings other) {
    return new RoleRequest(name, files, params, beside, other, inherited, origin);
  }

  RoleRequest named(String other) {
    return new RoleRequest(other, files, params, beside, settings, inherited, origin);
  }

  /// All variables that are given where the role is used.
  Vars given() {
    return beside.with(params);
  }

  /// The parameters that stand beside the role's name.
  Vars arguments() {
    return isIncluded() ? Vars.EMPTY : params;
  }

  /// Whether a task brings it.
  boolean isIncluded() {
    return files.repeats().isPresent();
  }
}
