package dev.runner.catalog;

import dev.runner.module.Catalog;
import dev.runner.module.TaskModule;
import dev.runner.source.CollectionRoutes;
import dev.runner.source.CollectionRoutes.Route;
import dev.runner.values.Deprecation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// All modules of a run, by every name they go by. Records are read when they are first asked for.
public final class Modules {
  private final ModuleIndex index;
  private final Map<Class<?>, ModuleType> read = new ConcurrentHashMap<>();
  private final Optional<Class<? extends TaskModule>> factsGatherer;

  private final Collection<Catalog> catalogs;
  private final Programs programs;
  private final CollectionRoutes routes;
  private final Set<Path> playbooks = Collections.synchronizedSet(new LinkedHashSet<>());

  private Modules(Collection<Catalog> catalogs, Programs programs) {
    this.catalogs = List.copyOf(catalogs);
    this.programs = programs;
    this.routes = new CollectionRoutes(programs.collections());
    this.index = new ModuleIndex(catalogs);
    this.factsGatherer =
        catalogs.stream().flatMap(catalog -> catalog.factsGatherer().stream()).findFirst();
  }

  /// The modules of these catalogs. Of two with one name the first wins.
  public static Modules of(Collection<Catalog> catalogs) {
    return new Modules(catalogs, Programs.none());
  }

  /// The same with modules that are programs. Those of libraries hide ours of the same name; those
  /// of collections don't, since ours do the same without Python, and foresee what they do.
  public Modules with(Programs found) {
    return new Modules(catalogs, found);
  }

  /// The program that is the module of this name.
  public Optional<Path> program(String name) {
    return isOurs(name)
        ? Optional.empty()
        : programs
            .find(name)
            .or(() -> index.find(name).isPresent() ? Optional.empty() : programs.ofAnyRole(name))
            .or(() -> target(name).flatMap(this::program));
  }

  /// The same for a task.
  ///
  /// @param within folders of the roles that it belongs to
  /// @param collections those in which short names are looked for
  public Optional<Path> program(String name, List<Path> within, List<String> collections) {
    return programs
        .ofRole(name, within)
        .or(() -> ofCollections(name, collections))
        .or(() -> program(name));
  }

  private Optional<Path> ofCollections(String name, List<String> collections) {
    return name.contains(".")
        ? Optional.empty()
        : collections.stream()
            .map(each -> each + "." + name)
            .takeWhile(each -> !isOurs(each))
            .flatMap(each -> program(each).stream())
            .findFirst();
  }

  /// Whether a name of a collection's module is one of ours.
  private boolean isOurs(String name) {
    return name.contains(".")
        && !name.startsWith("ansible.legacy.")
        && index.find(name).isPresent();
  }

  /// A playbook of this folder is read, which may have a library.
  public void addPlaybook(Path folder) {
    programs.addPlaybook(folder);
    playbooks.add(folder);
  }

  /// The folders of all playbooks that were read, in their order.
  public List<Path> playbooks() {
    synchronized (playbooks) {
      return List.copyOf(playbooks);
    }
  }

  /// A role of this folder is read, which may have a library.
  public void addRole(Path folder) {
    programs.addRole(folder);
  }

  /// The modules that are programs.
  public Programs programs() {
    return programs;
  }

  /// Whether there is a module of this name, of whatever kind.
  public boolean exists(String name) {
    return routed(name).isPresent() || program(name).isPresent();
  }

  /// The modules of all catalogs that class loaders offer, in the order of the loaders.
  public static Modules load(List<ClassLoader> loaders) {
    List<Catalog> catalogs = new ArrayList<>();
    for (ClassLoader loader : loaders) {
      for (Catalog catalog : ServiceLoader.load(Catalog.class, loader)) {
        if (catalogs.stream().noneMatch(known -> known.getClass() == catalog.getClass())) {
          catalogs.add(catalog);
        }
      }
    }
    return of(catalogs);
  }

  /// The module of this name, short or with a collection.
  public Optional<ModuleType> find(String name) {
    return routed(name).map(this::read);
  }

  /// The same for a task, whose short name may be one of these collections'.
  public Optional<ModuleType> find(String name, List<String> collections) {
    return find(name)
        .or(
            () ->
                name.contains(".")
                    ? Optional.empty()
                    : collections.stream()
                        .flatMap(each -> find(each + "." + name).stream())
                        .findFirst());
  }

  /// That a module of a collection is gone, and why; nothing if it isn't.
  public Optional<String> removed(String name) {
    return exists(name)
        ? Optional.empty()
        : route(name).filter(Route::removed).map(Route::obstacle);
  }

  /// What a module's collection says of its name, if it will be gone; without a place.
  public List<Deprecation> deprecations(String name) {
    return route(name).map(Route::deprecations).orElse(List.of());
  }

  /// The other name that a module goes by now; nothing if it has none.
  private Optional<String> target(String name) {
    return route(name)
        .filter(route -> route.obstacle().isEmpty())
        .map(Route::target)
        .filter(target -> !target.equals(name));
  }

  private Optional<Route> route(String name) {
    return routes.route(CollectionRoutes.Kind.MODULE, name);
  }

  private Optional<ModuleIndex.Entry> routed(String name) {
    return index.find(name).or(() -> target(name).flatMap(index::find));
  }

  private ModuleType read(ModuleIndex.Entry entry) {
    return read.computeIfAbsent(
        entry.type(), type -> ModuleType.of(entry.type(), entry.collection()));
  }

  /// All names, for "did you mean" and for listings.
  public Collection<String> names() {
    List<String> names = new ArrayList<>(index.names());
    names.addAll(programs.names());
    return names;
  }

  /// All modules, each once.
  public List<ModuleType> all() {
    return index.all().stream()
        .map(this::read)
        .sorted(java.util.Comparator.comparing(ModuleType::name))
        .toList();
  }

  /// The module that gathers facts.
  public Optional<ModuleType> factsGatherer() {
    return factsGatherer.flatMap(type -> find(ModuleType.snake(type.getSimpleName())));
  }
}
