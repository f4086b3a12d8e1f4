package dev.runner.jinja;

import dev.runner.values.None;
import dev.runner.values.Python;
import dev.runner.values.PythonException;
import dev.runner.values.Sequences;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// The methods of Python's `list`, and of `tuple` and `range`, which have two of them.
final class ListMethods {
  private ListMethods() {}

  static boolean has(String name) {
    return switch (name) {
      case "append",
          "clear",
          "copy",
          "count",
          "extend",
          "index",
          "insert",
          "pop",
          "remove",
          "reverse",
          "sort" ->
          true;
      default -> false;
    };
  }

  /// Whether the method changes its list.
  static boolean changes(String name) {
    return has(name) && !ofTuple(name) && !name.equals("copy");
  }

  static boolean ofTuple(String name) {
    return name.equals("count") || name.equals("index");
  }

  @SuppressWarnings("unchecked") // a value of the language holds any object
  static Object call(List<?> value, String name, Arguments arguments, Rendering rendering) {
    List<Object> list = (List<Object>) value;
    return switch (name) {
      case "count" -> count(list, arguments.bind("value").value("value"));
      case "index" -> index(list, arguments.bind("value", "start?", "stop?"));
      case "append" -> {
        Object item = arguments.bind("object").value("object");
        yield changing(list, () -> list.add(item));
      }
      case "extend" -> {
        List<Object> more =
            new ArrayList<>(Python.list(arguments.bind("iterable").value("iterable")));
        Sizes.range(rendering, (long) list.size() + more.size());
        yield changing(list, () -> list.addAll(more));
      }
      case "insert" -> insert(list, arguments.bind("index", "object"));
      case "pop" -> pop(list, arguments.bind("index?"));
      case "remove" -> remove(list, arguments.bind("value").value("value"));
      case "sort" -> sort(list, arguments.bind("*", "key?", "reverse?"), rendering);
      default -> {
        arguments.bind();
        yield call(list, name);
      }
    };
  }

  private static Object call(List<Object> list, String name) {
    return switch (name) {
      case "copy" -> new ArrayList<>(list);
      case "reverse" -> changing(list, () -> Collections.reverse(list));
      default -> changing(list, list::clear);
    };
  }

  /// Changes a value; what comes from outside the template may not be changed.
  static Object changing(Object value, Runnable change) {
    try {
      change.run();
    } catch (UnsupportedOperationException e) {
      throw PythonException.type(
          "this "
              + Python.typeName(value)
              + " can't be changed; change a copy of it, such as value | "
              + (value instanceof List<?> ? "list" : "combine({})"));
    }
    return None.NONE;
  }

  private static Object count(List<Object> list, Object value) {
    long count = 0;
    for (Object item : list) {
      count += Python.equal(item, value) ? 1 : 0;
    }
    return count;
  }

  private static Object index(List<Object> list, Bound given) {
    int size = list.size();
    int from = Sequences.bound(given.optional("start"), 0, size);
    int to = Math.min(size, Sequences.bound(given.optional("stop"), size, size));
    for (int i = from; i < to; i++) {
      if (Python.equal(list.get(i), given.value("value"))) {
        return (long) i;
      }
    }
    throw PythonException.value(
        Python.repr(given.value("value")) + " is not in " + Python.typeName(list));
  }

  private static Object insert(List<Object> list, Bound given) {
    int at = Math.min(list.size(), Sequences.bound(given.value("index"), 0, list.size()));
    Object item = given.value("object");
    return changing(list, () -> list.add(at, item));
  }

  private static Object pop(List<Object> list, Bound given) {
    int index = given.integer("index", -1);
    if (list.isEmpty()) {
      throw PythonException.of(PythonException.Kind.INDEX, "pop from empty list");
    }
    int at = index < 0 ? index + list.size() : index;
    if (at < 0 || at >= list.size()) {
      throw PythonException.of(PythonException.Kind.INDEX, "pop index out of range");
    }
    Object item = list.get(at);
    changing(list, () -> list.remove(at));
    return item;
  }

  private static Object remove(List<Object> list, Object value) {
    for (int i = 0; i < list.size(); i++) {
      if (Python.equal(list.get(i), value)) {
        int at = i;
        return changing(list, () -> list.remove(at));
      }
    }
    throw PythonException.value("list.remove(x): x not in list");
  }

  private static Object sort(List<Object> list, Bound given, Rendering rendering) {
    Object key = given.optional("key");
    List<Object> keys = new ArrayList<>(list.size());
    for (Object item : list) {
      keys.add(key == null ? item : rendering.call(key, Arguments.of(item)));
    }
    List<Object> sorted = Sorting.by(keys, new ArrayList<>(list), given.flag("reverse", false));
    return changing(list, () -> Collections.copy(list, sorted));
  }
}
