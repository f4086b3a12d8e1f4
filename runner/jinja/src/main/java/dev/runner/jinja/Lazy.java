package dev.runner.jinja;

import dev.runner.values.Range;
import dev.runner.values.Text;
import dev.runner.values.Tuple;
import dev.runner.values.View;
import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Containers whose texts may be templates themselves, resolved when they are taken and not before:
/// an item that nobody uses may fail to resolve. Each item is resolved once.
public final class Lazy {
  private Lazy() {}

  /// Resolves a text that is a template.
  @FunctionalInterface
  public interface Resolver {
    /// The value of the text, which is trusted or secret; [dev.runner.values.Undefined] if it uses
    /// something that isn't there.
    Object resolve(Text template);
  }

  /// The value, with every trusted text in it resolved: at once if it is one itself, when they are
  /// taken if it is a container.
  public static Object of(Object raw, Resolver resolver) {
    // no switch by types: the first one costs a start of the JVM 20 ms
    if (raw instanceof Text text) {
      return text.marks().trusted() || text.isSecret() ? resolver.resolve(text) : text;
    }
    if (raw instanceof List<?> list) {
      if (list instanceof LazyList || list instanceof Range) {
        return list;
      }
      LazyList lazy = new LazyList(list, resolver);
      return list instanceof Tuple
          ? Tuple.of(lazy)
          : list instanceof View view ? new View(view.kind(), lazy) : lazy;
    }
    if (raw instanceof Map<?, ?> map && !(map instanceof LazyMap)) {
      return new LazyMap(map, resolver);
    }
    return raw;
  }

  /// The items of a list as they are before they are resolved; any other value as it is.
  public static Object unresolved(Object value) {
    return value instanceof LazyList lazy ? lazy.raw : value;
  }

  /// Whether it is a container whose items are resolved when they are taken.
  static boolean isLazy(Object value) {
    return value instanceof LazyList || value instanceof LazyMap;
  }

  private static final class LazyList extends AbstractList<Object> {
    private final List<?> raw;
    private final Resolver resolver;
    private final @Nullable Object[] resolved;

    LazyList(List<?> raw, Resolver resolver) {
      this.raw = raw;
      this.resolver = resolver;
      this.resolved = new Object[raw.size()];
    }

    @Override
    public Object get(int index) {
      Object known = resolved[index];
      if (known == null) {
        known = of(raw.get(index), resolver);
        resolved[index] = known;
      }
      return known;
    }

    @Override
    public int size() {
      return resolved.length;
    }
  }

  /// Two threads may resolve the same item, to the same value.
  private static final class LazyMap extends AbstractMap<Object, Object> {
    private final Map<?, ?> raw;
    private final Resolver resolver;
    private final Map<Object, Object> resolved = new java.util.concurrent.ConcurrentHashMap<>(4);

    LazyMap(Map<?, ?> raw, Resolver resolver) {
      this.raw = raw;
      this.resolver = resolver;
    }

    @Override
    public @Nullable Object get(@Nullable Object key) {
      Object value = raw.get(key);
      if (key == null || value == null || isPlain(value)) {
        return value;
      }
      Object known = resolved.get(key);
      if (known == null) {
        known = of(value, resolver);
        resolved.put(key, known);
      }
      return known;
    }

    private static boolean isPlain(Object value) {
      return !(value instanceof Text || value instanceof List<?> || value instanceof Map<?, ?>);
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
      return raw.containsKey(key);
    }

    @Override
    public int size() {
      return raw.size();
    }

    @Override
    @SuppressWarnings("unchecked")
    public Set<Object> keySet() {
      return (Set<Object>) raw.keySet();
    }

    @Override
    public Set<Map.Entry<Object, Object>> entrySet() {
      return new AbstractSet<>() {
        @Override
        public Iterator<Map.Entry<Object, Object>> iterator() {
          Iterator<?> keys = raw.keySet().iterator();
          return new Iterator<>() {
            @Override
            public boolean hasNext() {
              return keys.hasNext();
            }

            @Override
            public Map.Entry<Object, Object> next() {
              Object key = keys.next();
              return new LazyEntry(key, LazyMap.this);
            }
          };
        }

        @Override
        public int size() {
          return raw.size();
        }
      };
    }
  }

  private record LazyEntry(Object key, LazyMap map) implements Map.Entry<Object, Object> {
    @Override
    public Object getKey() {
      return key;
    }

    @Override
    public Object getValue() {
      Object value = map.get(key);
      if (value == null) {
        throw new java.util.ConcurrentModificationException();
      }
      return value;
    }

    @Override
    public Object setValue(Object value) {
      throw new UnsupportedOperationException();
    }

    /// As every entry is: by key and value. That of a record would ask the map, which asks this.
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Map.Entry<?, ?> entry
          && key.equals(entry.getKey())
          && getValue().equals(entry.getValue());
    }

    @Override
    public int hashCode() {
      return key.hashCode() ^ getValue().hashCode();
    }
  }
}
