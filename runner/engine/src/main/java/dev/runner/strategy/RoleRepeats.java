package dev.runner.strategy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Whether hosts carry out a role again that they have been through: each use says so for itself,
/// or, before Ansible 2.19, the last one that was read for all that are the same.
final class RoleRepeats {
  private final Rules rules;
  private final Map<Object, Boolean> said = new HashMap<>();

  RoleRepeats(Rules rules) {
    this.rules = rules;
  }

  /// Takes in the roles among what was read.
  void read(Node.Group group) {
    if (rules.lastUseSays()) {
      group.known().ifPresent(known -> said.put(known.what(), known.again()));
      for (List<Node> part : List.of(group.body(), group.rescue(), group.always())) {
        for (Node node : part) {
          if (node instanceof Node.Group inner) {
            read(inner);
          }
        }
      }
    }
  }

  boolean again(Node.Group.Known role) {
    return rules.rolesAgain() || said.getOrDefault(role.what(), role.again());
  }
}
