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
import java.util.Optional;

/// The filters `keep_keys`, `remove_keys` and `replace_keys` of `ansible.utils`, which go through
/// data of any depth. (Those of `community.general` look at a list of dicts.)
final class NestedKeys {
  private final KeyFilters.Match match;
  private final List<Object> targets;

  private NestedKeys(KeyFilters.Match match, List<Object> targets) {
    this.match = match;
    this.targets = targets;
  }

  static Object of(Call call) {
    Bound bound = call.bind("target", "matching_parameter?");
    Object value = call.value();
    if (!(value instanceof List<?> || value instanceof Map<?, ?>)) {
      throw PythonException.value(
          "%s needs a list or a dict, not %s".formatted(call.name(), Python.typeName(value)));
    }
    String how = bound.text("matching_parameter", "equality");
    if (how.equals("equal")) {
      throw PythonException.value(
          "matching_parameter is one of starts_with, ends_with, regex, not equal");
    }
    NestedKeys keys =
        new NestedKeys(
            KeyFilters.match(how.equals("equality") ? "equal" : how),
            KeyFilters.list(bound.value("target")));
    return switch (call.name()) {
      case "keep_keys" -> keys.kept(value);
      case "remove_keys" -> keys.removed(value);
      case "replace_keys" -> keys.replaced(value);
      default -> throw call.unknown();
    };
  }

  private boolean isTarget(Object key) {
    return targets.stream()
        .anyMatch(target -> match.test(Python.string(key), Python.string(target)));
  }

  private static boolean isNested(Object value) {
    return value instanceof List<?> || value instanceof Map<?, ?>;
  }

  private Object kept(Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<Object, Object> kept = new LinkedHashMap<>();
      map.forEach((key, item) -> keptPart(key, item).ifPresent(part -> kept.put(key, part)));
      return kept;
    }
    List<Object> kept = new ArrayList<>();
    for (Object item : Python.list(value)) {
      Object part = isNested(item) ? kept(item) : List.of();
      if (Python.truth(part)) {
        kept.add(part);
      }
    }
    return kept;
  }

  private Optional<Object> keptPart(Object key, Object item) {
    return isTarget(key)
        ? Optional.of(item)
        : Optional.of(item).filter(NestedKeys::isNested).map(this::kept).filter(Python::truth);
  }

  /// Lists lose the items that are empty.
  private Object removed(Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<Object, Object> rest = new LinkedHashMap<>();
      map.forEach(
          (key, item) -> {
            if (!isTarget(key)) {
              rest.put(key, removed(item));
            }
          });
      return rest;
    }
    return value instanceof List<?> list
        ? new ArrayList<>(
            list.stream()
                .filter(item -> Python.truth(removedKeys(item)))
                .map(this::removed)
                .toList())
        : value;
  }

  /// The item without its keys: what counts for its being empty.
  private Object removedKeys(Object item) {
    if (!(item instanceof Map<?, ?> map)) {
      return item;
    }
    Map<Object, Object> rest = new LinkedHashMap<>(map);
    rest.keySet().removeIf(this::isTarget);
    return rest;
  }

  private Object replaced(Object value) {
    if (value instanceof List<?> list) {
      List<Object> items = new ArrayList<>();
      list.forEach(item -> items.add(replaced(item)));
      return items;
    }
    if (!(value instanceof Map<?, ?> map)) {
      return value;
    }
    Map<Object, Object> result = new LinkedHashMap<>(map);
    for (Object target : targets) {
      String before = KeyFilters.part(target, "before");
      for (Object key : new ArrayList<>(result.keySet())) {
        if (match.test(Python.string(key), before)) {
          Object item = result.remove(key);
          if (item != null) {
            Dicts.put(result, KeyFilters.part(target, "after"), item);
          }
        }
      }
    }
    result.replaceAll((key, item) -> replaced(item));
    return result;
  }
}
