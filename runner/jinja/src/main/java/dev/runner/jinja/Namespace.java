package dev.runner.jinja;

import dev.runner.values.Python;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What `namespace()` makes: a value whose attributes `{% set ns.name = … %}` may change, also from
/// within a loop.
final class Namespace implements Attributed, Python.Named {
  private final Map<String, Object> attributes = new LinkedHashMap<>();

  @Override
  public @Nullable Object attribute(String name) {
    return attributes.get(name);
  }

  void set(String name, Object value) {
    attributes.put(name, value);
  }

  @Override
  public String typeName() {
    return "Namespace";
  }

  @Override
  public String toString() {
    return "<Namespace " + Python.repr(attributes) + ">";
  }
}
