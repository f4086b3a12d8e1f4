package dev.runner.playbook;

import dev.runner.source.Vars;
import java.util.ArrayList;
import java.util.List;

/// The defaults that a role has and sees. Of several with one name, the later ones win.
///
/// @param dependencies of the roles it depends on
/// @param outer of the roles that brought it, by their `meta` or their tasks, the outermost first
/// @param own its own
public record RoleDefaults(List<Vars> dependencies, List<Vars> outer, List<Vars> own) {
  public RoleDefaults {
    dependencies = List.copyOf(dependencies);
    outer = List.copyOf(outer);
    own = List.copyOf(own);
  }

  /// What the role gives to its play and to the roles that depend on it.
  public List<Vars> given() {
    return joined(dependencies, own);
  }

  /// What the roles that it brings see of it.
  List<Vars> handedDown() {
    return joined(outer, own);
  }

  /// What its tasks see.
  public List<Vars> seen() {
    return joined(dependencies, handedDown());
  }

  private static List<Vars> joined(List<Vars> first, List<Vars> second) {
    List<Vars> all = new ArrayList<>(first);
    all.addAll(second);
    return List.copyOf(all);
  }
}
