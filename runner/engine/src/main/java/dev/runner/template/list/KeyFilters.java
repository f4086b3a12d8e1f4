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
    if (!(call.value() instanceof List<?> items)) {
      throw wrong("First argument must be a list.", call.value());
    }
    List<Object> result = new ArrayList<>();
    for (Object item : items) {
      if (!(item instanceof Map<?, ?> map)) {
        throw wrong("The data items must be dictionaries.", item);
      }
      if (!map.keySet().stream().allMatch(Text::isText)) {
        throw PythonException.type(
            "Top level keys must be strings. keys: " + Python.repr(Python.list(map)));
      }
      result.add(
          call.name().equals("replace_keys")
              ? replaced(map, replacements(target), match)
              : filtered(map, names(target), match, call.name().equals("keep_keys")));
    }
    return result;
  }

  private static PythonException wrong(String what, Object value) {
    return PythonException.type(
        "%s %s is %s".formatted(what, Python.repr(value), Call.classOf(value)));
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
              ("The matching_parameter must be one of ['equal', 'starts_with', 'ends_with',"
                      + " 'regex']. matching_parameter='%s'")
                  .formatted(name));
    };
  }

  private static List<String> names(Object target) {
    if (!Call.isSequence(target)) {
      throw PythonException.type(
          "The target must be a string or a list. target is %s.".formatted(Call.classOf(target)));
    }
    List<Object> names = given(list(target));
    for (Object name : names) {
      if (!Text.isText(name)) {
        throw wrong("The target items must be strings.", name);
      }
    }
    return names.stream().map(Python::string).toList();
  }

  private static List<Object> given(List<Object> targets) {
    if (targets.isEmpty()) {
      throw PythonException.value("The target can't be empty.");
    }
    return targets;
  }

  private static List<Object> replacements(Object target) {
    if (!(target instanceof List<?>)) {
      throw PythonException.type(
          "The target must be a list. target is %s of type %s."
              .formatted(Python.repr(target), Call.classOf(target)));
    }
    List<Object> targets = given(list(target));
    for (Object each : targets) {
      if (!(each instanceof Map<?, ?> map)) {
        throw wrong("The target items must be dictionaries.", each);
      }
      if (!map.containsKey("before") || !map.containsKey("after")) {
        throw PythonException.type(
            "All dictionaries in target must include attributes: after, before.");
      }
    }
    return targets;
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
