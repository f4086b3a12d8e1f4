package dev.runner.jinja;

import dev.runner.values.Ordering;
import dev.runner.values.Python;
import dev.runner.values.PythonException;
import dev.runner.values.Text;
import dev.runner.values.Texts;
import dev.runner.values.Tuple;
import dev.runner.values.Undefined;
import dev.runner.values.Unicode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Jinja2's filters that order or group items by something about them.
final class KeyFilters implements Filter {
  static final String[] NAMES = {"attr", "dictsort", "groupby", "max", "min", "sort", "unique"};

  private static final String[] GROUP = {"grouper", "list"};

  private final String name;

  KeyFilters(String name) {
    this.name = name;
  }

  @Override
  public Object apply(Object value, Arguments arguments, Rendering rendering) {
    return switch (name) {
      case "attr" -> attribute(value, arguments.bind("name").text("name"), rendering);
      case "dictsort" ->
          dictSort(value, arguments.bind("case_sensitive?", "by?", "reverse?"), rendering);
      case "groupby" ->
          groupBy(value, arguments.bind("attribute", "default?", "case_sensitive?"), rendering);
      case "max", "min" ->
          extreme(value, arguments.bind("case_sensitive?", "attribute?"), rendering);
      case "sort" ->
          sort(value, arguments.bind("reverse?", "case_sensitive?", "attribute?"), rendering);
      default -> unique(value, arguments.bind("case_sensitive?", "attribute?"), rendering);
    };
  }

  /// An attribute that is no item.
  private static Object attribute(Object value, String name, Rendering rendering) {
    Object found =
        value instanceof Attributed attributed
            ? attributed.attribute(name)
            : Methods.find(value, name);
    if (found != null) {
      return Marking.own(found);
    }
    Object bare = value instanceof Undefined ? value : new Bare(value);
    return Access.attribute(rendering, bare, name);
  }

  /// Stands for a value where only its attributes count, so that the error names its type.
  private record Bare(Object value) implements Python.Named {
    @Override
    public String typeName() {
      return Python.typeName(value);
    }
  }

  private static Object dictSort(Object value, Bound given, Rendering rendering) {
    String by = given.text("by", "key");
    if (!by.equals("key") && !by.equals("value")) {
      throw PythonException.runtime("You can only sort by either \"key\" or \"value\"");
    }
    Map<?, ?> map = DictMethods.dict(value);
    rendering.refuseUndefined(map.values());
    boolean lower = !given.flag("case_sensitive", false);
    List<Object> pairs = new ArrayList<>(map.size());
    List<Object> keys = new ArrayList<>(map.size());
    map.forEach(
        (key, item) -> {
          Object sortKey = by.equals("key") ? key : item;
          boolean folds = lower && Text.isText(sortKey);
          keys.add(folds ? Unicode.lower(Texts.value(sortKey)) : sortKey);
          pairs.add(Tuple.of(key, item));
        });
    return Sorting.by(keys, pairs, given.flag("reverse", false));
  }

  private static Object sort(Object value, Bound given, Rendering rendering) {
    boolean lower = !given.flag("case_sensitive", false);
    List<Keys> keys = Keys.each(given.optional("attribute"), lower);
    return Sorting.by(keys, Python.list(value), given.flag("reverse", false), rendering);
  }

  private static Object groupBy(Object value, Bound given, Rendering rendering) {
    boolean lower = !given.flag("case_sensitive", false);
    Keys keys = Keys.of(given.value("attribute"), given.optional("default"), lower);
    Keys shown = Keys.of(given.value("attribute"), given.optional("default"), false);
    List<Object> groups = new ArrayList<>();
    List<Object> group = new ArrayList<>();
    Object before = null;
    for (Object item : Sorting.by(keys, Python.list(value), false, rendering)) {
      Object key = keys.comparable(item, rendering);
      if (before == null || !Python.equal(before, key)) {
        group = new ArrayList<>();
        groups.add(Tuple.named(GROUP, shown.comparable(item, rendering), group));
        before = key;
      }
      group.add(item);
    }
    return groups;
  }

  private Object extreme(Object value, Bound given, Rendering rendering) {
    Keys keys = Keys.of(given.optional("attribute"), null, !given.flag("case_sensitive", false));
    List<Object> items = Python.list(value);
    if (items.isEmpty()) {
      return rendering.undefined(name, "No aggregated item, sequence was empty.");
    }
    String better = name.equals("max") ? ">" : "<";
    Object best = items.getFirst();
    Object bestKey = keys.comparable(best, rendering);
    for (Object item : items.subList(1, items.size())) {
      Object key = keys.comparable(item, rendering);
      if (Ordering.test(key, better, bestKey)) {
        best = item;
        bestKey = key;
      }
    }
    return Marking.own(best);
  }

  private static Object unique(Object value, Bound given, Rendering rendering) {
    Keys keys = Keys.of(given.optional("attribute"), null, !given.flag("case_sensitive", false));
    Set<Object> seen = new HashSet<>();
    List<Object> unique = new ArrayList<>();
    for (Object item : Python.list(value)) {
      if (seen.add(Python.key(keys.of(item, rendering)))) {
        unique.add(item);
      }
    }
    return unique;
  }
}
