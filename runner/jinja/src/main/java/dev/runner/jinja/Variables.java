package dev.runner.jinja;

import dev.runner.values.Undefined;
import java.util.List;
import java.util.Map;

/// The variables that a template sees. They are asked for when they are used, not before.
public interface Variables {

  /// No variables at all.
  Variables NONE = of(Map.of());

  /// The variable's value, or [Undefined] if there is none. Where values inside containers are
  /// templates themselves, the container returned resolves them when they are taken ([Lazy]).
  Object get(String name);

  /// The names that are defined; for listings and for finding the nearest match.
  Iterable<String> names();

  /// Variables that stand in a map as they are.
  static Variables of(Map<String, ?> values) {
    return new Variables() {
      @Override
      public Object get(String name) {
        Object value = values.get(name);
        return value == null ? Undefined.variable(name) : value;
      }

      @Override
      public Iterable<String> names() {
        return List.copyOf(values.keySet());
      }
    };
  }
}
