package dev.runner.template.list;

import dev.runner.jinja.Bound;
import dev.runner.template.call.Call;
import dev.runner.values.Python;
import dev.runner.values.PythonException;
import dev.runner.values.Text;
import dev.runner.values.regex.PythonRegex;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The filters `keep_keys`, `remove_keys` and `replace_keys` on lists of dicts.
public final class KeyFilters {
  private KeyFilters() {}

  /// How a key is compared with a wanted one.
  interface Match {
    boolean test(String key, String wanted);
  }

  /// Applies one of its filters.
  public static Object apply(Call call) {
    Bound bound = call.bind("target", "matching_parameter?");
    Match match = match(bound.text("matching_parameter", "equal"));
    Object target = bound.value("target");
    List<Object> result = new ArrayList<>();
    for (Object item : Python.list(call.value())) {
      if (!(item instanceof Map<?, ?> map)) {
        throw PythonException.type(
            call.name() + " needs a list of dicts, and this has a " + Python.typeName(item));
      }
      result.add(
          call.name().equals("replace_keys")
              ? replaced(map, Python.list(target), match)
              : filtered(map, names(target), match, call.name().equals("keep_keys")));
    }
    return result;
  }

  static Match match(String name) {
    return switch (name) {
      case "equal" -> String::equals;
      case "starts_with" -> String::startsWith;
      case "ends_with" -> String::endsWith;
      case "regex" -> {
        Map<String, PythonRegex> compiled = new HashMap<>();
        yield (key, wanted) ->
            compiled
                .computeIfAbsent(wanted, text -> PythonRegex.compile(text, false, false))
                .begins(key);
      }
      default ->
          throw PythonException.value(
              "matching_parameter is one of equal, starts_with, ends_with, regex, not " + name);
    };
  }

  private static List<String> names(Object target) {
    return list(target).stream().map(Python::string).toList();
  }

  /// One text stands for a list of it.
  static List<Object> list(Object target) {
    return Text.isText(target) ? List.of(target) : Python.list(target);
  }

  private static Object filtered(Map<?, ?> map, List<String> names, Match match, boolean keep) {
    Map<Object, Object> result = new LinkedHashMap<>();
    map.forEach(
        (key, value) -> {
          String text = Python.string(key);
          if (names.stream().anyMatch(name -> match.test(text, name)) == keep) {
            result.put(key, value);
          }
        });
    return result;
  }

  private static Object replaced(Map<?, ?> map, List<Object> targets, Match match) {
    Map<Object, Object> result = new LinkedHashMap<>();
    map.forEach(
        (key, value) -> {
          Object name = key;
          for (Object each : targets) {
            if (match.test(Python.string(key), part(each, "before"))) {
              name = part(each, "after");
              break;
            }
          }
          result.put(name, value);
        });
    return result;
  }

  static String part(Object target, String name) {
    Object part = target instanceof Map<?, ?> map ? map.get(name) : null;
    if (part == null) {
      throw PythonException.type(
          "a target of replace_keys is a dict that has 'before' and 'after'");
    }
    return Python.string(part);
  }
}
