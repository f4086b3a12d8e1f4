package dev.runner.template.list;

import dev.runner.jinja.Bound;
import dev.runner.template.call.Call;
import dev.runner.values.Dicts;
import dev.runner.values.Python;
import dev.runner.values.PythonException;
import dev.runner.values.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The filter `lists_mergeby`: merges the dicts of several lists that agree in one key.
public final class MergeBy {
  private MergeBy() {}

  static Object lists(Call call) {
    Bound bound = call.bind("*terms", "recursive?", "list_merge?");
    List<Object> terms = new ArrayList<>(List.of(call.value()));
    terms.addAll(bound.rest());
    if (terms.size() < 2) {
      throw PythonException.type("At least one list and index are needed.");
    }
    Object key = terms.removeLast();
    for (Object list : terms) {
      if (!(list instanceof List<?>)) {
        throw PythonException.type(
            "All arguments before the argument index for community.general.lists_mergeby must be"
                + " lists. %s is %s".formatted(Python.repr(list), Call.classOf(list)));
      }
    }
    if (!Text.isText(key)) {
      throw PythonException.type(
          "First argument after the lists for community.general.lists_mergeby must be string."
              + " %s is %s".formatted(Python.repr(key), Call.classOf(key)));
    }
    boolean recursive = bound.flag("recursive", false);
    DictFilters.Merge merge = DictFilters.Merge.of(bound.text("list_merge", "replace"));
    Map<Object, Map<?, ?>> merged = new LinkedHashMap<>();
    Map<Object, Object> keys = new LinkedHashMap<>();
    for (Map<?, ?> dict : dicts(terms)) {
      Object value = Dicts.get(dict, key);
      if (value != null) {
        Object known = Python.key(value);
        keys.putIfAbsent(known, value);
        Map<?, ?> before = merged.getOrDefault(known, Map.of());
        merged.put(known, DictFilters.merged(before, dict, recursive, merge));
      }
    }
    List<Object> order = new ArrayList<>(keys.values());
    order.sort(Python::compare);
    List<Object> result = new ArrayList<>();
    order.forEach(each -> result.add(merged.getOrDefault(Python.key(each), Map.of())));
    return result;
  }

  private static List<Map<?, ?>> dicts(List<Object> lists) {
    List<Map<?, ?>> dicts = new ArrayList<>();
    for (Object each : lists) {
      if (each instanceof Map<?, ?> dict) {
        dicts.add(dict);
      } else if (each instanceof List<?> list) {
        dicts.addAll(dicts(new ArrayList<>(list)));
      } else {
        throw PythonException.type(
            "Elements of list arguments for lists_mergeby must be dictionaries. %s is %s"
                .formatted(Python.repr(each), Call.classOf(each)));
      }
    }
    return dicts;
  }
}
