package dev.runner.template.list;

import dev.runner.jinja.Bound;
import dev.runner.jinja.Language;
import dev.runner.template.call.Call;
import dev.runner.values.None;
import dev.runner.values.Python;
import dev.runner.values.PythonException;
import dev.runner.values.Text;
import dev.runner.values.Texts;
import dev.runner.values.Tuple;
import dev.runner.values.Undefined;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/// Filters that make lists of lists, and their like.
public final class ListFilters {
  private static final int MOST_ITEMS = 2_000_000;

  private ListFilters() {}

  /// Applies one of its filters.
  public static Object apply(Call call) {
    return switch (call.name()) {
      case "combinations" -> combinations(items(call), call.bind("set_size").integer("set_size"));
      case "permutations" -> permutations(call);
      case "product" -> product(call);
      case "zip" -> zip(call);
      case "zip_longest" -> zipLongest(call);
      case "flatten" -> flatten(call);
      case "subelements" -> subelements(call);
      case "extract" -> extract(call);
      default -> throw call.unknown();
    };
  }

  private static List<Object> items(Call call) {
    return Python.list(call.value());
  }

  private static void limit(List<?> list) {
    if (list.size() > MOST_ITEMS) {
      throw PythonException.of(
          PythonException.Kind.OVERFLOW, "the result has more than " + MOST_ITEMS + " items");
    }
  }

  private static void refuseNegative(int size) {
    if (size < 0) {
      throw PythonException.value("r must be non-negative");
    }
  }

  private static Object combinations(List<Object> items, int size) {
    refuseNegative(size);
    List<Object> result = new ArrayList<>();
    combine(items, size, 0, new ArrayList<>(), result);
    return result;
  }

  private static void combine(
      List<Object> items, int size, int from, List<Object> chosen, List<Object> result) {
    if (chosen.size() == size) {
      result.add(Tuple.of(chosen));
      limit(result);
      return;
    }
    for (int i = from; i <= items.size() - (size - chosen.size()); i++) {
      chosen.add(items.get(i));
      combine(items, size, i + 1, chosen, result);
      chosen.removeLast();
    }
  }

  private static Object permutations(Call call) {
    List<Object> items = items(call);
    Bound bound = call.bind("list_size?");
    int size = bound.optional("list_size") == null ? items.size() : bound.integer("list_size");
    refuseNegative(size);
    List<Object> result = new ArrayList<>();
    if (size <= items.size()) {
      permute(items, size, new boolean[items.size()], new ArrayList<>(), result);
    }
    return result;
  }

  private static void permute(
      List<Object> items, int size, boolean[] used, List<Object> chosen, List<Object> result) {
    if (chosen.size() == size) {
      result.add(Tuple.of(chosen));
      limit(result);
      return;
    }
    for (int i = 0; i < items.size(); i++) {
      if (!used[i]) {
        used[i] = true;
        chosen.add(items.get(i));
        permute(items, size, used, chosen, result);
        chosen.removeLast();
        used[i] = false;
      }
    }
  }

  private static Object product(Call call) {
    Bound bound = call.bind("*lists", "repeat?");
    List<List<Object>> lists = new ArrayList<>(List.of(items(call)));
    bound.rest().forEach(list -> lists.add(Python.list(list)));
    int repeat = bound.integer("repeat", 1);
    if (repeat < 0) {
      throw PythonException.value("repeat argument cannot be negative");
    }
    List<List<Object>> rows = new ArrayList<>(List.of(List.of()));
    for (int round = 0; round < repeat; round++) {
      for (List<Object> list : lists) {
        rows = times(rows, list);
      }
    }
    return tuples(rows);
  }

  private static List<List<Object>> times(List<List<Object>> rows, List<Object> list) {
    List<List<Object>> longer = new ArrayList<>();
    for (List<Object> row : rows) {
      for (Object item : list) {
        List<Object> next = new ArrayList<>(row);
        next.add(item);
        longer.add(next);
        limit(longer);
      }
    }
    return longer;
  }

  static List<Object> tuples(List<List<Object>> rows) {
    List<Object> result = new ArrayList<>(rows.size());
    rows.forEach(row -> result.add(Tuple.of(row)));
    return result;
  }

  private static Object zip(Call call) {
    Bound bound = call.bind("*lists", "strict?");
    List<List<Object>> lists = new ArrayList<>(List.of(items(call)));
    bound.rest().forEach(list -> lists.add(Python.list(list)));
    int shortest = lists.stream().mapToInt(List::size).min().orElse(0);
    if (bound.flag("strict", false)) {
      for (int i = 1; i < lists.size(); i++) {
        int difference = lists.get(i).size() - lists.getFirst().size();
        if (difference != 0) {
          throw PythonException.value(
              "zip() argument %d is %s than argument 1"
                  .formatted(i + 1, difference < 0 ? "shorter" : "longer"));
        }
      }
    }
    return rows(lists, shortest, None.NONE);
  }

