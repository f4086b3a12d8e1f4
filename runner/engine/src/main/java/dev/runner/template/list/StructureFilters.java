package dev.runner.template.list;

import dev.runner.jinja.Arguments;
import dev.runner.jinja.Bound;
import dev.runner.jinja.Variables;
import dev.runner.template.call.Call;
import dev.runner.values.Dicts;
import dev.runner.values.None;
import dev.runner.values.Python;
import dev.runner.values.PythonException;
import dev.runner.values.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Filters of the collection `ansible.utils` on data within data.
public final class StructureFilters {
  private static final Pattern NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

  private StructureFilters() {}

  /// Applies one of its filters.
  public static Object apply(Call call) {
    return switch (call.name()) {
      case "to_paths" -> paths(call);
      case "get_path" -> path(call);
      case "index_of" -> index(call);
      case "param_list_compare" -> compared(call);
      case "consolidate" -> Consolidation.of(call);
      default -> NestedKeys.of(call);
    };
  }

  private static Object paths(Call call) {
    Bound bound = call.bind("prepend?", "wantlist?");
    String prepend = bound.text("prepend", "");
    Object value = prepend.isEmpty() ? call.value() : Map.of(prepend, call.value());
    Map<Object, Object> paths = new LinkedHashMap<>();
    flatten(value, "", paths);
    Object result = paths.isEmpty() && value instanceof List<?> ? List.of() : paths;
    return bound.flag("wantlist", false) ? List.of(result) : result;
  }

  private static void flatten(Object value, String path, Map<Object, Object> out) {
    if (value instanceof Map<?, ?> map && !map.isEmpty()) {
      map.forEach((key, item) -> flatten(item, step(path, Python.string(key)), out));
    } else if (value instanceof List<?> list && !list.isEmpty()) {
      for (int i = 0; i < list.size(); i++) {
        flatten(list.get(i), path + "[" + i + "]", out);
      }
    } else if (!path.isEmpty() || !(value instanceof List<?> || value instanceof Map<?, ?>)) {
      out.put(path, value);
    }
  }

  private static String step(String path, String key) {
    if (path.isEmpty()) {
      return key;
    }
    return path + (NAME.matcher(key).matches() ? "." + key : "['" + key + "']");
  }

  /// What stands at a path that is written as in a template.
  private static Object path(Call call) {
    Bound bound = call.bind("path", "wantlist?");
    if (!(call.value() instanceof Map<?, ?> map)) {
      throw PythonException.type("get_path needs a dict, not " + Python.typeName(call.value()));
    }
    Map<String, Object> names = new LinkedHashMap<>();
    map.forEach((key, value) -> names.put(Python.string(key), value));
    Object found =
        call.rendering()
            .environment()
            .expression(bound.text("path"), "get_path")
            .evaluate(Variables.of(names));
    return bound.flag("wantlist", false) ? List.of(found) : found;
  }

  private static Object index(Call call) {
    Bound bound = call.bind("test", "value?", "key?", "fail_on_missing?", "wantlist?");
    Object key = bound.optional("key");
    List<Object> found = new ArrayList<>();
    List<Object> items = list(call);
    for (int i = 0; i < items.size(); i++) {
      Object item = key == null ? items.get(i) : part(items.get(i), key);
      if (item != null) {
        if (passes(call, item, bound.text("test"), bound.optional("value"))) {
          found.add((long) i);
        }
      } else if (bound.flag("fail_on_missing", false)) {
        throw PythonException.value(
            "index_of: '%s' was not found in item %d".formatted(bound.text("key"), i));
      }
    }
    return found.size() == 1 && !bound.flag("wantlist", false) ? found.getFirst() : found;
  }

  private static List<Object> list(Call call) {
    if (!(call.value() instanceof List<?>)) {
      throw PythonException.type(
          "%s needs a list, not %s".formatted(call.name(), Python.typeName(call.value())));
    }
    return Python.list(call.value());
  }

  private static @Nullable Object part(Object item, Object key) {
    if (!(item instanceof Map<?, ?> map)) {
      throw PythonException.type(
          "index_of with a key needs a list of dicts, and this has a " + Python.typeName(item));
    }
    return Dicts.get(map, Python.string(key));
  }

  /// Tests may be turned round: `!=`, `!in`, `not in`.
  private static boolean passes(Call call, Object item, String written, @Nullable Object value) {
    boolean not = written.startsWith("!") || written.startsWith("not ");
    String bare =
        written.startsWith("!") ? written.substring(1) : written.replaceFirst("^not +", "");
    String test = not && bare.equals("=") ? "==" : bare;
    if (call.rendering().environment().test(test) == null) {
      throw PythonException.value("index_of: the test '%s' was not found".formatted(test));
    }
    Arguments arguments = Arguments.NONE;
    if (value != null && value != None.NONE) {
      boolean wrapped = test.equals("in") && !(value instanceof List<?>) && !not;
      arguments = Arguments.of(wrapped ? List.of(value) : value);
    }
    return call.rendering().test(test, item, arguments) != not;
  }

  /// Which parameters of a list count, where `all` adds all that there are and `!name` takes one
  /// away.
  private static Object compared(Call call) {
    List<Object> base = new ArrayList<>(list(call));
    List<Object> target = Python.list(call.bind("target").value("target"));
    List<Object> counted = new ArrayList<>();
    List<Object> unsupported = new ArrayList<>();
    if (target.stream().anyMatch(StructureFilters::isAll)) {
      counted.addAll(base);
    }
    for (Object each : target) {
      if (Python.string(each).startsWith("!")) {
        counted.removeIf(one -> Python.string(one).equals(Python.string(each).substring(1)));
      }
    }
    for (Object each : target) {
      boolean known = base.stream().anyMatch(one -> Python.equal(one, each));
      boolean plain = !isAll(each) && !Python.string(each).startsWith("!");
      if (plain && !known) {
        unsupported.add(each);
      } else if (plain && counted.stream().noneMatch(one -> Python.equal(one, each))) {
        counted.add(each);
      }
    }
    counted.sort(Python::compare);
    Map<Object, Object> result = new LinkedHashMap<>();
    result.put("actionable", counted);
    result.put("unsupported", unsupported);
    return result;
  }

  private static boolean isAll(Object text) {
    return Text.isText(text) && Python.string(text).equals("all");
  }
}
