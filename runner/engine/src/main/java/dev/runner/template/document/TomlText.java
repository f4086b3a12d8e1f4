package dev.runner.template.document;

import dev.runner.values.Json;
import dev.runner.values.None;
import dev.runner.values.Python;
import dev.runner.values.PythonException;
import dev.runner.values.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Writes a mapping as TOML, lists of mappings as lists of tables.
final class TomlText {
  private final StringBuilder out = new StringBuilder();

  private TomlText() {}

  static String of(Map<?, ?> document) {
    TomlText text = new TomlText();
    text.table("", document);
    return text.out.toString();
  }

  /// Values come before tables: what follows the header of a table belongs to it.
  private void table(String path, Map<?, ?> map) {
    Map<String, Object> tables = new LinkedHashMap<>();
    map.forEach(
        (key, value) -> {
          String name = key(Python.string(key));
          if (isTable(value) || isTables(value)) {
            tables.put(path.isEmpty() ? name : path + "." + name, value);
          } else {
            out.append(name).append(" = ").append(value(value)).append('\n');
          }
        });
    tables.forEach(this::below);
  }

  private void below(String path, Object value) {
    if (value instanceof Map<?, ?> inner) {
      if (inner.isEmpty() || inner.values().stream().anyMatch(v -> !isTable(v))) {
        header("[%s]".formatted(path));
      }
      table(path, inner);
      return;
    }
    for (Object each : (List<?>) value) {
      header("[[%s]]".formatted(path));
      table(path, (Map<?, ?>) each);
    }
  }

  private void header(String words) {
    out.append(out.isEmpty() ? "" : "\n").append(words).append('\n');
  }

  private static boolean isTable(Object value) {
    return value instanceof Map<?, ?>;
  }

  private static boolean isTables(Object value) {
    return value instanceof List<?> list
        && !list.isEmpty()
        && list.stream().allMatch(TomlText::isTable);
  }

  private static String key(String name) {
    return name.matches("[A-Za-z0-9_-]+") ? name : Json.line(name);
  }

  private static String value(Object value) {
    return switch (value) {
      case None none ->
          throw PythonException.type(
              "Unable to convert an object of <class 'NoneType'> to a TOML item");
      case List<?> list ->
          "[" + String.join(", ", list.stream().map(TomlText::value).toList()) + "]";
      case Map<?, ?> map -> {
        List<String> pairs = new ArrayList<>();
        map.forEach((key, each) -> pairs.add(key(Python.string(key)) + " = " + value(each)));
        yield "{" + String.join(", ", pairs) + "}";
      }
      case Boolean flag -> flag.toString();
      case Object text when Text.isText(text) -> Json.line(Python.string(text));
      default -> Python.string(value);
    };
  }
}
