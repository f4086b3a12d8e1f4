package dev.runner.template.list;

import dev.runner.jinja.Bound;
import dev.runner.template.call.Call;
import dev.runner.values.Python;
import dev.runner.values.PythonException;
import dev.runner.values.Text;
import dev.runner.values.Texts;
import dev.runner.values.Undefined;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Filters that treat lists as sets; the order of the first list is kept.
public final class SetFilters {
  private SetFilters() {}

  /// Applies one of its filters.
  public static Object apply(Call call) {
    return switch (call.name()) {
      case "unique" -> unique(call);
      case "union" -> union(items(call.value()), second(call));
      case "intersect" -> kept(items(call.value()), second(call), true);
      case "difference" -> kept(items(call.value()), second(call), false);
      case "symmetric_difference" -> symmetric(items(call.value()), second(call));
      default -> throw call.unknown();
    };
  }

  private static List<Object> second(Call call) {
    return items(call.bind("other").value("other"));
  }

  private static List<Object> items(Object value) {
    return Python.list(value);
  }

  /// As Jinja2's own filter does it, which only takes what has a hash; without an attribute, and
  /// with no word against it, what has none is compared one by one, and cases are told apart.
  private static Object unique(Call call) {
    Bound bound = call.bind("case_sensitive?", "attribute?");
    boolean sensitive = bound.flag("case_sensitive", false);
    Object attribute = bound.optional("attribute");
    List<Object> items = items(call.value());
    try {
      return hashed(call, items, attribute, sensitive);
    } catch (PythonException e) {
      if (attribute != null || (bound.optional("case_sensitive") != null && !sensitive)) {
        throw PythonException.value(
            "Jinja2's unique filter failed and we cannot fall back to Ansible's version as it does"
                + " not support the parameters supplied: "
                + e.getMessage());
      }
      return distinct(items);
    }
  }

  private static List<Object> hashed(
      Call call, List<Object> items, @Nullable Object attribute, boolean sensitive) {
    Members seen = new Members();
    List<Object> result = new ArrayList<>();
    for (Object item : items) {
      Object key = attribute == null ? item : attribute(call, item, attribute);
      if (key instanceof Undefined missing) {
        throw PythonException.undefined(missing);
      }
      Python.key(key);
      if (seen.add(sensitive || !Text.isText(key) ? key : lower(key))) {
        result.add(item);
      }
    }
    return result;
  }

  private static Object attribute(Call call, Object item, Object attribute) {
    Object value = item;
    if (!Text.isText(attribute)) {
      return call.rendering().item(value, attribute);
    }
    for (String part : Texts.value(attribute).split("\\.")) {
      Object key = part.matches("[0-9]{1,9}") ? (Object) Long.valueOf(part) : part;
      value = call.rendering().item(value, key);
    }
    return value;
  }

  private static Object lower(Object text) {
    return Texts.value(text).toLowerCase(Locale.ROOT);
  }

  static List<Object> union(List<Object> left, List<Object> right) {
    List<Object> all = new ArrayList<>(left);
    all.addAll(right);
    return distinct(all);
  }

  static List<Object> distinct(List<Object> all) {
    Members seen = new Members();
    List<Object> result = new ArrayList<>();
    for (Object item : all) {
      if (seen.add(item)) {
        result.add(item);
      }
    }
    return result;
  }

  static List<Object> kept(List<Object> items, List<Object> others, boolean present) {
    Members members = Members.of(others);
    List<Object> result = new ArrayList<>();
    for (Object item : items) {
      if (members.has(item) == present) {
        result.add(item);
      }
    }
    return distinct(result);
  }

  static List<Object> symmetric(List<Object> left, List<Object> right) {
    List<Object> result = new ArrayList<>(kept(left, right, false));
    result.addAll(kept(right, left, false));
    return result;
  }

  /// Values, found by Python's equality: by hash where they have one, one by one where they don't.
  static final class Members {
    private final Set<Object> hashed = new HashSet<>();
    private final List<Object> others = new ArrayList<>();

    static Members of(List<Object> items) {
      Members members = new Members();
      items.forEach(members::add);
      return members;
    }

    /// Whether it wasn't there yet.
    boolean add(Object item) {
      if (isHashable(item)) {
        return hashed.add(Python.key(item));
      }
      boolean fresh = !has(item);
      if (fresh) {
        others.add(item);
      }
      return fresh;
    }

    boolean has(Object item) {
      return isHashable(item)
          ? hashed.contains(Python.key(item))
          : others.stream().anyMatch(other -> Python.equal(other, item));
    }

    private static boolean isHashable(Object item) {
      if (item instanceof dev.runner.values.Tuple tuple) {
        return tuple.stream().allMatch(Members::isHashable);
      }
      return !(item instanceof List<?>) && !(item instanceof java.util.Map<?, ?>);
    }
  }
}
