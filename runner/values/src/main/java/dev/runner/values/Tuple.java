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

  @Override
  public boolean equals(Object other) {
    return other instanceof Tuple tuple && tuple.items.equals(items);
  }

  @Override
  public int hashCode() {
    return items.hashCode();
  }
}