  private static Object zipLongest(Call call) {
    Bound bound = call.bind("*lists", "fillvalue?");
    List<List<Object>> lists = new ArrayList<>(List.of(items(call)));
    bound.rest().forEach(list -> lists.add(Python.list(list)));
    int longest = lists.stream().mapToInt(List::size).max().orElse(0);
    return rows(lists, longest, bound.value("fillvalue", None.NONE));
  }

  static List<Object> rows(List<List<Object>> lists, int count, Object fill) {
    List<Object> result = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      List<Object> row = new ArrayList<>(lists.size());
      for (List<Object> list : lists) {
        row.add(i < list.size() ? list.get(i) : fill);
      }
      result.add(Tuple.of(row));
    }
    return result;
  }

  private static Object flatten(Call call) {
    Bound bound = call.bind("levels?", "skip_nulls?");
    Object levels = bound.optional("levels");
    int depth = levels == null ? Integer.MAX_VALUE : Python.index(levels);
    List<Object> result = new ArrayList<>();
    flatten(Python.list(call.value()), depth, bound.flag("skip_nulls", true), result);
    return result;
  }

  /// Ansible takes the texts `None` and `null` for nothing too.
  static void flatten(List<?> items, int levels, boolean skipNulls, List<Object> result) {
    for (Object item : items) {
      boolean nothing =
          item == None.NONE
              || (Text.isText(item)
                  && (Texts.value(item).equals("None") || Texts.value(item).equals("null")));
      if (nothing && skipNulls) {
        continue;
      }
      if (item instanceof List<?> list && levels > 0) {
        flatten(list, levels - 1, skipNulls, result);
      } else {
        result.add(item);
      }
    }
  }

  private static Object subelements(Call call) {
    Bound bound = call.bind("subelements", "skip_missing?");
    Object path = bound.value("subelements");
    return subelements(call.value(), path, bound.flag("skip_missing", false), false);
  }

  /// Pairs of each item and each element of the list that is found in it.
  ///
  /// @param path keys, or text with dots between them
  /// @param skipOther whether what has another shape is skipped, too
  static List<Object> subelements(
      Object value, Object path, boolean skipMissing, boolean skipOther) {
    List<?> items;
    if (value instanceof Map<?, ?> map) {
      items = new ArrayList<>(map.values());
    } else if (value instanceof List<?> list) {
      items = list;
    } else {
      throw PythonException.type("obj must be a list of dicts or a nested dict");
    }
    List<?> keys = keys(path);
    List<Object> result = new ArrayList<>();
    for (Object item : items) {
      for (Object each : elements(item, keys, skipMissing, skipOther)) {
        result.add(Tuple.of(item, each));
      }
    }
    return result;
  }

  private static List<?> keys(Object path) {
    if (path instanceof List<?> list) {
      return list;
    }
    if (!Text.isText(path)) {
      throw PythonException.type("subelements must be a list or a string");
    }
    return List.of((Object[]) Python.string(path).split("\\."));
  }

  private static List<?> elements(
      Object item, List<?> keys, boolean skipMissing, boolean skipOther) {
    Object value = item;
    for (Object key : keys) {
      if (!(value instanceof Map<?, ?> map)) {
        if (skipOther) {
          return Collections.emptyList();
        }
        throw PythonException.type(
            "the key '%s' should point to a dictionary, got '%s'"
                .formatted(Python.string(key), Python.string(value)));
      }
      Object next = map.get(Python.string(key));
      if (next == null) {
        if (skipMissing) {
          return Collections.emptyList();
        }
        throw PythonException.of(
            PythonException.Kind.KEY,
            "could not find '%s' key in iterated item %s"
                .formatted(Python.string(key), Python.repr(value)));
      }
      value = next;
    }
    if (value instanceof List<?> list) {
      return list;
    }
    if (skipOther) {
      return Collections.emptyList();
    }
    throw PythonException.type(
        "the key '%s' should point to a list, got %s"
            .formatted(Python.string(keys.getLast()), Python.repr(value)));
  }

  private static Object extract(Call call) {
    Bound bound = call.bind("container", "morekeys?");
    Object container = bound.value("container");
    if (call.value() instanceof Undefined undefined) {
      throw PythonException.undefined(undefined);
    }
    if (container instanceof Undefined && isFormer(call)) {
      return container; // whatever is looked up in it was the same nothing
    }
    Object value = call.rendering().item(container, call.value());
    Object more = bound.optional("morekeys");
    if (more == null) {
      return value;
    }
    for (Object key : more instanceof List<?> list ? list : List.of(more)) {
      if (value instanceof Undefined && isFormer(call)) {
        return value;
      }
      value = call.rendering().item(value, key);
    }
    return value;
  }

  private static boolean isFormer(Call call) {
    return call.rendering().language() == Language.ANSIBLE_2_14;
  }
}
