package dev.runner.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;

/// Modules that are programs: files in `library` folders and in collections, which run on the host.
/// Each folder is listed once, when it is first heard of.
public final class Programs {
  private static final Set<String> NO_PROGRAMS =
      Set.of("jar", "class", "java", "orig", "json", "ps1", "psm1", "cfg", "toml");

  private final Map<String, Path> byName = new ConcurrentSkipListMap<>();
  private final Map<Path, Map<String, Path>> ofRoles = new ConcurrentSkipListMap<>();
  private final Set<Path> listed = ConcurrentHashMap.newKeySet();
  private final List<Path> collections;
  private final List<String> ignored;
  private final Map<Path, Map<String, Path>> ofCollections = new ConcurrentHashMap<>();

  /// No programs at all.
  static Programs none() {
    return new Programs(List.of(), List.of(), List.of(), List.of());
  }

  /// @param libraries folders; of two programs of one name the first wins
  /// @param roles folders of roles, which may have a library: its programs take the place of
  ///   modules for the role's own tasks, and serve others where there is no such module
  /// @param collections folders that hold `ansible_collections`
  /// @param ignored endings of files that are no programs
  public Programs(
      List<Path> libraries, List<Path> roles, List<Path> collections, List<String> ignored) {
    this.collections = List.copyOf(collections);
    this.ignored = List.copyOf(ignored);
    libraries.forEach(this::add);
    roles.forEach(this::addRole);
  }

  /// A playbook of this folder is read: what is in its library serves all from now on.
  void addPlaybook(Path folder) {
    add(folder.resolve("library"));
  }

  /// A role of this folder is read.
  void addRole(Path folder) {
    Path role = folder.toAbsolutePath().normalize();
    if (!ofRoles.containsKey(role)) {
      ofRoles.put(role, list(role.resolve("library")));
    }
  }

  private void add(Path library) {
    if (listed.add(library.toAbsolutePath().normalize())) {
      list(library).forEach((name, file) -> byName.putIfAbsent(name, file));
    }
  }

  /// The program of a module that a role brings.
  ///
  /// @param within folders of the roles that the task belongs to
  Optional<Path> ofRole(String name, List<Path> within) {
    return name.contains(".")
        ? Optional.empty()
        : within.stream()
            .map(folder -> ofRoles.get(folder.toAbsolutePath().normalize()))
            .flatMap(own -> Optional.ofNullable(own == null ? null : own.get(name)).stream())
            .findFirst();
  }

  /// The program of a module that any role brings.
  Optional<Path> ofAnyRole(String name) {
    return ofRole(name, List.copyOf(ofRoles.keySet()));
  }

  /// The program of a module; `ansible.builtin` has none.
  public Optional<Path> find(String name) {
    String[] parts = name.split("\\.");
    if (parts.length == 1) {
      return Optional.ofNullable(byName.get(name));
    }
    if (parts.length != 3 || name.startsWith("ansible.builtin.")) {
      return Optional.empty();
    }
    if (name.startsWith("ansible.legacy.")) {
      return Optional.ofNullable(byName.get(parts[2]));
    }
    return collections.stream()
        .map(root -> root.resolve("ansible_collections").resolve(parts[0]).resolve(parts[1]))
        .map(collection -> collection.resolve("plugins").resolve("modules"))
        .map(folder -> ofCollections.computeIfAbsent(folder, this::list))
        .flatMap(modules -> Optional.ofNullable(modules.get(parts[2])).stream())
        .findFirst();
  }

  /// The names of those in libraries.
  public List<String> names() {
    Set<String> names = new TreeSet<>(byName.keySet());
    ofRoles.values().forEach(own -> names.addAll(own.keySet()));
    return List.copyOf(names);
  }

  /// Folders that hold `ansible_collections`.
  public List<Path> collections() {
    return collections;
  }

  private Map<String, Path> list(Path folder) {
    Map<String, Path> found = new LinkedHashMap<>();
    for (Path file : entries(folder)) {
      String name = String.valueOf(file.getFileName());
      int dot = name.lastIndexOf('.');
      boolean hidden = name.startsWith(".") || name.startsWith("__") || name.endsWith("~");
      boolean other =
          (dot > 0 && NO_PROGRAMS.contains(name.substring(dot + 1)))
              || ignored.stream().anyMatch(name::endsWith);
      if (!hidden && !other) {
        found.putIfAbsent(dot > 0 ? name.substring(0, dot) : name, file);
      }
    }
    return found;
  }

  private static List<Path> entries(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return new ArrayList<>(files.filter(Files::isRegularFile).sorted().toList());
    } catch (IOException e) {
      throw new UncheckedIOException("the folder " + folder + " can't be read", e);
    }
  }
}
