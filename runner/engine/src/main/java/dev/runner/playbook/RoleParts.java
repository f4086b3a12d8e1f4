package dev.runner.playbook;

import dev.runner.source.Sources;
import dev.runner.source.Vars;
import dev.runner.values.Origin;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The files that a role's parts are read from: `tasks`, `handlers`, `vars`, `defaults`.
record RoleParts(Sources sources, RoleFinder finder) {

  /// A file that was asked for by name must be there; the usual one need not.
  Optional<Path> file(Role role, String part, String name, Origin asked) {
    Optional<Path> file = finder.file(role.directory(), part, strip(name));
    Path inside = role.directory().resolve(part).normalize();
    if (file.isPresent() && !file.get().normalize().startsWith(inside)) {
      sources
          .diagnostics()
          .missing(
              asked,
              "Failed loading '%s' for role (%s) as it is not inside the expected role path: '%s'"
                  .formatted(file.get(), role.name(), inside),
              "a role uses files of its own only");
      return Optional.empty();
    }
    if (file.isEmpty() && !name.equals(RoleFiles.STANDARD)) {
      missing(role.directory(), part, name, asked);
    }
    return file;
  }

  private void missing(Path directory, String part, String name, Origin asked) {
    sources
        .diagnostics()
        .missing(
            asked,
            "Could not find specified file in role: %s/%s".formatted(part, name),
            "looked for it in " + sources.name(directory.resolve(part)));
  }

  private static String strip(String name) {
    return name.replaceFirst("\\.(yml|yaml|json)$", "");
  }

  /// The variables of a part, file by file; see [#file].
  List<Vars> variables(Path directory, String part, String name, Origin asked) {
    List<Path> files = finder.variables(directory, part, strip(name));
    if (files.isEmpty() && !name.equals(RoleFiles.STANDARD)) {
      missing(directory, part, name, asked);
    }
    return files.stream()
        .map(file -> sources.vars(file, asked))
        .filter(vars -> !vars.isEmpty())
        .toList();
  }
}
