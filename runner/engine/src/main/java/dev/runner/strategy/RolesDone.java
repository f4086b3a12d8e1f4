package dev.runner.strategy;

import java.util.HashSet;
import java.util.Set;

/// The roles that a host has been through, which it mostly doesn't carry out again.
final class RolesDone {
  /// Roles of which the host has carried out a task.
  private final Set<Object> begun = new HashSet<>();

  private final Set<Object> completed = new HashSet<>();

  private final RoleRepeats repeats;

  RolesDone(RoleRepeats repeats) {
    this.repeats = repeats;
  }

  RolesDone copy() {
    RolesDone copy = new RolesDone(repeats);
    copy.begun.addAll(begun);
    copy.completed.addAll(completed);
    return copy;
  }

  /// A task of the role was carried out.
  void carriedOut(Node.Group role) {
    role.known().ifPresent(known -> begun.add(known.what()));
  }

  /// The host is at the end of a group: through with the role, if it is one and wasn't only passed
  /// by.
  void end(Node.Group group) {
    group.known().map(Node.Group.Known::what).filter(begun::contains).ifPresent(completed::add);
  }

  /// Whether the host passes the role by.
  boolean isOver(Node.Group role) {
    return role.known()
        .filter(known -> !repeats.again(known) && completed.contains(known.what()))
        .isPresent();
  }
}
