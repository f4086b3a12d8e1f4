package dev.runner.values;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Writing JSON as Python's `json.dumps` does with these options. It is for computing, not for
/// showing: secrets are written as they are, so the text must carry their mark.
///
/// @param indent one level's indentation; null for everything on one line
/// @param comma what stands between items
/// @param colon what stands between key and value
/// @param sorted whether the keys of dicts are sorted
/// @param ascii whether characters beyond ASCII are escaped
/// @param skip whether keys that JSON can't have are left out, instead of failing
/// @param nan whether NaN and Infinity are allowed
/// @param other what is written instead of a value that JSON has no word for
public record JsonDump(
    @Nullable String indent,
    String comma,
    String colon,
    boolean sorted,
    boolean ascii,
    boolean skip,
    boolean nan,
    UnaryOperator<Object> other) {
  private static final int MAX_DEPTH = 500;

  /// Whatever JSON has no word for fails.
  public JsonDump(
      @Nullable String indent, String comma, String colon, boolean sorted, boolean ascii) {
    this(indent, comma, colon, sorted, ascii, false, true, JsonDump::refused);
  }

  /// Refuses a value that JSON has no word for, in Python's words.
  ///
  /// @throws PythonException always; [UnknownException] if the value isn't known
  public static Object refused(Object value) {
    Python.isEmptyUndefined(value);
    throw PythonException.type(
        "Object of type " + Python.typeName(value) + " is not JSON serializable");
  }

  /// The JSON text of a value.
  ///
  /// @throws PythonException if something in it can't be written
  public String of(Object value) {
    StringBuilder out = new StringBuilder();
    write(value, out, "\n", 0);
    return out.toString();
  }

  private void write(Object value, StringBuilder out, String line, int depth) {
    if (depth > MAX_DEPTH) {
      throw PythonException.of(
          PythonException.Kind.RECURSION,
          "a value is nested more than " + MAX_DEPTH + " levels deep");
    }
    if (Text.isText(value)) {
      Json.quote(Texts.value(value), out, ascii);
    } else if (value instanceof Map<?, ?> map) {
      map(map, out, line, depth);
    } else if (value instanceof List<?> list
        && !(value instanceof View || value instanceof Range)) {
      list(list, out, line, depth);
    } else if (isScalar(value)) {
      out.append(scalar(value));
    } else {
      write(other.apply(value), out, line, depth + 1);
    }
  }

  private void list(List<?> list, StringBuilder out, String line, int depth) {
    String deeper = indent == null ? "" : line + indent;
    out.append('[');
    boolean first = true;
    for (Object item : list) {
      out.append(first ? "" : comma).append(deeper);
      write(item, out, deeper, depth + 1);
      first = false;
    }
    out.append(first || indent == null ? "" : line).append(']');
  }

  private void map(Map<?, ?> map, StringBuilder out, String line, int depth) {
    String deeper = indent == null ? "" : line + indent;
    out.append('{');
    boolean first = true;
    List<Object> keys = new ArrayList<>(map.keySet());
    if (sorted) {
      keys.sort(Python::compare);
    }
    for (Object key : keys) {
      String name = key(key);
      if (name == null) {
        continue;
      }
      out.append(first ? "" : comma).append(deeper);
      Json.quote(name, out, ascii);
      out.append(colon);
      Object value = map.get(key);
      write(value == null ? None.NONE : value, out, deeper, depth + 1);
      first = false;
    }
    out.append(first || indent == null ? "" : line).append('}');
  }

  /// The name of a key; null if it is left out.
  private @Nullable String key(Object key) {
    if (Text.isText(key)) {
      return Texts.value(key);
    }
    if (isScalar(key)) {
      return scalar(key);
    }
    if (skip) {
      return null;
    }
    throw PythonException.type(
        "keys must be str, int, float, bool or None, not " + Python.typeName(key));
  }

  private static boolean isScalar(Object value) {
    return value == None.NONE || Python.isNumber(value);
  }

  private String scalar(Object value) {
    if (value == None.NONE) {
      return "null";
    }
    if (value instanceof Double real) {
      if (!nan && (Double.isNaN(real) || Double.isInfinite(real))) {
        throw PythonException.value("Out of range float values are not JSON compliant");
      }
      return Json.number(real);
    }
    return value.toString();
  }
}
