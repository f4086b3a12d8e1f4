package dev.runner.jinja;

import dev.runner.values.Dicts;
import dev.runner.values.None;
import dev.runner.values.Python;
import dev.runner.values.PythonException;
import dev.runner.values.Tuple;
import dev.runner.values.Undefined;
import dev.runner.values.View;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;

/// The methods of Python's `dict`.
final class DictMethods {
  private DictMethods() {}

  static boolean has(String name) {
    return switch (name) {
      case "clear",
          "copy",
          "fromkeys",
          "get",
          "items",
          "keys",
          "pop",
          "popitem",
          "setdefault",
          "update",
          "values" ->
          true;
      default -> false;
    };
  }

  /// Whether the method changes its dict.
  static boolean changes(String name) {
    return switch (name) {
      case "clear", "pop", "popitem", "setdefault", "update" -> true;
      default -> false;
    };
  }

  static Object call(Map<?, ?> map, String name, Arguments arguments) {
    return switch (name) {
      case "get" -> get(map, arguments.bind("key", "default?"));
      case "fromkeys" -> fromKeys(arguments.bind("iterable", "value?"));
      case "pop", "setdefault", "update" -> change(changeable(map), name, arguments);
      default -> {
        arguments.bind();
        yield call(map, name);
      }
    };
  }

  private static Object call(Map<?, ?> map, String name) {
    return switch (name) {
      case "copy" -> new LinkedHashMap<Object, Object>(map);
      case "keys" -> new View("dict_keys", new ArrayList<>(map.keySet()));
      case "values" -> new View("dict_values", new ArrayList<>(map.values()));
      case "items" -> new View("dict_items", Globals.pairs(map));
      case "popitem" -> popItem(changeable(map));
      default -> ListMethods.changing(map, map::clear);
    };
  }

  @SuppressWarnings("unchecked") // a value of the language holds any object
  private static Map<Object, Object> changeable(Map<?, ?> map) {
    return (Map<Object, Object>) map;
  }

  private static Object get(Map<?, ?> map, Bound given) {
    Object found = Dicts.get(map, given.value("key"));
    return found == null ? given.value("default", None.NONE) : found;
  }

  private static Object fromKeys(Bound given) {
    Map<Object, Object> map = new LinkedHashMap<>();
    for (Object key : Python.list(given.value("iterable"))) {
      Dicts.put(map, key, given.value("value", None.NONE));
    }
    return map;
  }

  private static Object change(Map<Object, Object> map, String name, Arguments arguments) {
    if (name.equals("update")) {
      Map<Object, Object> others = Globals.dict("update", arguments);
      return ListMethods.changing(map, () -> Globals.putAll(map, others));
    }
    Bound given = arguments.bind("key", "default?");
    Object key = given.value("key");
    Object found = Dicts.get(map, key);
    if (name.equals("setdefault")) {
      if (found != null) {
        return found;
      }
      Object value = given.value("default", None.NONE);
      ListMethods.changing(map, () -> Dicts.put(map, key, value));
      return value;
    }
    if (found == null && !given.has("default")) {
      throw PythonException.of(PythonException.Kind.KEY, Python.repr(key));
    }
    if (found != null) {
      ListMethods.changing(map, () -> Dicts.remove(map, key));
      return found;
    }
    return given.value("default");
  }

  private static Object popItem(Map<Object, Object> map) {
    if (map.isEmpty()) {
      throw PythonException.of(PythonException.Kind.KEY, "'popitem(): dictionary is empty'");
    }
    Object last = new ArrayList<>(map.keySet()).getLast();
    Object value = map.get(last);
    ListMethods.changing(map, () -> map.remove(last));
    return Tuple.of(last, value == null ? None.NONE : value);
  }

  /// The value whose `items()` a filter walks.
  ///
  /// @throws PythonException if it has none
  static Map<?, ?> dict(Object value) {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    if (value instanceof Undefined undefined) {
      throw PythonException.undefined(undefined);
    }
    Python.truth(value);
    throw PythonException.of(
        PythonException.Kind.ATTRIBUTE,
        "'" + Python.typeName(value) + "' object has no attribute 'items'");
  }
}
