package dev.runner.inventory;

import dev.runner.source.Vars;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A host of the inventory.
///
/// @param groups those that name it directly
/// @param vars its own, as the inventory says
/// @param source the first file that names it
/// @param implicit it is the control machine, and no inventory names it
public record Host(
    String name, List<String> groups, Vars vars, Optional<Path> source, boolean implicit) {
  public Host {
    groups = List.copyOf(groups);
  }

  /// The name up to the first dot.
  public String shortName() {
    int dot = name.indexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }

  /// The same host with other variables.
  Host with(Vars others) {
    return new Host(name, groups, others, source, implicit);
  }
}
