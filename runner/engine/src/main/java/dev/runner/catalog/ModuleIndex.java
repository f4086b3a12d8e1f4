package dev.runner.catalog;

import dev.runner.module.Catalog;
import dev.runner.module.Describe;
import dev.runner.module.TaskModule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Which record goes by which name. To read the descriptions of all takes a noticeable part of a
/// short run, so they are read only for a name that is no record's own.
final class ModuleIndex {

  /// A record, and the collection of its catalog.
  record Entry(Class<? extends TaskModule> type, String collection) {

    /// The name that the record's class gives it.
    String name() {
      return ModuleType.snake(type.getSimpleName());
    }

    /// The own name, short and with the collection.
    List<String> names() {
      Describe describe = type.getAnnotation(Describe.class);
      String home = home(describe);
      List<String> names = new ArrayList<>(List.of(name(), home + "." + name()));
      if (home.equals("ansible.builtin")) {
        names.add("ansible.legacy." + name());
      }
      return names;
    }

    /// The other names, each as it is written and with the collection.
    List<String> aliases() {
      Describe describe = type.getAnnotation(Describe.class);
      List<String> names = new ArrayList<>();
      for (String alias : describe == null ? new String[0] : describe.aliases()) {
        names.add(alias);
        if (!alias.contains(".")) {
          names.add(home(describe) + "." + alias);
        }
      }
      return names;
    }

    private String home(@Nullable Describe describe) {
      return describe == null || describe.collection().isEmpty()
          ? collection
          : describe.collection();
    }
  }

  private static final List<String> BUILTIN = List.of("ansible.builtin.", "ansible.legacy.");

  private final Map<String, List<Entry>> byClass = new LinkedHashMap<>();
  private final Map<String, Optional<Entry>> asked = new ConcurrentHashMap<>();
  private @Nullable Map<String, Entry> byName;

  /// The records of these catalogs. Of two with one name the first has it, and a name of its own
  /// goes before an alias.
  ModuleIndex(Collection<Catalog> catalogs) {
    for (Catalog catalog : catalogs) {
      for (Class<? extends TaskModule> type : catalog.modules()) {
        Entry entry = new Entry(type, catalog.collection());
        byClass.computeIfAbsent(entry.name(), name -> new ArrayList<>()).add(entry);
      }
    }
  }

  /// The record of this name, short or with a collection. Each task of each host asks.
  Optional<Entry> find(String name) {
    return asked.computeIfAbsent(name, this::search);
  }

  private Optional<Entry> search(String name) {
    String last = name.substring(name.lastIndexOf('.') + 1);
    return byClass.getOrDefault(last, List.of()).stream()
        .filter(entry -> entry.names().contains(name))
        .findFirst()
        .or(() -> Optional.ofNullable(byName().get(name)))
        .or(() -> moved(name));
  }

  /// A module of another collection under the name that it had before collections were parted from
  /// Ansible: many playbooks put `ansible.builtin` before any short name.
  private Optional<Entry> moved(String name) {
    return BUILTIN.stream()
        .filter(name::startsWith)
        .flatMap(prefix -> search(name.substring(prefix.length())).stream())
        .filter(entry -> !entry.names().get(1).startsWith("runner."))
        .findFirst();
  }

  /// All names.
  Collection<String> names() {
    return byName().keySet();
  }

  /// All records, each once.
  List<Entry> all() {
    return byClass.values().stream().flatMap(List::stream).toList();
  }

  private synchronized Map<String, Entry> byName() {
    Map<String, Entry> all = byName;
    if (all == null) {
      all = new LinkedHashMap<>();
      for (Entry entry : all()) {
        for (String name : entry.names()) {
          all.putIfAbsent(name, entry);
        }
      }
      for (Entry entry : all()) {
        for (String name : entry.aliases()) {
          all.putIfAbsent(name, entry);
        }
      }
      byName = all;
    }
    return all;
  }
}
