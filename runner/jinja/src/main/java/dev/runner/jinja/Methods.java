package dev.runner.jinja;

import dev.runner.values.Marks;
import dev.runner.values.Python;
import dev.runner.values.Range;
import dev.runner.values.Text;
import dev.runner.values.TimeValue;
import dev.runner.values.Tuple;
import dev.runner.values.View;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The methods of Python's values ("Built-in Types" in its library reference). Those that change a
/// list or dict are there too: Ansible allows them.
final class Methods {
  private Methods() {}

  /// Whether dicts have a method of this name.
  static boolean ofDict(String name) {
    return DictMethods.has(name);
  }

  /// The method or attribute of this name, or null.
  static @Nullable Object find(Object value, String name) {
    if (Text.isText(value)) {
      return method(TextMethods.has(name) || (isMarkup(value) && Markup.has(name)), value, name);
    }
    if (value instanceof Map<?, ?>) {
      return method(DictMethods.has(name), value, name);
    }
    if (value instanceof List<?> list) {
      return ofList(list, name);
    }
    if (value instanceof TimeValue time) {
      return TimeMethods.find(time, name);
    }
    return Python.isNumber(value) ? NumberMethods.find(value, name) : null;
  }

  private static @Nullable Object ofList(List<?> list, String name) {
    if (list instanceof Tuple tuple) {
      Object item = tuple.item(name);
      return item == null ? method(ListMethods.ofTuple(name), tuple, name) : item;
    }
    if (list instanceof Range range) {
      return switch (name) {
        case "start" -> range.start();
        case "stop" -> range.stop();
        case "step" -> range.step();
        default -> method(ListMethods.ofTuple(name), range, name);
      };
    }
    return list instanceof View ? null : method(ListMethods.has(name), list, name);
  }

  static @Nullable Object method(boolean exists, Object value, String name) {
    return exists ? new Method(value, name) : null;
  }

  private static boolean isMarkup(Object value) {
    return value instanceof Text text && text.isMarkup();
  }

  /// A method that knows its value.
  private record Method(Object value, String name) implements Callable, Python.Named {
    /// A method is the same if it is that of the very same value, as in Python.
    @Override
    @SuppressWarnings("ReferenceEquality")
    public boolean equals(Object other) {
      return other instanceof Method method && value == method.value && name.equals(method.name);
    }

    @Override
    public int hashCode() {
      return 31 * System.identityHashCode(value) + name.hashCode();
    }

    @Override
    public Object call(Arguments arguments, Rendering rendering) {
      if (Text.isText(value)) {
        return ofText(arguments, rendering);
      }
      Object result;
      if (value instanceof Map<?, ?> map) {
        result = DictMethods.call(map, name, arguments);
      } else if (value instanceof List<?> list) {
        result = ListMethods.call(list, name, arguments, rendering);
      } else {
        result = NumberMethods.call(value, name, arguments);
      }
      return Marking.own(result);
    }

    private Object ofText(Arguments arguments, Rendering rendering) {
      Marks marks = Marking.of(value, arguments);
      if (isMarkup(value)) {
        return Markup.call(value, name, arguments, rendering, marks);
      }
      return Marking.each(TextMethods.call(value, name, arguments, rendering), marks);
    }

    @Override
    public String typeName() {
      return "builtin_function_or_method";
    }

    @Override
    public String toString() {
      return "<built-in method " + name + " of " + Python.typeName(value) + " object>";
    }
  }
}
