package dev.runner.template.list;

import dev.runner.jinja.Bound;
import dev.runner.template.call.Call;
import dev.runner.values.Dicts;
import dev.runner.values.Python;
import dev.runner.values.PythonException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The filter `consolidate`: lists of dicts from several sources, put together by a key of theirs.
final class Consolidation {
  /// @param rows by the values of their keys
  private record Source(String name, Map<Object, Object> rows) {}

  private final Bound bound;
  private final List<Source> sources = new ArrayList<>();

  private Consolidation(Bound bound) {
    this.bound = bound;
  }

  static Object of(Call call) {
    Bound bound =
        call.bind("fail_missing_match_key?", "fail_missing_match_value?", "fail_duplicate?");
    Consolidation consolidation = new Consolidation(bound);
    for (Object source : Python.list(call.value())) {
      consolidation.read(source);
    }
    return consolidation.joined();
  }

  private void read(Object given) {
    int number = sources.size() + 1;
    Object key = text(given, "match_key");
    Map<Object, Object> rows = new LinkedHashMap<>();
    int row = 0;
    for (Object each : Python.list(part(given, "data"))) {
      row++;
      Object value = each instanceof Map<?, ?> map ? Dicts.get(map, key) : null;
      if (value == null && bound.flag("fail_missing_match_key", true)) {
        throw PythonException.value(
            "consolidate: missing match key '%s' in data source %d in list entry %d"
                .formatted(key, number, row));
      }
      if (value != null) {
        if (Dicts.has(rows, value) && bound.flag("fail_duplicate", true)) {
          throw PythonException.value(
              "consolidate: duplicate values in data source %d".formatted(number));
        }
        Dicts.put(rows, value, each);
      }
    }
    sources.add(new Source(text(given, "name"), rows));
  }

  private static Object part(Object source, String name) {
    Object part = source instanceof Map<?, ?> map ? Dicts.get(map, name) : null;
    if (part == null) {
      throw PythonException.value(
          "a source of consolidate has 'data', 'match_key' and 'name'; '%s' is missing"
              .formatted(name));
    }
    return part;
  }

  private static String text(Object source, String name) {
    return Python.string(part(source, name));
  }

  private Object joined() {
    Map<Object, Object> result = new LinkedHashMap<>();
    List<Object> all = new ArrayList<>();
    sources.forEach(source -> all.addAll(source.rows().keySet()));
    List<Object> values = SetFilters.distinct(all);
    values.sort(Python::compare);
    for (Object value : values) {
      Map<Object, Object> parts = new LinkedHashMap<>();
      for (int i = 0; i < sources.size(); i++) {
        Object row = Dicts.get(sources.get(i).rows(), value);
        if (row == null && bound.flag("fail_missing_match_value", true)) {
          throw PythonException.value(
              "consolidate: missing match value %s in data source %d"
                  .formatted(Python.string(value), i + 1));
        }
        parts.put(sources.get(i).name(), row == null ? Map.of() : row);
      }
      result.put(value, parts);
    }
    return result;
  }
}
