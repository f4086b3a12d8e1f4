package dev.runner.values;

import java.util.AbstractList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Python's tuple: a list that never changes and is equal only to other tuples. Its items may have
/// names besides (Python's `namedtuple`).
public final class Tuple extends AbstractList<Object> {
  private static final String[] NAMELESS = {};

  private final List<Object> items;
  private final String[] names;

  private Tuple(List<Object> items, String[] names) {
    this.items = items;
    this.names = names;
  }

  /// A tuple of these items.
  public static Tuple of(List<?> items) {
    return new Tuple(List.copyOf(items), NAMELESS);
  }

  /// A tuple of these items.
  public static Tuple of(Object... items) {
    return new Tuple(List.of(items), NAMELESS);
  }

  /// A tuple whose items have names.
  ///
  /// @param names one for each item; they must not be changed any more
  public static Tuple named(String[] names, Object... items) {
    return new Tuple(List.of(items), names);
  }

  /// The item of this name, or null.
  public @Nullable Object item(String name) {
    for (int i = 0; i < names.length; i++) {
      if (names[i].equals(name)) {
        return items.get(i);
      }
    }
    return null;
  }

  @Override
  public Object get(int index) {
    return items.get(index);
  }

  @Override
  public int size() {
    return items.size();
  }

  /// As Python's tuples are equal if they can be keys: `(1, 0)` and `(True, False)` are one key.
  @Override
  public boolean equals(Object other) {
    if (!(other instanceof Tuple tuple) || tuple.size() != size()) {
      return false;
    }
    for (int i = 0; i < size(); i++) {
      if (!Equality.plain(items.get(i)).equals(Equality.plain(tuple.items.get(i)))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int hashCode() {
    int hash = 1;
    for (Object item : items) {
      hash = 31 * hash + Equality.plain(item).hashCode();
    }
    return hash;
  }
}
