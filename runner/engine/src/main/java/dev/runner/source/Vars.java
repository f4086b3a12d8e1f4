package dev.runner.source;

import dev.runner.values.Marks;
import dev.runner.values.None;
import dev.runner.values.Origin;
import dev.runner.values.Text;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Variables that were written together, and where. Immutable.
public final class Vars {
  /// No variables.
  public static final Vars EMPTY = new Vars(Map.of(), Map.of(), null);

  private final Map<String, Object> values;
  private final Map<String, Origin> places;
  private final @Nullable Origin origin;

  private Vars(Map<String, Object> values, Map<String, Origin> places, @Nullable Origin origin) {
    this.values = Collections.unmodifiableMap(values);
    this.places = Collections.unmodifiableMap(places);
    this.origin = origin;
  }

  /// Variables without places of their own.
  ///
  /// @param origin where they come from as a whole, if that is known
  public static Vars of(Map<String, ?> values, @Nullable Origin origin) {
    return values.isEmpty() ? EMPTY : new Vars(new LinkedHashMap<>(values), Map.of(), origin);
  }

  /// The variables of a mapping; nothing at all is allowed too.
  public static Vars of(Yaml tree, Opener opener, Diagnostics diagnostics) {
    if (tree instanceof Yaml.Scalar scalar && scalar.isNull()) {
      return EMPTY;
    }
    if (!(tree instanceof Yaml.Mapping mapping)) {
      diagnostics.error(
          tree.origin(), "variables are a mapping of names to values, not " + tree.describe());
      return EMPTY;
    }
    Map<String, Object> values = new LinkedHashMap<>();
    Map<String, Origin> places = new LinkedHashMap<>();
    for (Yaml.Entry entry : mapping.entries()) {
      values.put(entry.name(), entry.value().toValue(opener));
      places.put(entry.name(), entry.key().origin());
    }
    return values.isEmpty() ? EMPTY : new Vars(values, places, mapping.origin());
  }

  /// The value of a variable, or null.
  public @Nullable Object get(String name) {
    return values.get(name);
  }

  /// Where a variable is set, as exactly as that is known.
  public @Nullable Origin origin(String name) {
    return places.getOrDefault(name, origin);
  }

  /// The names.
  public Set<String> names() {
    return values.keySet();
  }

  /// All of them, unmodifiable.
  public Map<String, Object> values() {
    return values;
  }

  public boolean isEmpty() {
    return values.isEmpty();
  }

  /// These variables, and others that win.
  public Vars with(Vars others) {
    if (others.isEmpty() || isEmpty()) {
      return isEmpty() ? others : this;
    }
    Map<String, Object> all = new LinkedHashMap<>(values);
    all.putAll(others.values);
    Map<String, Origin> origins = new LinkedHashMap<>();
    for (Vars each : List.of(this, others)) {
      for (String name : each.names()) {
        Origin place = each.origin(name);
        if (place != null) {
          origins.put(name, place);
        }
      }
    }
    return new Vars(all, origins, null);
  }

  /// These variables without one.
  public Vars without(String name) {
    if (!values.containsKey(name)) {
      return this;
    }
    Map<String, Object> rest = new LinkedHashMap<>(values);
    rest.remove(name);
    return new Vars(rest, places, origin);
  }

  /// The same, all text secret.
  public Vars secret() {
    Map<String, Object> hidden = new LinkedHashMap<>();
    values.forEach((name, value) -> hidden.put(name, secret(value)));
    return new Vars(hidden, places, origin);
  }

  private static Object secret(Object value) {
    return switch (value) {
      case Text text -> text.with(text.marks().asSecret());
      case String text -> Text.of(text, Marks.NONE.asSecret());
      case List<?> list -> {
        List<Object> copy = new ArrayList<>(list.size());
        list.forEach(item -> copy.add(secret(item)));
        yield copy;
      }
      case Map<?, ?> map -> {
        Map<Object, Object> copy = new LinkedHashMap<>();
        map.forEach((key, item) -> copy.put(key, secret(item)));
        yield copy;
      }
      case None none -> none;
      default -> value;
    };
  }

  @Override
  public String toString() {
    return values.keySet() + (origin == null ? "" : " of " + origin);
  }
}
