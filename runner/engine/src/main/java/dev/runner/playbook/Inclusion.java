package dev.runner.playbook;

import java.util.List;

/// What an include brings during the run.
///
/// @param name the file's path, or the role's name
/// @param parts tasks and blocks
/// @param handlers that the play has from now on
/// @param roles that the play has from now on
public record Inclusion(String name, List<Part> parts, List<Part> handlers, List<PlayRole> roles) {
  public Inclusion {
    parts = List.copyOf(parts);
    handlers = List.copyOf(handlers);
    roles = List.copyOf(roles);
  }
}
