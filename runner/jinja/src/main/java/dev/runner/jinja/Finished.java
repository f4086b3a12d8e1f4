package dev.runner.jinja;

import dev.runner.values.Python;
import dev.runner.values.PythonException;
import dev.runner.values.Range;
import dev.runner.values.Text;
import dev.runner.values.TimeDelta;
import dev.runner.values.Tuple;
import dev.runner.values.Undefined;
import dev.runner.values.Unknown;
import dev.runner.values.UnknownException;
import dev.runner.values.View;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Makes of what a template printed a value to keep: lists for everything like a list, and nothing
/// undefined, unknown or callable inside.
final class Finished {
  private static final int MAX_DEPTH = 500;

  private Finished() {}

  /// @param whole whether nothing may be undefined inside of a container, either
  static Object value(Object printed, Rendering rendering, Spot at, boolean whole) {
    try {
      return finished(printed, rendering, whole, 0);
    } catch (PythonException e) {
      throw at.failure(rendering, e);
    }
  }

  private static Object finished(Object value, Rendering rendering, boolean whole, int depth) {
    if (depth > MAX_DEPTH) {
      throw PythonException.of(
          PythonException.Kind.RECURSION,
          "a value is nested more than " + MAX_DEPTH + " levels deep");
    }
    if (!whole && Lazy.isLazy(value)) {
      return value; // of a variable only what is taken of it is resolved
    }
    // no switch by types: the first one costs a start of the JVM 20 ms
    if (value instanceof List<?> list) {
      return list(list, rendering, whole, depth);
    }
    if (value instanceof Map<?, ?> map) {
      return map(map, rendering, whole, depth);
    }
    if (value instanceof Undefined undefined) {
      if (depth > 0 && !whole) {
        return undefined;
      }
      throw PythonException.undefined(undefined);
    }
    if (value instanceof Unknown unknown) {
      throw new UnknownException(unknown);
    }
    if (value instanceof Text text && text.isMarkup()) {
      return Text.of(text.value(), text.marks());
    }
    if (value instanceof Text text
        && text.marks().trusted()
        && text.marks().origin() == null
        && rendering.language() == Language.ANSIBLE_2_19) {
      return text.with(text.marks().asUntrusted()); // an expression made it
    }
    if (depth == 0 && value instanceof Includes.Module module) {
      return finished(module.printed(), rendering, whole, 0);
    }
    if (value instanceof Callable
        || value instanceof TimeDelta
        || (value instanceof Attributed attributed && !attributed.isKept())) {
      throw notKept(value);
    }
    return value;
  }

  private static PythonException notKept(Object value) {
    String type = value instanceof Python.Named named ? named.typeName() : "function";
    return PythonException.type("Type '" + type + "' is unsupported for variable storage.");
  }

  /// The list itself, unless something in it changes.
  @SuppressWarnings("ReferenceEquality") // what stays the very same needn't be copied
  private static Object list(List<?> list, Rendering rendering, boolean whole, int depth) {
    List<Object> copy =
        list instanceof Tuple || list instanceof View || list instanceof Range
            ? new ArrayList<>(list.size())
            : null;
    int size = list.size();
    for (int i = 0; i < size; i++) {
      Object item = list.get(i);
      Object kept = finished(item, rendering, whole, depth + 1);
      if (copy == null && kept != item) {
        copy = new ArrayList<>(list.subList(0, i));
      }
      if (copy != null) {
        copy.add(kept);
      }
    }
    return copy == null ? list : copy;
  }

  @SuppressWarnings("ReferenceEquality") // what stays the very same needn't be copied
  private static Object map(Map<?, ?> map, Rendering rendering, boolean whole, int depth) {
    Map<Object, Object> copy = null;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (entry.getKey() instanceof Undefined undefined) {
        throw PythonException.undefined(undefined);
      }
      if (entry.getKey() instanceof Callable method) {
        throw notKept(method);
      }
      Object item = entry.getValue();
      Object kept = finished(item, rendering, whole, depth + 1);
      if (copy == null && kept != item) {
        copy = new LinkedHashMap<>();
        for (Map.Entry<?, ?> each : map.entrySet()) {
          if (each.getKey().equals(entry.getKey())) {
            break;
          }
          copy.put(each.getKey(), each.getValue());
        }
      }
      if (copy != null) {
        copy.put(entry.getKey(), kept);
      }
    }
    return copy == null ? map : copy;
  }
}
