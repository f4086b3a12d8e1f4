package dev.runner.inventory;

import dev.runner.source.Vars;
import java.util.List;

/// A group of the inventory.
///
/// @param children groups that it names
/// @param hosts hosts that it names directly
/// @param vars its own, as the inventory says
/// @param depth how far below `all` it is, by the longest way
/// @param priority of its variables among groups of one depth: the higher one wins
public record Group(
    String name, List<String> children, List<String> hosts, Vars vars, int depth, int priority) {
  /// The group of all hosts.
  public static final String ALL = "all";

  /// The group of hosts that are in no other.
  public static final String UNGROUPED = "ungrouped";

  /// The variable that says a group's priority.
  public static final String PRIORITY = "ansible_group_priority";

  /// The priority of a group that says none.
  public static final int USUAL_PRIORITY = 1;

  public Group {
    children = List.copyOf(children);
    hosts = List.copyOf(hosts);
  }
}
