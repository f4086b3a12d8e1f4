package dev.runner.cli;

import dev.runner.values.Json;
import dev.runner.values.None;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Writes values as TOML. TOML has no null: what is none is left out.
final class Toml {
  private final StringBuilder out = new StringBuilder();

  private Toml() {}

  /// The text of a mapping.
  static String text(Object value) {
    Toml toml = new Toml();
    if (value instanceof Map<?, ?> map) {
      toml.table(List.of(), map);
    }
    return toml.out.toString().strip();
  }

  /// Values come before tables: what follows the header of a table belongs to it.
  private void table(List<String> path, Map<?, ?> map) {
    Map<String, Map<?, ?>> tables = new LinkedHashMap<>();
    map.forEach(
        (key, value) -> {
          String name = key(key.toString());
          if (value instanceof Map<?, ?> inner) {
            tables.put(name, inner);
          } else if (value != None.NONE) {
            out.append(name).append(" = ").append(value(value)).append('\n');
          }
        });
    tables.forEach(
        (name, inner) -> {
          List<String> below = new ArrayList<>(path);
          below.add(name);
          boolean bare = inner.isEmpty() || inner.values().stream().anyMatch(v -> !isTable(v));
          if (bare) {
            out.append("\n[").append(String.join(".", below)).append("]\n");
          }
          table(below, inner);
        });
  }

  private static boolean isTable(Object value) {
    return value instanceof Map<?, ?>;
  }

  private static String key(String name) {
    return name.matches("[A-Za-z0-9_-]+") ? name : Json.line(name);
  }

  private static String value(Object value) {
    return switch (value) {
      case List<?> list -> {
        List<String> items =
            list.stream().filter(each -> each != None.NONE).map(Toml::value).toList();
        yield items.isEmpty() ? "[]" : "[\n    " + String.join(",\n    ", items) + ",\n]";
      }
      case Map<?, ?> map -> {
        List<String> items = new ArrayList<>();
        map.forEach(
            (key, each) -> {
              if (each != None.NONE) {
                items.add(key(key.toString()) + " = " + value(each));
              }
            });
        yield items.isEmpty() ? "{}" : "{ " + String.join(", ", items) + " }";
      }
      case Boolean flag -> flag.toString();
      case Number number -> number.toString();
      default -> Json.line(value.toString());
    };
  }
}
