package dev.runner.template.document;

import dev.runner.values.Dicts;
import dev.runner.values.Python;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The operations that make one document of another (RFC 6902): `remove`, `add` and `replace`.
final class JsonDiff {
  private final List<Object> operations = new ArrayList<>();

  private JsonDiff() {}

  static List<Object> between(Object before, Object after) {
    JsonDiff diff = new JsonDiff();
    diff.compare(JsonPointer.of(""), before, after);
    return diff.operations;
  }

  private void compare(JsonPointer at, Object before, Object after) {
    if (before instanceof Map<?, ?> from && after instanceof Map<?, ?> to) {
      maps(at, from, to);
    } else if (before instanceof List<?> from && after instanceof List<?> to) {
      lists(at, from, to);
    } else if (!same(before, after)) {
      operation("replace", at, after);
    }
  }

  /// In JSON `true` isn't 1.
  private static boolean same(Object before, Object after) {
    return Python.typeName(before).equals(Python.typeName(after)) && Python.equal(before, after);
  }

  private void maps(JsonPointer at, Map<?, ?> from, Map<?, ?> to) {
    from.forEach(
        (key, value) -> {
          Object now = Dicts.get(to, key);
          if (now == null) {
            removal(at.below(key));
          } else {
            compare(at.below(key), value, now);
          }
        });
    to.forEach(
        (key, value) -> {
          if (!Dicts.has(from, key)) {
            operation("add", at.below(key), value);
          }
        });
  }

  /// What both begin and end with stays; between these, items are compared one by one.
  private void lists(JsonPointer at, List<?> from, List<?> to) {
    int shorter = Math.min(from.size(), to.size());
    int start = 0;
    while (start < shorter && same(from.get(start), to.get(start))) {
      start++;
    }
    int end = 0;
    while (end < shorter - start
        && same(from.get(from.size() - 1 - end), to.get(to.size() - 1 - end))) {
      end++;
    }
    int old = from.size() - end;
    int young = to.size() - end;
    int both = Math.min(old, young);
    for (int i = start; i < both; i++) {
      compare(at.below((long) i), from.get(i), to.get(i));
    }
    for (int i = old - 1; i >= Math.max(start, both); i--) {
      removal(at.below((long) i));
    }
    for (int i = Math.max(start, both); i < young; i++) {
      operation("add", at.below((long) i), to.get(i));
    }
  }

  private void removal(JsonPointer at) {
    Map<Object, Object> operation = new LinkedHashMap<>();
    operation.put("op", "remove");
    operation.put("path", at.text());
    operations.add(operation);
  }

  private void operation(String kind, JsonPointer at, Object value) {
    Map<Object, Object> operation = new LinkedHashMap<>();
    operation.put("op", kind);
    operation.put("path", at.text());
    operation.put("value", value);
    operations.add(operation);
  }
}
