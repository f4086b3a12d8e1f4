package dev.runner.playbook;

import java.util.List;

/// A role with what it does.
///
/// @param tasks those of the roles it depends on come first
/// @param handlers likewise
/// @param all this role and the ones it depends on, in the order in which they are carried out
public record LoadedRole(Role role, List<Part> tasks, List<Part> handlers, List<Role> all) {
  public LoadedRole {
    tasks = List.copyOf(tasks);
    handlers = List.copyOf(handlers);
    all = List.copyOf(all);
  }
}
