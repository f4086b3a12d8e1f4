package dev.runner.playbook;

import dev.runner.source.Vars;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where tasks are read: what they belong to and inherit.
///
/// @param playbook directory of the playbook
/// @param directory of the file that is read
/// @param role the role that the tasks belong to
/// @param roleDirectories of the role and of those that brought it, the nearest first
/// @param settings what they stand in
/// @param handlers whether they are handlers
/// @param certain whether they are sure to be reached, and their failure nowhere handled
/// @param depth how many imports led here
record Place(
    Path playbook,
    Path directory,
    Optional<Role> role,
    List<Path> roleDirectories,
    Settings settings,
    boolean handlers,
    boolean certain,
    int depth) {
  /// A circle of imports is found at this depth at the latest.
  static final int DEEPEST = 100;

  /// The same inside of something.
  Place in(Settings inner) {
    boolean still = certain && inner.when().isEmpty() && !inner.own().containsKey("ignore_errors");
    return new Place(playbook, directory, role, roleDirectories, inner, handlers, still, depth);
  }

  /// The same where a failure is handled, or tasks may not be reached.
  Place uncertain() {
    return new Place(playbook, directory, role, roleDirectories, settings, handlers, false, depth);
  }

  /// The same in a file that is imported here.
  Place file(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    return new Place(
        playbook,
        parent == null ? directory : parent,
        role,
        roleDirectories,
        settings,
        handlers,
        certain,
        depth + 1);
  }

  /// The same inside of a role, which is used here.
  Place inside(Role entered) {
    List<Path> directories = new ArrayList<>(List.of(entered.directory()));
    directories.addAll(roleDirectories);
    return new Place(
        playbook,
        entered.directory().resolve("tasks"),
        Optional.of(entered),
        directories,
        settings,
        handlers,
        certain,
        depth + 1);
  }

  /// The same in a file of handlers.
  Place handlers(Path file) {
    Place there = file(file);
    return new Place(
        playbook, there.directory, role, roleDirectories, settings, true, false, there.depth);
  }

  /// Variables that roles have which are brought here.
  List<Vars> handedDown() {
    return role.map(Role::handedDown).orElse(List.of());
  }

  /// Directories in which files of these tasks are looked for, the nearest first; the last two are
  /// the one of the tasks and the playbook's, even where these stand among the others.
  List<Path> searchPath() {
    List<Path> path = new ArrayList<>(roleDirectories);
    path.add(directory);
    path.add(playbook);
    return path;
  }
}
