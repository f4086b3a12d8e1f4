package dev.runner.playbook;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What reading the tasks of a play brings besides the tasks.
final class Gathered {
  private record Use(
      java.nio.file.Path directory,
      Map<String, Object> params,
      List<Object> when,
      Set<Object> tags) {}

  private final List<Role> roles = new ArrayList<>();
  private final List<Part> handlers = new ArrayList<>();
  private final List<Use> uses = new ArrayList<>();

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

  /// Whether the play has carried the role out already, with the same parameters, wherever it would
  /// do so now.
  boolean isRepeated(RoleReader.Request asked, Role role, boolean repeats) {
    Settings settings = asked.settings();
    Use use = new Use(role.directory(), asked.params().values(), settings.when(), settings.tags());
    boolean before = !repeats && uses.stream().anyMatch(each -> covers(each, use));
    uses.add(use);
    return before;
  }

  private static boolean covers(Use earlier, Use now) {
    return earlier.directory.equals(now.directory)
        && earlier.params.equals(now.params)
        && (earlier.when.isEmpty() || earlier.when.equals(now.when))
        && (earlier.tags.isEmpty() || earlier.tags.equals(now.tags));
  }
}
