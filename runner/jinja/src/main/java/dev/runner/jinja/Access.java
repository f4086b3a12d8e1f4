package dev.runner.jinja;

import dev.runner.values.Dicts;
import dev.runner.values.None;
import dev.runner.values.Python;
import dev.runner.values.PythonException;
import dev.runner.values.Sequences;
import dev.runner.values.Text;
import dev.runner.values.Texts;
import dev.runner.values.Undefined;
import dev.runner.values.Unknown;
import dev.runner.values.UnknownException;
import dev.runner.values.View;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Attributes and items: `a.b` asks for the attribute first, `a['b']` for the item.
final class Access {
  private Access() {}

  static Object attribute(Rendering rendering, Object value, String name) {
    if (value instanceof Map<?, ?> map && !Methods.ofDict(name)) {
      Object found = map.get(name);
      return found == null ? missing(rendering, value, name) : found;
    }
    Object found = own(value, name);
    if (found == null) {
      found = element(value, name);
    }
    return found == null ? missing(rendering, value, name) : found;
  }

  static Object item(Rendering rendering, Object value, Object key) {
    if (key instanceof Unknown unknown) {
      throw new UnknownException(unknown);
    }
    if (key instanceof Undefined undefined && !(value instanceof Undefined)) {
      if (rendering.language() == Language.ANSIBLE_2_19 || value instanceof Map<?, ?>) {
        throw PythonException.undefined(undefined);
      }
      return missing(rendering, value, undefined.name());
    }
    Object found = element(value, key);
    if (found == null && Text.isText(key)) {
      found = own(value, Texts.value(key));
    }
    return found == null ? missing(rendering, value, key) : found;
  }

  private static @Nullable Object own(Object value, String name) {
    return value instanceof Attributed attributed
        ? attributed.attribute(name)
        : Methods.find(value, name);
  }

  private static @Nullable Object element(Object value, Object key) {
    if (value instanceof Map<?, ?> map) {
      try {
        return Dicts.get(map, key);
      } catch (PythonException unhashable) {
        return null;
      }
    }
    if ((value instanceof List<?> && !(value instanceof View)) || Text.isText(value)) {
      return Python.isInteger(key) ? Sequences.item(value, key) : null;
    }
    return null;
  }

  private static Object missing(Rendering rendering, Object value, Object key) {
    if (value instanceof Undefined undefined) {
      if (undefined.use() != Undefined.Use.CHAINED && !undefined.isLocked()) {
        throw PythonException.undefined(undefined);
      }
      return undefined;
    }
    if (value instanceof Unknown unknown) {
      throw new UnknownException(unknown);
    }
    String name = Text.isText(key) ? Texts.value(key) : Python.repr(key);
    return rendering.undefinedIn(value, name, hint(rendering, value, key));
  }

  private static String hint(Rendering rendering, Object value, Object key) {
    String type = Python.typeName(value);
    // ansible-core leaves keys that count as false to Jinja's own words.
    if (rendering.language() == Language.ANSIBLE_2_19 && Python.truth(key)) {
      return "object of type '" + type + "' has no attribute " + Python.repr(key);
    }
    String kind = value == None.NONE ? "None" : type + " object";
    return Text.isText(key)
        ? "'" + kind + "' has no attribute " + Python.repr(key)
        : kind + " has no element " + Python.repr(key);
  }
}
