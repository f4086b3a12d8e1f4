package dev.runner.template.list;

import dev.runner.jinja.Language;
import dev.runner.template.call.Booleans;
import dev.runner.template.call.LookupCall;
import dev.runner.template.chance.PythonRandom;
import dev.runner.template.chance.RandomString;
import dev.runner.values.None;
import dev.runner.values.Python;
import dev.runner.values.PythonException;
import dev.runner.values.Text;
import dev.runner.values.Tuple;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Lookups that only rearrange what they are given.
public final class ListLookups {
  private static final String SUBELEMENTS =
      "subelements lookup expects a list of two or three items, ";

  private ListLookups() {}

  /// What one of its lookups finds.
  public static List<Object> run(LookupCall call) {
    return switch (call.name()) {
      case "dependent" -> DependentLookup.find(call);
      case "dict" -> dict(call);
      case "items" -> flat(call.terms(), 1);
      case "flattened" -> flat(call.terms(), Integer.MAX_VALUE);
      case "indexed_items" -> indexed(call);
      case "list" -> new ArrayList<>(call.terms());
      case "merge_variables" -> MergeVariables.find(call);
      case "nested", "cartesian" -> nested(call);
      case "random_choice" -> chosen(call);
      case "random_string" -> RandomString.find(call);
      case "sequence" -> Sequence.items(call);
      case "subelements" -> subelements(call);
      case "together" -> together(call);
      default -> throw new IllegalStateException("no lookup " + call.name());
    };
  }

  private static List<Object> flat(List<Object> terms, int levels) {
    List<Object> items = new ArrayList<>();
    ListFilters.flatten(terms, levels, false, items);
    return items;
  }

  private static List<Object> dict(LookupCall call) {
    List<Object> items = new ArrayList<>();
    for (Object term : call.terms()) {
      if (!(term instanceof Map<?, ?> map)) {
        throw PythonException.type(
            call.isFormer()
                ? "with_dict expects a dict"
                : "the 'dict' lookup plugin expects a dictionary, got '%s' of type <class '%s'>)"
                    .formatted(Python.string(term), Python.typeName(term)));
      }
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        Map<Object, Object> item = new LinkedHashMap<>();
        item.put("key", entry.getKey());
        item.put("value", entry.getValue());
        items.add(item);
      }
    }
    return items;
  }

  private static List<Object> indexed(LookupCall call) {
    List<Object> result = new ArrayList<>();
    for (Object item : flat(call.terms(), 1)) {
      result.add(Tuple.of((long) result.size(), item));
    }
    return result;
  }

  private static List<List<Object>> lists(LookupCall call) {
    List<List<Object>> lists = new ArrayList<>();
    boolean single = call.rendering().language() == Language.ANSIBLE_2_14;
    for (Object term : call.terms()) {
      boolean one = single && (Text.isText(term) || !Python.isIterable(term));
      lists.add(one ? List.of(term) : Python.list(term));
    }
    return lists;
  }

  /// Every combination; a list as an item is flattened into it.
  private static List<Object> nested(LookupCall call) {
    List<List<Object>> rows = new ArrayList<>(List.of(List.of()));
    List<List<Object>> lists = lists(call);
    if (lists.isEmpty()) {
      throw call.wrong("with_nested requires at least one element in the nested list");
    }
    for (List<Object> list : lists) {
      List<List<Object>> longer = new ArrayList<>();
      for (List<Object> row : rows) {
        for (Object item : list) {
          List<Object> next = new ArrayList<>(row);
          next.addAll(lists.size() == 1 ? Python.list(item) : flat(List.of(item), 1));
          longer.add(next);
        }
      }
      rows = longer;
    }
    return new ArrayList<>(rows);
  }

  private static List<Object> chosen(LookupCall call) {
    if (call.terms().isEmpty()) {
      return List.of();
    }
    PythonRandom random = PythonRandom.unseeded(call.ports().random());
    return List.of(random.choice(call.terms()));
  }

  private static List<Object> subelements(LookupCall call) {
    List<Object> terms = call.terms();
    if (terms.size() < 2) {
      throw call.wrong(
          SUBELEMENTS + "first a dict or a list, second a string pointing to the subkey");
    }
    if (terms.size() > 3) {
      throw call.wrong(SUBELEMENTS + "not of " + terms.size());
    }
    if (terms.size() == 3 && !(terms.get(2) instanceof Map<?, ?>)) {
      throw call.wrong(
          SUBELEMENTS + "the optional third item must be a dict with flags skip_missing");
    }
    boolean skip = terms.size() > 2 && skips(terms.get(2));
    Object items = terms.getFirst();
    if (!(items instanceof List<?> || items instanceof Map<?, ?>) || !Text.isText(terms.get(1))) {
      throw call.wrong(
          SUBELEMENTS + "first a dict or a list, second a string pointing to the subkey");
    }
    if (items instanceof Map<?, ?> map && isSkipped(map.get("skipped"))) {
      return List.of();
    }
    List<String> path = List.of(Python.string(terms.get(1)).split("\\."));
    List<Object> pairs = new ArrayList<>();
    for (Object pair : ListFilters.subelements(carriedOut(items), terms.get(1), skip, skip)) {
      List<Object> both = Python.list(pair);
      pairs.add(Tuple.of(without(both.getFirst(), path), both.getLast()));
    }
    return pairs;
  }

  /// Results of items that a condition skipped have no elements.
  private static Object carriedOut(Object items) {
    Object all = items instanceof Map<?, ?> map ? List.copyOf(map.values()) : items;
    return Python.list(all).stream()
        .filter(each -> !(each instanceof Map<?, ?> map) || !isSkipped(map.get("skipped")))
        .toList();
  }

  private static boolean isSkipped(@Nullable Object value) {
    return value != null && Python.truth(value);
  }

  private static boolean skips(Object flags) {
    Object value = flags instanceof Map<?, ?> map ? map.get("skip_missing") : null;
    return value != null && Booleans.of(value).orElse(false);
  }

  /// The item without the list that its element came from, as the lookup (not the filter) gives it.
  private static Object without(Object item, List<String> path) {
    String key = path.getFirst();
    if (!(item instanceof Map<?, ?> map) || !map.containsKey(key)) {
      return item;
    }
    Object inner = map.get(key);
    Map<Object, Object> rest = new LinkedHashMap<>(map);
    if (path.size() > 1 && inner != null) {
      rest.put(key, without(inner, path.subList(1, path.size())));
    } else {
      rest.remove(key);
    }
    return rest;
  }

  private static List<Object> together(LookupCall call) {
    List<List<Object>> lists = lists(call);
    if (lists.isEmpty()) {
      throw call.wrong("with_together requires at least one element in each list");
    }
    int longest = lists.stream().mapToInt(List::size).max().orElse(0);
    List<Object> rows = new ArrayList<>();
    for (Object row : ListFilters.rows(lists, longest, None.NONE)) {
      rows.add(flat(Python.list(row), 1));
    }
    return rows;
  }
}
