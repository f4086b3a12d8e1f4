package dev.runner.template.ports;

import dev.runner.jinja.Variables;
import dev.runner.source.ControlFiles;
import dev.runner.values.Python;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Where the files that a task names are looked for: next to its role, its own file, the playbook;
/// each time first in the directory for files of that kind (`files`, `templates`, `vars`).
///
/// @param directories the nearest first
public record SearchPath(List<Path> directories) {
  public SearchPath {
    directories = List.copyOf(directories);
  }

  /// The search path of the task whose variables these are.
  ///
  /// @param here where the user stands, if there is no playbook
  public static SearchPath of(Variables variables, Path here) {
    Set<Path> directories = new LinkedHashSet<>();
    if (variables.get("ansible_search_path") instanceof List<?> paths) {
      paths.forEach(path -> directories.add(here.resolve(Python.string(path))));
    }
    Object playbook = variables.get("playbook_dir");
    directories.add(
        dev.runner.values.Text.isText(playbook) ? here.resolve(Python.string(playbook)) : here);
    return new SearchPath(List.copyOf(directories));
  }

  /// All places where a file may be, the first choice first.
  ///
  /// @param kind `files`, `templates`, `vars`…
  public List<Path> candidates(String kind, String name) {
    return asWritten(kind, name).stream().map(Path::normalize).distinct().toList();
  }

  /// The same places, with the name as it is written: `tasks/../templates/*` stays, and leads
  /// nowhere where there is no directory `tasks`.
  ///
  /// @param kind `files`, `templates`, `vars`…
  public List<Path> asWritten(String kind, String name) {
    Path path = Path.of(name);
    if (path.isAbsolute()) {
      return List.of(path.normalize());
    }
    boolean within = path.getNameCount() > 1 && path.getName(0).toString().equals(kind);
    Set<Path> places = new LinkedHashSet<>();
    for (Path directory : directories) {
      if (!within) {
        places.add(directory.resolve(kind).resolve(path));
      }
      places.add(directory.resolve(path));
    }
    return List.copyOf(places);
  }

  /// The first of these places where there is a file or directory.
  public Optional<Path> find(ControlFiles files, String kind, String name) {
    return candidates(kind, name).stream()
        .filter(path -> files.isFile(path) || files.isDirectory(path))
        .findFirst();
  }

  /// The directories in which a template's includes are looked for.
  ///
  /// @param own where the template itself is
  public List<Path> forTemplates(Path own) {
    Set<Path> places = new LinkedHashSet<>();
    List<Path> all = new ArrayList<>(directories);
    all.add(own);
    for (Path directory : all) {
      places.add(directory.resolve("templates"));
      places.add(directory);
    }
    return List.copyOf(places);
  }
}
