package dev.runner.jinja;

import dev.runner.values.Ordering;
import dev.runner.values.Python;
import java.util.ArrayList;
import java.util.List;

/// A stable sort that bears any order: Java's own refuses one that contradicts itself, as NaN does.
final class Sorting {
  private record Entry(Object key, Object item) {}

  private final boolean reverse;
  private final boolean several;

  /// @param reverse greatest first; what is equal keeps its order all the same
  /// @param several whether a key is a list of keys, of which the first that differ decide
  private Sorting(boolean reverse, boolean several) {
    this.reverse = reverse;
    this.several = several;
  }

  /// The items in the order of their keys.
  ///
  /// @throws dev.runner.values.PythonException if two keys have no order
  static List<Object> by(Keys keys, List<Object> items, boolean reverse, Rendering rendering) {
    Entry[] entries = new Entry[items.size()];
    for (int i = 0; i < entries.length; i++) {
      entries[i] = new Entry(keys.comparable(items.get(i), rendering), items.get(i));
    }
    return new Sorting(reverse, false).sorted(entries);
  }

  /// The items in the order of their first keys, then of their second, and so on.
  ///
  /// @throws dev.runner.values.PythonException if two keys have no order
  static List<Object> by(
      List<Keys> keys, List<Object> items, boolean reverse, Rendering rendering) {
    Entry[] entries = new Entry[items.size()];
    for (int i = 0; i < entries.length; i++) {
      List<Object> values = new ArrayList<>(keys.size());
      for (Keys key : keys) {
        values.add(key.comparable(items.get(i), rendering));
      }
      entries[i] = new Entry(values, items.get(i));
    }
    return new Sorting(reverse, true).sorted(entries);
  }

  /// The items in the order of keys that are given.
  static List<Object> by(List<Object> keys, List<Object> items, boolean reverse) {
    Entry[] entries = new Entry[items.size()];
    for (int i = 0; i < entries.length; i++) {
      entries[i] = new Entry(keys.get(i), items.get(i));
    }
    return new Sorting(reverse, false).sorted(entries);
  }

  private List<Object> sorted(Entry[] entries) {
    sort(entries, new Entry[entries.length], 0, entries.length);
    List<Object> sorted = new ArrayList<>(entries.length);
    for (Entry entry : entries) {
      sorted.add(entry.item);
    }
    return sorted;
  }

  private void sort(Entry[] entries, Entry[] spare, int from, int to) {
    if (to - from < 2) {
      return;
    }
    int middle = (from + to) >>> 1;
    sort(entries, spare, from, middle);
    sort(entries, spare, middle, to);
    if (!precedes(entries[middle], entries[middle - 1])) {
      return;
    }
    System.arraycopy(entries, from, spare, from, to - from);
    int left = from;
    int right = middle;
    for (int i = from; i < to; i++) {
      boolean takeRight = left == middle || (right < to && precedes(spare[right], spare[left]));
      entries[i] = takeRight ? spare[right++] : spare[left++];
    }
  }

  /// Whether the later entry must stand before the earlier one.
  private boolean precedes(Entry later, Entry earlier) {
    if (!several) {
      return less(later.key, earlier.key);
    }
    List<?> a = (List<?>) later.key;
    List<?> b = (List<?>) earlier.key;
    for (int i = 0; i < a.size(); i++) {
      if (!Python.equal(a.get(i), b.get(i))) {
        return less(a.get(i), b.get(i));
      }
    }
    return false;
  }

  private boolean less(Object later, Object earlier) {
    return reverse ? Ordering.test(earlier, "<", later) : Ordering.test(later, "<", earlier);
  }
}
