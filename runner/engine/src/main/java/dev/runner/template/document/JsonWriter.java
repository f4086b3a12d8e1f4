package dev.runner.template.document;

import dev.runner.template.time.DateTime;
import dev.runner.values.Json;
import dev.runner.values.None;
import dev.runner.values.Python;
import dev.runner.values.PythonException;
import dev.runner.values.Text;
import dev.runner.values.Undefined;
import dev.runner.values.Unknown;
import dev.runner.values.UnknownException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes values as Python's `json.dumps` does.
///
/// @param indent of each level; null: all on one line
/// @param comma between items
/// @param colon after keys
/// @param ascii whether other characters are escaped
/// @param sort keys in order
/// @param skip leave out keys that JSON can't have, instead of failing
/// @param nan whether NaN and Infinity are allowed
public record JsonWriter(
    @Nullable String indent,
    String comma,
    String colon,
    boolean ascii,
    boolean sort,
    boolean skip,
    boolean nan) {
  private static final int DEEPEST = 200;

  String write(Object value) {
    StringBuilder out = new StringBuilder();
    write(value, out, "\n", 0);
    return out.toString();
  }

  private void write(Object value, StringBuilder out, String line, int depth) {
    if (depth > DEEPEST) {
      throw PythonException.of(
          PythonException.Kind.RECURSION, "a value is nested too deep to be written as JSON");
    }
    switch (value) {
      case None none -> out.append("null");
      case Boolean bool -> out.append(bool);
      case Double real -> out.append(real(real));
      case Number number -> out.append(number);
      case Map<?, ?> map -> map(map, out, line, depth);
      case List<?> list -> list(list, out, line, depth);
      case DateTime time -> quote(time.isoformat("T"), out);
      default -> {
        if (value instanceof Undefined undefined) {
          throw PythonException.undefined(undefined);
        }
        if (value instanceof Unknown unknown) {
          throw new UnknownException(unknown);
        }
        if (!Text.isText(value)) {
          throw PythonException.type(
              "Object of type %s is not JSON serializable".formatted(Python.typeName(value)));
        }
        quote(Python.string(value), out);
      }
    }
  }

  private String real(double number) {
    boolean finite = !Double.isNaN(number) && !Double.isInfinite(number);
    if (!finite && !nan) {
      throw PythonException.value("Out of range float values are not JSON compliant");
    }
    return Double.isNaN(number)
        ? "NaN"
        : finite ? Python.string(number) : number > 0 ? "Infinity" : "-Infinity";
  }

  private void list(List<?> list, StringBuilder out, String line, int depth) {
    if (list.isEmpty()) {
      out.append("[]");
      return;
    }
    String inner = line + (indent == null ? "" : indent);
    String separator = "";
    out.append('[');
    for (Object item : list) {
      out.append(separator).append(indent == null ? "" : inner);
      separator = comma;
      write(item, out, inner, depth + 1);
    }
    out.append(indent == null ? "" : line).append(']');
  }

  private void map(Map<?, ?> map, StringBuilder out, String line, int depth) {
    String inner = line + (indent == null ? "" : indent);
    String separator = "";
    out.append('{');
    for (Map.Entry<?, ?> entry : entries(map)) {
      String key = key(entry.getKey());
      if (key == null) {
        continue;
      }
      out.append(separator).append(indent == null ? "" : inner);
      separator = comma;
      quote(key, out);
      out.append(colon);
      write(entry.getValue(), out, inner, depth + 1);
    }
    out.append(indent == null || separator.isEmpty() ? "" : line).append('}');
  }

  private List<Map.Entry<?, ?>> entries(Map<?, ?> map) {
    List<Map.Entry<?, ?>> entries = new ArrayList<>(map.entrySet());
    if (sort) {
      entries.sort((a, b) -> Python.compare(a.getKey(), b.getKey()));
    }
    return entries;
  }

  private @Nullable String key(Object key) {
    return switch (key) {
      case String text -> text;
      case Text text -> text.value();
      case None none -> "null";
      case Boolean bool -> bool.toString();
      case Double real -> real(real);
      case Number number -> number.toString();
      default -> {
        if (skip) {
          yield null;
        }
        throw PythonException.type(
            "keys must be str, int, float, bool or None, not " + Python.typeName(key));
      }
    };
  }

  private void quote(String text, StringBuilder out) {
    Json.quote(text, out, ascii);
  }
}
