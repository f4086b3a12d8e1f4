package dev.runner.playbook;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// What reading the tasks of a play brings besides the tasks.
final class Gathered {
  private final List<PlayRole> named = new ArrayList<>();
  private final List<PlayRole> imported = new ArrayList<>();
  private final List<Part> handlers = new ArrayList<>();
  private final List<Part> ofPlay = new ArrayList<>();

  /// A role was loaded that the play names itself.
  ///
  /// @param as what the play sees of the role, and of those that it depends on
  void addOfPlay(LoadedRole role, Function<Role, PlayRole> as) {
    role.all().stream().map(as).forEach(named::add);
    ofPlay.addAll(role.handlers());
  }

  /// A role was loaded that a task imports: it belongs to the play from now on, with its handlers.
  ///
  /// @param as what the play sees of the role, and of those that it depends on
  void add(LoadedRole role, Function<Role, PlayRole> as) {
    role.all().stream().map(as).forEach(imported::add);
    handlers.addAll(role.handlers());
  }

  /// Those that the play names itself come first, wherever the others were imported.
  List<PlayRole> roles() {
    List<PlayRole> roles = new ArrayList<>(named);
    roles.addAll(imported);
    return roles;
  }

  /// Handlers of roles that the play names itself: the play's own ones come after them.
  List<Part> handlersOfPlay() {
    return ofPlay;
  }

  /// Handlers of roles that tasks import: they come after the play's own ones, and those of the
  /// same name hide them.
  List<Part> handlers() {
    return handlers;
  }
}
