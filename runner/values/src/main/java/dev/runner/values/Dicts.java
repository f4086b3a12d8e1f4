package dev.runner.values;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Dicts, whose keys are equal as Python's are: `1`, `1.0` and `True` are one key.
public final class Dicts {
  private Dicts() {}

  /// Both mappings put together, and the mappings in them likewise; of two other values under one
  /// key the stronger one holds.
  public static Map<Object, Object> merged(Map<?, ?> weaker, Map<?, ?> stronger) {
    Map<Object, Object> all = new LinkedHashMap<>(weaker);
    stronger.forEach(
        (key, value) ->
            all.put(
                key,
                all.get(key) instanceof Map<?, ?> weak && value instanceof Map<?, ?> strong
                    ? merged(weak, strong)
                    : value));
    return all;
  }

  /// The value at a key, or null if there is none.
  ///
  /// @throws PythonException if the key is not hashable
  public static @Nullable Object get(Map<?, ?> map, Object key) {
    if (key instanceof String) {
      return map.get(key);
    }
    if (key instanceof Text text) {
      return map.get(text.value());
    }
    Object present = present(map, key);
    return present == null ? null : map.get(present);
  }

  /// Whether there is such a key.
  public static boolean has(Map<?, ?> map, Object key) {
    return present(map, key) != null;
  }

  /// Sets the value at a key; a key that is equal and there already stays.
  public static void put(Map<Object, Object> map, Object key, Object value) {
    Object present = present(map, key);
    map.put(present == null ? stored(key) : present, value);
  }

  /// Takes a key out.
  public static void remove(Map<?, ?> map, Object key) {
    Object present = present(map, key);
    if (present != null) {
      map.remove(present);
    }
  }

  /// A key as dicts keep it: text without marks.
  public static Object stored(Object key) {
    if (key instanceof Text text) {
      return text.value();
    }
    return key instanceof Tuple tuple ? Tuple.of(tuple.stream().map(Dicts::stored).toList()) : key;
  }

  private static @Nullable Object present(Map<?, ?> map, Object key) {
    Object plain = Equality.key(key);
    if (map.containsKey(plain)) {
      return plain;
    }
    if (!(plain instanceof Number number)) {
      return null;
    }
    if (map.containsKey(key)) {
      return key;
    }
    Double real = number.doubleValue();
    if (map.containsKey(real) && Equality.key(real).equals(plain)) {
      return real;
    }
    if (plain instanceof Long whole && (whole == 0 || whole == 1)) {
      Boolean bool = whole == 1;
      return map.containsKey(bool) ? bool : null;
    }
    return null;
  }
}
