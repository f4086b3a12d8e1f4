package dev.runner.execute;

import dev.runner.template.Scope;
import dev.runner.values.Undefined;
import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The variables of a host that carries out the task of another one (`ansible_delegated_vars`): its
/// own, the name of the host that the task is for, and how it is reached where no variable says so.
final class DelegatedVariables extends AbstractMap<Object, Object> {
  private static final String NAME = "inventory_hostname";

  private final Map<?, ?> own;
  private final Scope task;

  /// @param own the variables of the host that carries it out
  /// @param task those that the task sees
  DelegatedVariables(Map<?, ?> own, Scope task) {
    this.own = own;
    this.task = task;
  }

  @Override
  public @Nullable Object get(@Nullable Object key) {
    String name = String.valueOf(key);
    if (name.equals(NAME)) {
      return task.get(NAME);
    }
    Object value = own.get(key);
    if (value != null || !WayVariables.NAMES.contains(name)) {
      return value;
    }
    Object assumed = task.get(name);
    return assumed instanceof Undefined ? null : assumed;
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return get(key) != null;
  }

  @Override
  public Set<Entry<Object, Object>> entrySet() {
    Set<Object> names = new LinkedHashSet<>(own.keySet());
    names.addAll(WayVariables.NAMES);
    Map<Object, Object> all = new LinkedHashMap<>();
    for (Object name : names) {
      Object value = get(name);
      if (value != null) {
        all.put(name, value);
      }
    }
    return all.entrySet();
  }
}
