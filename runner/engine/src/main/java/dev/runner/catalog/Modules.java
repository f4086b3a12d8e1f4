package dev.runner.catalog;

import dev.runner.module.Catalog;
import dev.runner.module.TaskModule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;

/// All modules of a run, by every name they go by. Records are read when they are first asked for.
public final class Modules {
  private record Entry(Class<? extends TaskModule> type, String collection) {}

  private final Map<String, Entry> byName = new LinkedHashMap<>();
  private final Map<Class<?>, ModuleType> read = new ConcurrentHashMap<>();
  private final Optional<Class<? extends TaskModule>> factsGatherer;

  private final Collection<Catalog> catalogs;
  private final Programs programs;

  private Modules(Collection<Catalog> catalogs, Programs programs) {
    this.catalogs = List.copyOf(catalogs);
    this.programs = programs;
    for (Catalog catalog : catalogs) {
      for (Class<? extends TaskModule> type : catalog.modules()) {
        add(new Entry(type, catalog.collection()));
      }
    }
    this.factsGatherer =
        catalogs.stream().flatMap(catalog -> catalog.factsGatherer().stream()).findFirst();
  }

  /// The modules of these catalogs. Of two with one name the first wins.
  public static Modules of(Collection<Catalog> catalogs) {
    return new Modules(catalogs, Programs.NONE);
  }

  /// The same with modules that are programs: they hide ours of the same name.
  public Modules with(Programs found) {
    return new Modules(catalogs, found);
  }

  /// The program that is the module of this name.
  public Optional<Path> program(String name) {
    return programs
        .find(name)
        .or(() -> byName.containsKey(name) ? Optional.empty() : programs.ofAnyRole(name));
  }

  /// The same for a task.
  ///
  /// @param within folders of the roles that it belongs to
  public Optional<Path> program(String name, List<Path> within) {
    return programs.ofRole(name, within).or(() -> program(name));
  }

  /// The modules that are programs.
  public Programs programs() {
    return programs;
  }

  /// Whether there is a module of this name, of whatever kind.
  public boolean exists(String name) {
    return byName.containsKey(name) || program(name).isPresent();
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

  private void add(Entry entry) {
    dev.runner.module.Describe describe =
        entry.type().getAnnotation(dev.runner.module.Describe.class);
    String collection =
        describe == null || describe.collection().isEmpty()
            ? entry.collection()
            : describe.collection();
    String name = ModuleType.snake(entry.type().getSimpleName());
    List<String> names = new ArrayList<>(List.of(name, collection + "." + name));
    if (collection.equals("ansible.builtin")) {
      names.add("ansible.legacy." + name);
    }
    if (describe != null) {
      for (String alias : describe.aliases()) {
        names.add(alias);
        if (!alias.contains(".")) {
          names.add(collection + "." + alias);
        }
      }
    }
    names.forEach(each -> byName.putIfAbsent(each, entry));
  }

  /// The module of this name, short or with a collection.
  public Optional<ModuleType> find(String name) {
    Entry entry = byName.get(name);
    return entry == null
        ? Optional.empty()
        : Optional.of(
            read.computeIfAbsent(
                entry.type(), type -> ModuleType.of(entry.type(), entry.collection())));
  }

  /// All names, for "did you mean" and for listings.
  public Collection<String> names() {
    List<String> names = new ArrayList<>(byName.keySet());
    names.addAll(programs.names());
    return names;
  }

  /// All modules, each once.
  public List<ModuleType> all() {
    return byName.values().stream()
        .distinct()
        .map(entry -> find(ModuleType.snake(entry.type().getSimpleName())).orElseThrow())
        .sorted(java.util.Comparator.comparing(ModuleType::name))
        .toList();
  }

  /// The module that gathers facts.
  public Optional<ModuleType> factsGatherer() {
    return factsGatherer.flatMap(type -> find(ModuleType.snake(type.getSimpleName())));
  }
}
