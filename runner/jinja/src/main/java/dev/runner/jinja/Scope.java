package dev.runner.jinja;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Names that a template sets itself, seen from the inside out. The outermost scope knows the
/// variables that the template was given.
final class Scope {
  private static final int SMALL = 8;

  private final @Nullable Scope outer;
  private final Variables variables;
  private String[] names;
  private Object[] values;
  private int size;
  private @Nullable Map<String, Integer> index;

  private Scope(@Nullable Scope outer, Variables variables, int capacity) {
    this.outer = outer;
    this.variables = variables;
    this.names = new String[capacity];
    this.values = new Object[capacity];
  }

  static Scope of(Variables variables) {
    return new Scope(null, variables, SMALL);
  }

  Scope inner() {
    return new Scope(this, variables, 3);
  }

  /// The value that a template set, or null.
  @Nullable Object find(String name) {
    for (Scope scope = this; scope != null; scope = scope.outer) {
      Object value = scope.own(name);
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  /// The value that was set in this very scope, or null.
  @Nullable Object own(String name) {
    int at = at(name);
    return at < 0 ? null : values[at];
  }

  @SuppressWarnings("ReferenceEquality") // names are interned mostly: a short cut
  private int at(String name) {
    if (index != null) {
      Integer at = index.get(name);
      return at == null ? -1 : at;
    }
    for (int i = 0; i < size; i++) {
      if (names[i] == name) {
        return i;
      }
    }
    for (int i = 0; i < size; i++) {
      if (names[i].equals(name)) {
        return i;
      }
    }
    return -1;
  }

  void set(String name, Object value) {
    int at = at(name);
    if (at >= 0) {
      values[at] = value;
      return;
    }
    if (size == names.length) {
      names = Arrays.copyOf(names, size * 2);
      values = Arrays.copyOf(values, size * 2);
    }
    names[size] = name;
    values[size] = value;
    if (index != null) {
      index.put(name, size);
    }
    size++;
    if (size > SMALL && index == null) {
      index = new HashMap<>();
      for (int i = 0; i < size; i++) {
        index.put(names[i], i);
      }
    }
  }

  /// The names that were set in this very scope.
  List<String> ownNames() {
    return List.copyOf(Arrays.asList(names).subList(0, size));
  }

  @Nullable Scope outer() {
    return outer;
  }

  Variables variables() {
    return variables;
  }
}
