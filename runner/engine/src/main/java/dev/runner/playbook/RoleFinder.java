package dev.runner.playbook;

import dev.runner.source.DidYouMean;
import dev.runner.source.Sources;
import dev.runner.values.Origin;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Finds roles, and files in them and in collections.
final class RoleFinder {
  private static final List<String> SUFFIXES = List.of(".yml", ".yaml", ".json", "");

  private final Sources sources;
  private final LoadOptions options;
  private final ModuleNames modules;

  RoleFinder(Sources sources, LoadOptions options, ModuleNames modules) {
    this.sources = sources;
    this.options = options;
    this.modules = modules;
  }

  /// A role's directory.
  ///
  /// @param collection the collection that it is in: `acme.site`; empty if it is in none
  record Found(String collection, Path directory) {}

  /// Where a role is; nothing, and a diagnostic, if there is none.
  Optional<Found> role(String name, Place place, @Nullable Origin asked) {
    List<Found> candidates = candidates(name, place);
    Optional<Found> found =
        candidates.stream()
            .filter(each -> sources.files().isDirectory(each.directory()))
            .map(each -> new Found(each.collection(), each.directory().normalize()))
            .findFirst();
    if (found.isEmpty()) {
      String searched =
          candidates.stream()
              .map(each -> around(each.directory(), name))
              .distinct()
              .collect(Collectors.joining(":"));
      sources
          .diagnostics()
          .missing(
              asked,
              "The role '%s' was not found in: %s".formatted(name, searched),
              DidYouMean.hint(name, known(place)));
    }
    return found;
  }

  /// The directory in which a role of that name would be at this place.
  private static String around(Path candidate, String name) {
    String place = candidate.toAbsolutePath().normalize().toString();
    return place.endsWith("/" + name)
        ? place.substring(0, place.length() - name.length() - 1)
        : place;
  }

  /// A full name is looked for in its collection, others in the collections that are searched; all
  /// of them then where roles are, since a role's directory may have dots in its name.
  private List<Found> candidates(String name, Place place) {
    List<Found> candidates = new ArrayList<>();
    Optional<FullName> full = FullName.of(name);
    if (full.isPresent()) {
      candidates.addAll(inCollection(place, full.get().collection(), full.get().path()));
    } else if (place.settings().get("collections") instanceof List<?> list) {
      list.forEach(each -> candidates.addAll(inCollection(place, each.toString(), name)));
    }
    roots(place).forEach(root -> candidates.add(new Found("", root.resolve(name))));
    return candidates;
  }

  private List<Found> inCollection(Place place, String collection, String role) {
    return collections(place, collection, "roles/" + role).stream()
        .map(directory -> new Found(collection, directory))
        .toList();
  }

  private List<Path> roots(Place place) {
    List<Path> roots = new ArrayList<>(List.of(place.playbook().resolve("roles")));
    roots.addAll(options.rolesPath());
    place.roleDirectories().stream().map(Path::getParent).forEach(roots::add);
    roots.add(place.playbook());
    return roots.stream().distinct().toList();
  }

  /// Where something of a collection may be: beside the playbook, beside those that import it, and
  /// where all are.
  private List<Path> collections(Place place, String collection, String below) {
    String path = collection.replace('.', '/');
    return collections(place).stream()
        .map(root -> root.resolve("ansible_collections").resolve(path).resolve(below))
        .toList();
  }

  private List<Path> collections(Place place) {
    List<Path> roots = new ArrayList<>(List.of(place.playbook().resolve("collections")));
    modules.playbooks().forEach(folder -> roots.add(folder.resolve("collections")));
    roots.addAll(options.collectionsPath());
    return roots.stream().distinct().toList();
  }

  /// A playbook of a collection: `acme.site.deploy`, `acme.site.folder.deploy`.
  Optional<Path> playbook(String name, Place place) {
    return sources.first(CollectionPlaybooks.candidates(name, collections(place)));
  }

  private Set<String> known(Place place) {
    Set<String> names = new LinkedHashSet<>();
    Path root = roots(place).getFirst();
    if (sources.files().isDirectory(root)) {
      try {
        sources.files().list(root).forEach(each -> names.add(each.getFileName().toString()));
      } catch (IOException e) {
        names.clear(); // a suggestion is all that is lost
      }
    }
    return names;
  }

  /// A file of a role that may have several suffixes: `tasks/main.yml`.
  Optional<Path> file(Path role, String part, String name) {
    List<Path> candidates = new ArrayList<>();
    for (String suffix : SUFFIXES) {
      candidates.add(role.resolve(part).resolve(name + suffix));
    }
    return sources.first(candidates);
  }

  /// Files of variables of a role: one file, or all in a directory of that name.
  List<Path> variables(Path role, String part, String name) {
    Path directory = role.resolve(part).resolve(name);
    if (sources.files().isDirectory(directory)) {
      return files(directory);
    }
    return file(role, part, name).map(List::of).orElse(List.of());
  }

  private List<Path> files(Path directory) {
    List<Path> all = new ArrayList<>();
    try {
      for (Path each : sources.files().list(directory)) {
        String name = each.getFileName().toString();
        if (sources.files().isDirectory(each)) {
          all.addAll(files(each));
        } else if (name.matches(".*\\.(yml|yaml|json)|[^.]+")) {
          all.add(each);
        }
      }
    } catch (IOException e) {
      sources.diagnostics().error(sources.origin(directory), "the directory can't be read");
    }
    return all;
  }
}
