package dev.runner.template.document;

import dev.runner.values.Dicts;
import dev.runner.values.Python;
import dev.runner.values.PythonException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Changes a copy of a document as the operations of a JSON patch say (RFC 6902).
final class JsonPatch {
  private Object document;

  JsonPatch(Object document) {
    this.document = copy(document);
  }

  /// That a `test` didn't hold.
  static final class TestFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TestFailed(String message) {
      super(message);
    }
  }

  /// The document with all operations applied.
  static Object apply(Object document, List<?> operations) {
    JsonPatch patch = new JsonPatch(document);
    for (Object each : operations) {
      patch.apply((Map<?, ?>) each);
    }
    return patch.document;
  }

  private void apply(Map<?, ?> operation) {
    JsonPointer path = JsonPointer.of(word(operation, "path"));
    switch (word(operation, "op")) {
      case "add" -> add(path, value(operation));
      case "remove" -> remove(path);
      case "replace" -> replace(path, value(operation));
      case "move" -> move(JsonPointer.of(word(operation, "from")), path);
      case "copy" -> add(path, copy(JsonPointer.of(word(operation, "from")).in(document)));
      case "test" -> test(path, value(operation));
      default -> throw JsonPointer.wrong("Unknown operation '%s'".formatted(word(operation, "op")));
    }
  }

  private static String word(Map<?, ?> operation, String name) {
    Object value = Dicts.get(operation, name);
    return value == null ? "" : Python.string(value);
  }

  private static Object value(Map<?, ?> operation) {
    Object value = Dicts.get(operation, "value");
    if (value == null) {
      throw JsonPointer.wrong("The operation does not contain a 'value' member");
    }
    return copy(value);
  }

  private void add(JsonPointer path, Object value) {
    if (path.isRoot()) {
      document = value;
      return;
    }
    Object holder = path.parent(document);
    if (holder instanceof List<?> list) {
      int index =
          path.last().equals(JsonPointer.END) ? list.size() : JsonPointer.index(path.last());
      if (index > list.size()) {
        throw JsonPointer.wrong("can't insert outside of list");
      }
      items(list).add(index, value);
    } else {
      Dicts.put(entries(holder, path), path.last(), value);
    }
  }

  private void remove(JsonPointer path) {
    if (path.isRoot()) {
      throw JsonPointer.wrong("the whole document can't be removed");
    }
    Object holder = path.parent(document);
    if (holder instanceof List<?> list) {
      int index = JsonPointer.index(path.last());
      if (index >= list.size()) {
        throw JsonPointer.wrong("can't remove a non-existent object '%d'".formatted(index));
      }
      items(list).remove(index);
    } else if (!Dicts.has(entries(holder, path), path.last())) {
      throw JsonPointer.wrong("can't remove a non-existent object '%s'".formatted(path.last()));
    } else {
      Dicts.remove(entries(holder, path), path.last());
    }
  }

  private void replace(JsonPointer path, Object value) {
    if (path.isRoot()) {
      document = value;
      return;
    }
    Object holder = path.parent(document);
    if (holder instanceof List<?> list) {
      if (path.last().equals(JsonPointer.END)) {
        throw JsonPointer.wrong("'path' with '-' can't be applied to 'replace' operation");
      }
      int index = JsonPointer.index(path.last());
      if (index >= list.size()) {
        throw JsonPointer.wrong("can't replace outside of list");
      }
      items(list).set(index, value);
    } else if (!Dicts.has(entries(holder, path), path.last())) {
      throw JsonPointer.wrong("can't replace a non-existent object '%s'".formatted(path.last()));
    } else {
      Dicts.put(entries(holder, path), path.last(), value);
    }
  }

  private void move(JsonPointer from, JsonPointer to) {
    Object value = from.in(document);
    if (from.steps().equals(to.steps())) {
      return;
    }
    if (to.isWithin(from)) {
      throw JsonPointer.wrong("Cannot move values into their own children");
    }
    remove(from);
    add(to, value);
  }

  private void test(JsonPointer path, Object wanted) {
    Object found;
    try {
      found = path.in(document);
    } catch (PythonException e) {
      throw new TestFailed(String.valueOf(e.getMessage()));
    }
    if (!Python.equal(found, wanted)) {
      throw new TestFailed(
          "%s (%s) is not equal to tested value %s (%s)"
              .formatted(
                  Python.string(found),
                  "<class '%s'>".formatted(Python.typeName(found)),
                  Python.string(wanted),
                  "<class '%s'>".formatted(Python.typeName(wanted))));
    }
  }

  @SuppressWarnings("unchecked") // all of the document is copied here
  private static List<Object> items(List<?> list) {
    return (List<Object>) list;
  }

  @SuppressWarnings("unchecked") // all of the document is copied here
  private static Map<Object, Object> entries(Object holder, JsonPointer path) {
    if (!(holder instanceof Map<?, ?>)) {
      throw JsonPointer.wrong(
          "unable to fully resolve json pointer %s, part %s".formatted(path.text(), path.last()));
    }
    return (Map<Object, Object>) holder;
  }

  /// A copy that can be changed.
  private static Object copy(Object value) {
    return switch (value) {
      case List<?> list -> {
        List<Object> copy = new ArrayList<>(list.size());
        list.forEach(each -> copy.add(copy(each)));
        yield copy;
      }
      case Map<?, ?> map -> {
        Map<Object, Object> copy = new LinkedHashMap<>();
        map.forEach((key, each) -> copy.put(key, copy(each)));
        yield copy;
      }
      default -> value;
    };
  }
}
