package dev.runner.template.value;

import dev.runner.jinja.Bound;
import dev.runner.template.call.Call;
import dev.runner.values.Python;
import dev.runner.values.PythonException;
import dev.runner.values.Text;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// The filter `reveal_ansible_type` and the test `ansible_type`: the type of a value with that of
/// its items, as `list[int|str]` or `dict[str, int]`.
public final class TypeNames {
  private TypeNames() {}

  /// Applies its filter.
  public static Object apply(Call call) {
    return name(call.value(), aliases(call.bind("alias?")));
  }

  static boolean test(Call call) {
    Bound bound = call.bind("dtype", "alias?");
    Object wanted = bound.value("dtype");
    List<Object> names = Text.isText(wanted) ? List.of(wanted) : Python.list(wanted);
    String name = name(call.value(), aliases(bound));
    return names.stream().anyMatch(each -> Python.string(each).equals(name));
  }

  private static Map<?, ?> aliases(Bound bound) {
    Object alias = bound.optional("alias");
    if (alias != null && !(alias instanceof Map<?, ?>)) {
      throw PythonException.type(
          "The argument alias must be a dictionary. %s is %s"
              .formatted(Python.repr(alias), Call.classOf(alias)));
    }
    return alias instanceof Map<?, ?> map ? map : Map.of();
  }

  private static String name(Object value, Map<?, ?> aliases) {
    String own = single(value, aliases);
    if (own.equals("list") && value instanceof List<?> list && !list.isEmpty()) {
      return "list[%s]".formatted(all(list, aliases));
    }
    if (own.equals("dict") && value instanceof Map<?, ?> map && !map.isEmpty()) {
      return "dict[%s, %s]".formatted(all(map.keySet(), aliases), all(map.values(), aliases));
    }
    return own;
  }

  private static String all(Iterable<?> values, Map<?, ?> aliases) {
    TreeSet<String> names = new TreeSet<>();
    values.forEach(value -> names.add(single(value, aliases)));
    return String.join("|", names);
  }

  private static String single(Object value, Map<?, ?> aliases) {
    String name = Python.typeName(value);
    Object alias = aliases.get(name);
    return alias == null ? name : Python.string(alias);
  }
}
