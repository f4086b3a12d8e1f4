package dev.runner.template.text;

import dev.runner.jinja.Bound;
import dev.runner.template.call.Call;
import dev.runner.values.Dicts;
import dev.runner.values.Python;
import dev.runner.values.PythonException;
import dev.runner.values.Text;
import dev.runner.values.Texts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The filter `to_prettytable` (collection `community.general`).
public final class TableFilter {
  private static final Set<String> SIDES = Set.of("left", "center", "right", "l", "c", "r");

  private final List<Map<?, ?>> rows = new ArrayList<>();
  private final int fields;
  private final @Nullable List<String> order;
  private final @Nullable List<String> titles;
  private final Map<String, Character> sides;

  private TableFilter(Call call) {
    Bound bound =
        call.bind("*rest", "column_order?", "header_names?", "column_alignments?", "**others");
    if (!(call.value() instanceof List<?> list)) {
      throw expected("a list of dictionaries", call.value());
    }
    for (Object row : list) {
      if (!(row instanceof Map<?, ?> map)) {
        throw expected("all items in the list to be dictionaries", row);
      }
      rows.add(map);
    }
    fields = rows.isEmpty() ? Integer.MAX_VALUE : rows.getFirst().size();
    order = order(bound);
    titles = names(bound.optional("header_names"), "header_names", "header name");
    if (order != null && titles != null && order.size() != titles.size()) {
      throw PythonException.value(
          ("'column_order' and 'header_names' must have the same number of elements. Got %d"
                  + " columns and %d headers.")
              .formatted(order.size(), titles.size()));
    }
    sides = sides(bound.optional("column_alignments"));
    if (!bound.others().isEmpty()) {
      throw PythonException.type(
          "Unknown parameter(s) for to_prettytable filter: "
              + String.join(", ", new TreeSet<>(bound.others().keySet())));
    }
  }

  /// Applies it.
  public static Object apply(Call call) {
    return Texts.of(new TableFilter(call).text(), Texts.within(call.value()));
  }

  private @Nullable List<String> order(Bound bound) {
    Object named = bound.optional("column_order");
    if (bound.rest().isEmpty()) {
      return names(named, "column_order", "column name");
    }
    if (named != null) {
      throw PythonException.value(
          "Cannot use both positional arguments and the 'column_order' keyword argument");
    }
    return names(bound.rest(), "column_order", "column name");
  }

  private @Nullable List<String> names(@Nullable Object given, String option, String kind) {
    if (given == null) {
      return null;
    }
    if (!(given instanceof List<?> list)) {
      throw expected("a list of %ss".formatted(kind), given);
    }
    for (Object each : list) {
      if (!Text.isText(each)) {
        throw expected("a string for " + kind, each);
      }
    }
    few(option, list.size());
    return list.stream().map(Python::string).toList();
  }

  private void few(String option, int count) {
    if (count > fields) {
      throw PythonException.value(
          "'%s' has more elements (%d) than available fields in data (%d)"
              .formatted(option, count, fields));
    }
  }

  private Map<String, Character> sides(@Nullable Object given) {
    Map<String, Character> found = new HashMap<>();
    if (given == null) {
      return found;
    }
    if (!(given instanceof Map<?, ?> map)) {
      throw expected("a dictionary for column_alignments", given);
    }
    map.forEach(
        (column, side) -> {
          if (!Text.isText(column)) {
            throw expected("a string for column_alignments key", column);
          }
          if (!Text.isText(side)) {
            throw expected("a string for column_alignments value", side);
          }
          String word = Python.string(side).toLowerCase(Locale.ROOT);
          if (!SIDES.contains(word)) {
            throw PythonException.value(
                "Invalid alignment '%s' in 'column_alignments'. Valid alignments are: %s"
                    .formatted(Python.string(side), String.join(", ", new TreeSet<>(SIDES))));
          }
          found.put(Python.string(column), word.charAt(0));
        });
    few("column_alignments", map.size());
    return found;
  }

  private static PythonException expected(String what, Object given) {
    String type = Text.isText(given) ? "string" : Python.typeName(given);
    return PythonException.type("Expected %s, got a %s".formatted(what, type));
  }

  private String text() {
    List<String> keys =
        order != null && !order.isEmpty()
            ? order
            : rows.isEmpty()
                ? List.of()
                : rows.getFirst().keySet().stream().map(Python::string).toList();
    List<String> heads = titles != null ? titles : keys;
    if (rows.isEmpty() && heads.isEmpty() && sides.isEmpty()) {
      return "++\n++";
    }
    TextTable table = new TextTable(heads, sides);
    for (Map<?, ?> row : rows) {
      table.add(keys.stream().map(key -> Python.string(cell(row, key))).toList());
    }
    return table.text();
  }

  /// A key may be a number or a truth value in the row.
  private static Object cell(Map<?, ?> row, String key) {
    for (Map.Entry<?, ?> each : row.entrySet()) {
      String name = Python.string(each.getKey());
      boolean truth = each.getKey() instanceof Boolean && name.equalsIgnoreCase(key);
      if (name.equals(key) || truth) {
        return each.getValue();
      }
    }
    Object found = Dicts.get(row, key);
    return found == null ? "" : found;
  }
}
