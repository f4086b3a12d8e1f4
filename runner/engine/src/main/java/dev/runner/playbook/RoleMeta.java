package dev.runner.playbook;

import dev.runner.source.Sources;
import dev.runner.source.Yaml;
import dev.runner.values.None;
import dev.runner.values.Origin;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What a role says of itself, in `meta`.
///
/// @param main the mapping of `meta/main.yml`, if there is one
/// @param specs the tree of `meta/argument_specs.yml`, if there is one
record RoleMeta(Optional<Yaml.Mapping> main, Optional<Yaml> specs, Sources sources) {
  private static final String FOLDER = "meta";

  /// @param asked where the role is asked for
  static RoleMeta read(Path role, RoleFinder finder, Sources sources, Origin asked) {
    return new RoleMeta(
        finder
            .file(role, FOLDER, RoleFiles.STANDARD)
            .flatMap(file -> sources.yaml(file, asked))
            .flatMap(RoleMeta::mapping),
        finder.file(role, FOLDER, "argument_specs").flatMap(file -> sources.yaml(file, null)),
        sources);
  }

  private static Optional<Yaml.Mapping> mapping(Yaml tree) {
    return tree instanceof Yaml.Mapping mapping ? Optional.of(mapping) : Optional.empty();
  }

  private Optional<Yaml> get(String key) {
    return main.flatMap(mapping -> mapping.get(key));
  }

  /// The roles that are loaded before it, as written; none, and a diagnostic, if that is no list.
  List<Yaml> dependencies() {
    Optional<Yaml> list = get("dependencies");
    if (list.isEmpty() || sources.value(list.get()) == None.NONE) {
      return List.of();
    }
    if (list.get() instanceof Yaml.Sequence entries) {
      return entries.items();
    }
    sources
        .diagnostics()
        .error(list.get().origin(), "'dependencies' takes a list, not " + list.get().describe());
    return List.of();
  }

  /// The collections in which its tasks look for short names, besides its own.
  List<?> collections() {
    return get("collections").map(sources::value).orElse(null) instanceof List<?> list
        ? list
        : List.of();
  }

  /// Whether it runs again where it was used in the same way already.
  boolean allowsDuplicates() {
    return get("allow_duplicates").map(sources::value).filter(Boolean.TRUE::equals).isPresent();
  }

  /// What arguments its entries take.
  Optional<Yaml> argumentSpecs() {
    return (specs.isPresent() ? specs.flatMap(RoleMeta::mapping) : main)
        .flatMap(mapping -> mapping.get("argument_specs"));
  }
}
