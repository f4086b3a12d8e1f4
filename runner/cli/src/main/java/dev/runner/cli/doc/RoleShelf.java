package dev.runner.cli.doc;

import dev.runner.source.ControlFiles;
import dev.runner.source.Diagnostic;
import dev.runner.source.Sources;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/// The roles that are found beside playbooks, in the folders of roles and in collections. A folder
/// is a role if its `meta` says something of it.
public final class RoleShelf {
  private static final List<String> SUFFIXES = List.of(".yml", ".yaml", ".json");

  private final Sources sources;
  private final List<Path> roots;
  private final List<Path> collections;

  /// @param roots folders that hold roles, the first one first
  /// @param collections folders that hold `ansible_collections`
  public RoleShelf(Sources sources, List<Path> roots, List<Path> collections) {
    this.sources = sources;
    this.roots = List.copyOf(roots);
    this.collections = List.copyOf(collections);
  }

  /// All roles by their names, those of collections by full names.
  ///
  /// @param skipped takes why a role whose `meta` can't be read isn't among them
  public Map<String, DescribedRole> all(Consumer<Diagnostic> skipped) {
    Map<String, DescribedRole> all = new TreeMap<>();
    roots.forEach(root -> folders(root).forEach(each -> add(all, "", root, each, skipped)));
    for (Path root : collections) {
      Path spaces = root.resolve("ansible_collections");
      for (Path space : folders(spaces)) {
        for (Path collection : folders(space)) {
          String name = space.getFileName() + "." + collection.getFileName();
          folders(collection.resolve("roles"))
              .forEach(each -> add(all, name, collection, each, skipped));
        }
      }
    }
    return all;
  }

  private void add(
      Map<String, DescribedRole> all,
      String collection,
      Path of,
      Path folder,
      Consumer<Diagnostic> skipped) {
    String bare = String.valueOf(folder.getFileName());
    String name = collection.isEmpty() ? bare : collection + "." + bare;
    Optional<Path> main = file(folder, "main");
    Optional<Path> specs = file(folder, "argument_specs");
    if (all.containsKey(name) || (main.isEmpty() && specs.isEmpty())) {
      return;
    }
    Sources own = sources.apart();
    Map<?, ?> described = main.isPresent() ? mapping(own, main.get()) : Map.of();
    Map<?, ?> specified = specs.isPresent() ? mapping(own, specs.get()) : described;
    own.diagnostics()
        .all()
        .forEach(
            each ->
                skipped.accept(
                    Diagnostic.warning(
                        each.origin(),
                        "Skipping role (%s) due to: %s".formatted(name, each.sentence()))));
    if (own.diagnostics().all().isEmpty()) {
      all.put(
          name,
          new DescribedRole(
              name,
              collection,
              collection.isEmpty() ? folder : of,
              mapping(specified.get("argument_specs")),
              mapping(described.get("galaxy_info"))));
    }
  }

  private Optional<Path> file(Path role, String name) {
    return sources.first(
        SUFFIXES.stream().map(each -> role.resolve("meta").resolve(name + each)).toList());
  }

  private static Map<?, ?> mapping(Sources sources, Path file) {
    return mapping(sources.yaml(file, null).map(sources::value).orElse(Map.of()));
  }

  private static Map<?, ?> mapping(@org.jspecify.annotations.Nullable Object value) {
    return value instanceof Map<?, ?> mapping ? mapping : Map.of();
  }

  private List<Path> folders(Path root) {
    ControlFiles files = sources.files();
    List<Path> folders = new ArrayList<>();
    try {
      if (files.isDirectory(root)) {
        files.list(root).stream().filter(files::isDirectory).forEach(folders::add);
      }
    } catch (IOException e) {
      return List.of(); // what can't be looked into holds no role that could be used
    }
    return folders;
  }
}
