package dev.runner.values;

import java.util.AbstractList;
import java.util.List;

/// What `keys()`, `values()` and `items()` of a dict are in Python: something to iterate that is no
/// list.
public final class View extends AbstractList<Object> {
  private final String kind;
  private final List<Object> items;

  /// A view.
  ///
  /// @param kind Python's name of its type: `dict_keys`, `dict_values` or `dict_items`
  /// @param items what it shows
  public View(String kind, List<Object> items) {
    this.kind = kind;
    this.items = items;
  }

  /// Python's name of its type.
  public String kind() {
    return kind;
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
    return other instanceof View view && view.kind.equals(kind) && view.items.equals(items);
  }

  @Override
  public int hashCode() {
    return items.hashCode();
  }
}
