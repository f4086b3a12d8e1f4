package dev.runner.jinja;

import dev.runner.values.Python;
import dev.runner.values.Range;
import dev.runner.values.Tuple;
import dev.runner.values.View;
import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Lists and dicts of variables as one template's own: it may change them, and neither the variable
/// nor another template sees that. Items are taken from the variable when they are used.
final class Owned {
  private Owned() {}

  /// What to change in place of a value; the value itself if it can't be changed anyway, as
  /// mappings with a type of their own can't (`hostvars`, which knows hosts too that it doesn't
  /// list).
  static Object of(Object value) {
    if (value instanceof List<?> list) {
      boolean fixed =
          list instanceof Tuple
              || list instanceof Range
              || list instanceof View
              || list instanceof OwnedList;
      return fixed ? list : new OwnedList(list);
    }
    boolean changeable =
        value instanceof Map<?, ?>
            && !(value instanceof OwnedMap)
            && !(value instanceof Python.Named);
    return changeable ? new OwnedMap((Map<?, ?>) value) : value;
  }

  /// Stands for an item that wasn't taken yet.
  private record Pending(Object key) {}

  private static final class OwnedList extends AbstractList<Object> {
    private final List<?> source;
    private final List<Object> items;

    OwnedList(List<?> source) {
      this.source = source;
      this.items = new ArrayList<>(source.size());
      for (int i = 0; i < source.size(); i++) {
        items.add(new Pending(i));
      }
    }

    @Override
    public Object get(int index) {
      Object item = items.get(index);
      if (item instanceof Pending(Integer place)) {
        item = of(source.get(place));
        items.set(index, item);
      }
      return item;
    }

    @Override
    public int size() {
      return items.size();
    }

    @Override
    public Object set(int index, Object value) {
      Object before = get(index);
      items.set(index, value);
      return before;
    }

    @Override
    public void add(int index, Object value) {
      modCount++;
      items.add(index, value);
    }

    @Override
    public Object remove(int index) {
      modCount++;
      Object before = get(index);
      items.remove(index);
      return before;
    }
  }

  private static final class OwnedMap extends AbstractMap<Object, Object> {
    private final Map<?, ?> source;
    private final Map<Object, Object> items = new LinkedHashMap<>();

    OwnedMap(Map<?, ?> source) {
      this.source = source;
      source.keySet().forEach(key -> items.put(key, new Pending(key)));
    }

    @Override
    public @Nullable Object get(@Nullable Object key) {
      Object item = items.get(key);
      if (!(item instanceof Pending(Object place))) {
        return item;
      }
      Object taken = source.get(place);
      if (taken == null) {
        return null;
      }
      Object own = of(taken);
      items.put(place, own);
      return own;
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
      return items.containsKey(key);
    }

    @Override
    public @Nullable Object put(Object key, Object value) {
      return items.put(key, value);
    }

    @Override
    public @Nullable Object remove(@Nullable Object key) {
      Object before = get(key);
      items.remove(key);
      return before;
    }

    @Override
    public void clear() {
      items.clear();
    }

    @Override
    public int size() {
      return items.size();
    }

    @Override
    public Set<Object> keySet() {
      return items.keySet();
    }

    @Override
    public Set<Map.Entry<Object, Object>> entrySet() {
      return new AbstractSet<>() {
        @Override
        public Iterator<Map.Entry<Object, Object>> iterator() {
          Iterator<Object> keys = List.copyOf(items.keySet()).iterator();
          return new Iterator<>() {
            @Override
            public boolean hasNext() {
              return keys.hasNext();
            }

            @Override
            public Map.Entry<Object, Object> next() {
              Object key = keys.next();
              Object value = get(key);
              return new SimpleImmutableEntry<>(key, value == null ? Map.of() : value);
            }
          };
        }

        @Override
        public int size() {
          return items.size();
        }
      };
    }
  }
}
