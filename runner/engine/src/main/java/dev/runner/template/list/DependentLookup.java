package dev.runner.template.list;

import dev.runner.jinja.Variables;
import dev.runner.template.call.LookupCall;
import dev.runner.values.Python;
import dev.runner.values.PythonException;
import dev.runner.values.Text;
import dev.runner.values.Undefined;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The lookup `dependent` (collection `community.general`): nested loops, the inner ones over what
/// an expression says of the outer items.
final class DependentLookup {
  private final LookupCall call;
  private final List<Map.Entry<String, Object>> loops = new ArrayList<>();
  private final List<Object> result = new ArrayList<>();

  private DependentLookup(LookupCall call) {
    this.call = call;
  }

  static List<Object> find(LookupCall call) {
    DependentLookup lookup = new DependentLookup(call);
    for (Object term : call.terms()) {
      if (!(term instanceof Map<?, ?> map) || map.size() != 1) {
        throw call.wrong("each term of dependent is a dict with one name");
      }
      Map.Entry<?, ?> only = map.entrySet().iterator().next();
      lookup.loops.add(Map.entry(Python.string(only.getKey()), only.getValue()));
    }
    if (lookup.loops.stream().map(Map.Entry::getKey).distinct().count() < lookup.loops.size()) {
      throw call.wrong("a name stands twice among the terms of dependent");
    }
    if (!lookup.loops.isEmpty()) {
      lookup.go(Map.of());
    }
    return lookup.result;
  }

  private void go(Map<Object, Object> chosen) {
    if (chosen.size() == loops.size()) {
      result.add(chosen);
      return;
    }
    Map.Entry<String, Object> loop = loops.get(chosen.size());
    for (Object item : items(loop, chosen)) {
      Map<Object, Object> next = new LinkedHashMap<>(chosen);
      next.put(loop.getKey(), item);
      go(next);
    }
  }

  private List<Object> items(Map.Entry<String, Object> loop, Map<Object, Object> chosen) {
    Object values = loop.getValue();
    if (Text.isText(values)) {
      Variables variables = new WithItem(call.rendering().variables(), chosen);
      values =
          call.rendering()
              .environment()
              .expression(Python.string(values), "dependent")
              .evaluate(variables);
    }
    if (values instanceof Undefined undefined) {
      throw PythonException.value(
          "Caught \"%s\" while evaluating '%s' with item == %s"
              .formatted(
                  PythonException.undefined(undefined).getMessage(),
                  loop.getKey(),
                  Python.string(chosen)));
    }
    if (values instanceof Map<?, ?> map) {
      List<Object> items = new ArrayList<>();
      map.entrySet().stream()
          .sorted((one, other) -> Python.compare(one.getKey(), other.getKey()))
          .forEach(each -> items.add(pair(each)));
      return items;
    }
    if (Text.isText(values) || !(values instanceof List<?>)) {
      throw PythonException.value(
          "dependent got neither a dict nor a list for '%s', but %s"
              .formatted(loop.getKey(), Python.typeName(values)));
    }
    return Python.list(values);
  }

  private static Map<Object, Object> pair(Map.Entry<?, ?> entry) {
    Map<Object, Object> pair = new LinkedHashMap<>();
    pair.put("key", entry.getKey());
    pair.put("value", entry.getValue());
    return pair;
  }

  /// The variables of the task, and `item`.
  private record WithItem(Variables outer, Map<Object, Object> item) implements Variables {
    @Override
    public Object get(String name) {
      return name.equals("item") ? item : outer.get(name);
    }

    @Override
    public Iterable<String> names() {
      return outer.names();
    }
  }
}
