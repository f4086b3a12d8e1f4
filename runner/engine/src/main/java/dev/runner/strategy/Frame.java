package dev.runner.strategy;

import java.util.List;

/// A group that a host is inside of, and where in it the host stands.
final class Frame {
  /// What of the group is on.
  enum Part {
    BODY,
    RESCUE,
    ALWAYS
  }

  Node.Group group;
  Part part = Part.BODY;

  /// Of the node in the part.
  int index;

  /// Whether the host fails as soon as it leaves the group.
  boolean failing;

  /// Whether the host has been through the role before: only the roles in it are left.
  boolean over;

  /// Whether it was brought by a task of the frame below.
  boolean included;

  Frame(Node.Group group) {
    this.group = group;
  }

  Frame copy() {
    Frame copy = new Frame(group);
    copy.part = part;
    copy.index = index;
    copy.failing = failing;
    copy.over = over;
    copy.included = included;
    return copy;
  }

  /// Whether a failure inside of it, now, would be taken care of here.
  boolean isRescued() {
    return part == Part.BODY && !group.rescue().isEmpty();
  }

  List<Node> nodes() {
    return switch (part) {
      case BODY -> group.body();
      case RESCUE -> group.rescue();
      case ALWAYS -> group.always();
    };
  }

  /// Goes to the beginning of a part.
  void move(Part to) {
    part = to;
    index = 0;
  }
}
