package dev.runner.execute;

import dev.runner.event.RunEvent;
import dev.runner.inventory.Group;
import dev.runner.inventory.Inventory;
import dev.runner.inventory.InventoryBuilder;
import dev.runner.module.ControlFile;
import dev.runner.module.Effect;
import dev.runner.source.DiagnosticException;
import dev.runner.source.Sources;
import dev.runner.source.Vars;
import dev.runner.values.Arithmetic;
import dev.runner.values.Dicts;
import dev.runner.variables.Precedence;
import dev.runner.variables.VariableStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/// Takes over what tasks teach: variables, facts, hosts, groups, figures. Changes of the inventory
/// are gathered and made together. For one thread.
final class Effects {
  private static final String WHOLE_RUN = "";

  private final VariableStore store;
  private final Sources sources;
  private final Consumer<RunEvent> events;
  private final List<Consumer<InventoryBuilder>> changes = new ArrayList<>();
  private final Map<String, Map<String, Object>> stats = new TreeMap<>();

  /// Those that were made so far.
  private final List<Consumer<InventoryBuilder>> made = new ArrayList<>();

  /// @param events take warnings
  Effects(VariableStore store, Sources sources, Consumer<RunEvent> events) {
    this.store = store;
    this.sources = sources;
    this.events = events;
  }

  /// Takes over one effect for a host.
  void take(String host, Effect effect) {
    switch (effect) {
      case Effect.Variables variables -> {
        Vars vars = Vars.of(variables.values(), null);
        store.learn(host, Precedence.SET_FACTS, vars);
        if (variables.cacheable()) {
          store.learnFacts(host, variables.values(), null);
        }
      }
      case Effect.IncludedVariables variables ->
          store.learn(host, Precedence.INCLUDED_VARS, Vars.of(variables.values(), null));
      case Effect.VariableFiles files ->
          store.learn(host, Precedence.INCLUDED_VARS, named(host, files));
      case Effect.Facts facts -> store.learnFacts(host, facts.values(), null);
      case Effect.NewHost added ->
          changes.add(
              builder -> {
                if (!builder.has(added.name())) {
                  builder.member(Group.ALL, added.name()); // those of `all` itself come first
                }
                builder.host(added.name(), Vars.of(added.variables(), null), Optional.empty());
                added.groups().forEach(group -> builder.member(group, added.name()));
              });
      case Effect.Grouped grouped ->
          changes.add(
              builder -> {
                if (builder.has(host)) { // it may be gone since
                  builder.member(grouped.group(), host);
                }
                grouped.parents().forEach(parent -> builder.child(parent, grouped.group()));
              });
      case Effect.Stats figures -> figures(figures.perHost() ? host : WHOLE_RUN, figures);
    }
  }

  /// Makes the changes of the inventory that were gathered.
  void flush() {
    if (!changes.isEmpty()) {
      List<Consumer<InventoryBuilder>> all = List.copyOf(changes);
      changes.clear();
      made.addAll(all);
      store.inventory(changed(store.inventory(), all));
    }
  }

  /// The inventory was read again: what was added to it by tasks is there all the same.
  void refreshed(Inventory inventory) {
    store.inventory(changed(inventory, made));
  }

  private static Inventory changed(Inventory before, List<Consumer<InventoryBuilder>> changes) {
    return before.changed(builder -> changes.forEach(change -> change.accept(builder)));
  }

  /// Figures of `set_stats`, by host; those of the whole run under an empty name.
  Map<String, Map<String, Object>> stats() {
    return stats;
  }

  /// The variables of files, the later ones over the earlier.
  ///
  /// @throws DiagnosticException if one can't be read
  static Vars read(Effect.VariableFiles files, Sources sources) {
    Sources own = sources.apart();
    Vars all = Vars.EMPTY;
    for (ControlFile file : files.files()) {
      all = all.with(own.vars(file.path(), null));
    }
    own.diagnostics().throwIfErrors();
    return all;
  }

  private Vars named(String host, Effect.VariableFiles files) {
    Vars vars = read(files, sources);
    if (files.name().isEmpty()) {
      ReservedNames.of(vars).forEach(events);
    }
    Map<String, Object> values =
        files.name().isPresent()
            ? Map.of(files.name().get(), vars.values())
            : new LinkedHashMap<>(vars.values());
    if (!files.merges()) {
      return files.name().isPresent() ? Vars.of(values, null) : vars;
    }
    Map<String, Object> merged = new LinkedHashMap<>();
    values.forEach(
        (name, value) -> {
          Object before = store.lookup(host, dev.runner.variables.Frame.NONE, name);
          merged.put(name, merged(before, value));
        });
    return Vars.of(merged, null);
  }

  private static Object merged(@org.jspecify.annotations.Nullable Object before, Object value) {
    return before instanceof Map<?, ?> old && value instanceof Map<?, ?> more
        ? Dicts.merged(old, more)
        : value;
  }

  private void figures(String host, Effect.Stats figures) {
    Map<String, Object> all = stats.computeIfAbsent(host, name -> new LinkedHashMap<>());
    figures
        .values()
        .forEach(
            (name, value) -> {
              Object before = all.get(name);
              all.put(name, figures.aggregate() && before != null ? added(before, value) : value);
            });
  }

  /// Numbers are added, lists put together, mappings merged; what doesn't fit is replaced.
  private static Object added(Object before, Object value) {
    if (before instanceof Map<?, ?> && value instanceof Map<?, ?>) {
      return merged(before, value);
    }
    boolean lists = before instanceof List<?> && value instanceof List<?>;
    boolean numbers = before instanceof Number && value instanceof Number;
    return lists || numbers ? Arithmetic.add(before, value) : value;
  }
}
