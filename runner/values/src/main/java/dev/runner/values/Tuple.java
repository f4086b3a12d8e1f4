package dev.runner.values;

import java.util.AbstractList;
import java.util.List;

/// Python's tuple: a list that never changes and is equal only to other tuples.
public final class Tuple extends AbstractList<Object> {
  private final List<Object> items;

  private Tuple(List<Object> items) {
    this.items = items;
  }

  /// A tuple of these items.
  public static Tuple of(List<?> items) {
    return new Tuple(List.copyOf(items));
  }

  /// A tuple of these items.
  public static Tuple of(Object... items) {
    return new Tuple(List.of(items));
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
