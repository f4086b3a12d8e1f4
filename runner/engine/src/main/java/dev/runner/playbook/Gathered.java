package dev.runner.playbook;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What reading the tasks of a play brings besides the tasks.
final class Gathered {
  private final List<Role> roles = new ArrayList<>();
  private final List<Part> handlers = new ArrayList<>();
  private final Set<Role.Use> uses = new HashSet<>();

  /// A role was loaded that lends its variables and handlers to the play.
  void add(LoadedRole role) {
    roles.addAll(role.all());
    handlers.addAll(role.handlers());
  }

  List<Role> roles() {
    return roles;
  }

  List<Part> handlers() {
    return handlers;
  }

  /// Whether the play has used the role already in a way that hosts don't repeat.
  boolean isRepeated(Role role) {
    return role.once().isPresent() && !uses.add(role.once().get());
  }
}
