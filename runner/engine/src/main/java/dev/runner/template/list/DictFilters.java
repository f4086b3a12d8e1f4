package dev.runner.template.list;

import dev.runner.jinja.Bound;
import dev.runner.jinja.Language;
import dev.runner.template.call.Call;
import dev.runner.values.Dicts;
import dev.runner.values.Python;
import dev.runner.values.PythonException;
import dev.runner.values.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Filters that make dicts, or take them apart.
public final class DictFilters {
  private DictFilters() {}

  /// Applies one of its filters.
  public static Object apply(Call call) {
    return switch (call.name()) {
      case "combine" -> combine(call);
      case "dict2items" -> toItems(call);
      case "items2dict" -> fromItems(call);
      case "rekey_on_member" -> rekey(call);
      default -> throw call.unknown();
    };
  }

  private static Object combine(Call call) {
    for (String name : call.arguments().named().keySet()) {
      if (!name.equals("recursive") && !name.equals("list_merge")) {
        throw PythonException.type(
            "'recursive' and 'list_merge' are the only valid keyword arguments, not '%s'"
                .formatted(name));
      }
    }
    Bound bound = call.bind("*dicts", "recursive?", "list_merge?");
    boolean recursive = bound.flag("recursive", false);
    Merge merge = Merge.of(bound.text("list_merge", "replace"));
    List<Object> all = new ArrayList<>();
    all.add(call.value());
    all.addAll(bound.rest());
    List<Object> flat = new ArrayList<>();
    ListFilters.flatten(all, 1, true, flat);
    if (flat.size() == 1) {
      return flat.getFirst();
    }
    Map<Object, Object> result = new LinkedHashMap<>();
    for (Object each : flat) {
      result = merged(result, map(each, flat), recursive, merge);
    }
    return result;
  }

  /// What becomes of two lists under one key.
  enum Merge {
    REPLACE,
    KEEP,
    APPEND,
    PREPEND,
    APPEND_RP,
    PREPEND_RP;

    static Merge of(String name) {
      return switch (name) {
        case "replace" -> REPLACE;
        case "keep" -> KEEP;
        case "append" -> APPEND;
        case "prepend" -> PREPEND;
        case "append_rp" -> APPEND_RP;
        case "prepend_rp" -> PREPEND_RP;
        default ->
            throw PythonException.value(
                "'list_merge' is one of replace, keep, append, prepend, append_rp, prepend_rp,"
                    + " not '"
                    + name
                    + "'");
      };
    }
  }

  static Map<Object, Object> merged(
      Map<?, ?> left, Map<?, ?> right, boolean recursive, Merge merge) {
    Map<Object, Object> result = new LinkedHashMap<>(left);
    for (Map.Entry<?, ?> entry : right.entrySet()) {
      Object before = Dicts.get(result, entry.getKey());
      Object value = entry.getValue();
      if (recursive && before instanceof Map<?, ?> one && value instanceof Map<?, ?> other) {
        value = merged(one, other, true, merge);
      } else if (before instanceof List<?> one && value instanceof List<?> other) {
        value = lists(one, other, merge);
      }
      Dicts.put(result, entry.getKey(), value);
    }
    return result;
  }

  private static Object lists(List<?> left, List<?> right, Merge merge) {
    return switch (merge) {
      case REPLACE -> right;
      case KEEP -> left;
      case APPEND -> joined(left, right);
      case PREPEND -> joined(right, left);
      case APPEND_RP -> joined(without(left, right), right);
      case PREPEND_RP -> joined(right, without(left, right));
    };
  }

  private static List<Object> joined(List<?> first, List<?> second) {
    List<Object> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }

  private static List<Object> without(List<?> list, List<?> others) {
    SetFilters.Members members = SetFilters.Members.of(new ArrayList<>(others));
    List<Object> kept = new ArrayList<>();
    for (Object item : list) {
      if (!members.has(item)) {
        kept.add(item);
      }
    }
    return kept;
  }

  /// Of what can't be combined, the last is told with what it was to be combined with.
  private static Map<?, ?> map(Object each, List<Object> all) {
    if (each instanceof Map<?, ?> map) {
      return map;
    }
    int last = all.size() - 1;
    while (all.get(last) instanceof Map) {
      last--;
    }
    int one = last == all.size() - 1 ? last - 1 : last;
    throw PythonException.type(
        "failed to combine variables, expected dicts but got a '%s' and a '%s'."
            .formatted(Python.typeName(all.get(one)), Python.typeName(all.get(one + 1))));
  }

  private static Object toItems(Call call) {
    Bound bound = call.bind("key_name?", "value_name?");
    if (!(call.value() instanceof Map<?, ?> map)) {
      throw PythonException.type(
          "dict2items requires a dictionary, got <class '%s'> instead."
              .formatted(Python.typeName(call.value())));
    }
    List<Object> items = new ArrayList<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      Map<Object, Object> item = new LinkedHashMap<>();
      item.put(bound.text("key_name", "key"), entry.getKey());
      item.put(bound.text("value_name", "value"), entry.getValue());
      items.add(item);
    }
    return items;
  }

  private static Object fromItems(Call call) {
    Bound bound = call.bind("key_name?", "value_name?");
    String keyName = bound.text("key_name", "key");
    String valueName = bound.text("value_name", "value");
    if (Text.isText(call.value()) || !(call.value() instanceof List<?> list)) {
      throw PythonException.type(
          "items2dict requires a list, got <class '%s'> instead."
              .formatted(Python.typeName(call.value())));
    }
    Map<Object, Object> result = new LinkedHashMap<>();
    for (Object item : list) {
      if (!(item instanceof Map<?, ?> map)) {
        throw PythonException.type(
            "items2dict requires a list of dictionaries, got %s instead."
                .formatted(Python.repr(list)));
      }
      Object key = map.get(keyName);
      Object value = map.get(valueName);
      if (key == null || value == null) {
        throw PythonException.type(
            "items2dict requires each dictionary in the list to contain the keys '%s' and '%s', got %s instead."
                .formatted(keyName, valueName, Python.repr(list)));
      }
      Dicts.put(result, key, value);
    }
    return result;
  }

  private static Object rekey(Call call) {
    Bound bound = call.bind("key", "duplicates?");
    Object name = bound.value("key");
    String duplicates = bound.text("duplicates", "error");
    if (!duplicates.equals("error") && !duplicates.equals("overwrite")) {
      throw PythonException.value(
          "duplicates parameter to rekey_on_member has unknown value '%s'".formatted(duplicates));
    }
    List<?> items;
    if (call.value() instanceof Map<?, ?> map) {
      items = new ArrayList<>(map.values());
    } else if (call.value() instanceof List<?> list) {
      items = list;
    } else {
      throw PythonException.type("Type is not a valid list, set, or dict");
    }
    Map<Object, Object> result = new LinkedHashMap<>();
    for (Object item : items) {
      if (!(item instanceof Map<?, ?> map)) {
        throw PythonException.type("List item is not a valid dict");
      }
      Object key = Dicts.get(map, name);
      if (key == null) {
        throw PythonException.of(
            PythonException.Kind.KEY, "Key '%s' was not found.".formatted(Python.string(name)));
      }
      if (duplicates.equals("error") && Dicts.has(result, key)) {
        throw PythonException.value(
            (call.rendering().language() == Language.ANSIBLE_2_14
                    ? "Key %s is not unique, cannot correctly turn into dict"
                    : "Key %s is not unique, cannot convert to dict.")
                .formatted(Python.string(key)));
      }
      Dicts.put(result, key, item);
    }
    return result;
  }
}
