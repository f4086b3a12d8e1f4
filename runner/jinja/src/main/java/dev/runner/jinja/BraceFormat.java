package dev.runner.jinja;

import dev.runner.values.Dicts;
import dev.runner.values.Html;
import dev.runner.values.Python;
import dev.runner.values.PythonException;
import dev.runner.values.Text;
import dev.runner.values.Undefined;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `str.format` ("Format String Syntax" in Python's library reference). Fields reach the attributes
/// and items that templates reach, and no more.
final class BraceFormat {
  private static final int MAX_NESTING = 2;

  private final List<Object> positional;
  private final Map<?, ?> named;
  private final Rendering rendering;
  private final boolean markup;
  private int next;
  private boolean numbered;

  private BraceFormat(
      List<Object> positional, Map<?, ?> named, Rendering rendering, boolean markup) {
    this.positional = positional;
    this.named = named;
    this.rendering = rendering;
    this.markup = markup;
  }

  /// `text.format(…)`.
  ///
  /// @param markup whether the text is HTML, so that values are escaped
  static String format(String text, Arguments arguments, Rendering rendering, boolean markup) {
    return new BraceFormat(arguments.positional(), arguments.named(), rendering, markup)
        .run(text, MAX_NESTING);
  }

  /// `text.format_map(mapping)`.
  static String formatMap(String text, Object mapping, Rendering rendering, boolean markup) {
    Map<?, ?> map = mapping instanceof Map<?, ?> given ? given : new LinkedHashMap<>();
    return new BraceFormat(List.of(), map, rendering, markup).run(text, MAX_NESTING);
  }

  private String run(String text, int nesting) {
    if (nesting == 0) {
      throw PythonException.value("Max string recursion exceeded");
    }
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '{' && c != '}') {
        out.append(c);
      } else if (i + 1 < text.length() && text.charAt(i + 1) == c) {
        out.append(c);
        i++;
      } else if (c == '}') {
        throw PythonException.value("Single '}' encountered in format string");
      } else {
        int end = end(text, i + 1);
        out.append(field(text.substring(i + 1, end), nesting));
        Sizes.text(rendering, out.length());
        i = end;
      }
    }
    return out.toString();
  }

  private static int end(String text, int start) {
    if (start == text.length()) {
      throw PythonException.value("Single '{' encountered in format string");
    }
    int depth = 1;
    boolean index = false;
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      index = c == '[' || (index && c != ']');
      if (!index) {
        depth += c == '{' ? 1 : c == '}' ? -1 : 0;
      }
      if (depth == 0) {
        return i;
      }
    }
    throw PythonException.value("expected '}' before end of string");
  }

  private String field(String field, int nesting) {
    int end = nameEnd(field);
    String specification = "";
    char conversion = 0;
    if (end < field.length() && field.charAt(end) == '!') {
      if (end + 1 >= field.length()) {
        throw PythonException.value("unmatched '{' in format spec");
      }
      conversion = field.charAt(end + 1);
      if (end + 2 < field.length() && field.charAt(end + 2) != ':') {
        throw PythonException.value("expected ':' after conversion specifier");
      }
      specification = end + 3 <= field.length() ? field.substring(end + 3) : "";
    } else if (end < field.length()) {
      specification = field.substring(end + 1);
    }
    Object value = converted(value(field.substring(0, end)), conversion);
    if (specification.indexOf('{') >= 0 || specification.indexOf('}') >= 0) {
      specification = run(specification, nesting - 1);
    }
    if (markup && specification.isEmpty()) {
      return Html.escape(value);
    }
    String shown = Python.format(value, specification);
    return markup ? Html.escape(shown) : shown;
  }

  private static int nameEnd(String field) {
    boolean index = false;
    for (int i = 0; i < field.length(); i++) {
      char c = field.charAt(i);
      index = c == '[' || (index && c != ']');
      if (!index && (c == '!' || c == ':')) {
        return i;
      }
    }
    return field.length();
  }

  private static Object converted(Object value, char conversion) {
    return switch (conversion) {
      case 0 -> value;
      case 's' -> Python.string(value);
      case 'r' -> Python.repr(value);
      case 'a' -> Python.ascii(value);
      default -> throw PythonException.value("Unknown conversion specifier '" + conversion + "'");
    };
  }

  private Object value(String name) {
    int at = 0;
    while (at < name.length() && name.charAt(at) != '.' && name.charAt(at) != '[') {
      at++;
    }
    Object value = argument(name.substring(0, at));
    while (at < name.length()) {
      boolean item = name.charAt(at) == '[';
      int end = at + 1;
      while (end < name.length()
          && (item ? name.charAt(end) != ']' : ".[".indexOf(name.charAt(end)) < 0)) {
        end++;
      }
      String part = name.substring(at + 1, end);
      if (item && end == name.length()) {
        throw PythonException.value("Missing ']' in format string");
      }
      if (part.isEmpty()) {
        throw PythonException.value("Empty attribute in format string");
      }
      value = item ? item(value, part) : attribute(value, part);
      at = item ? end + 1 : end;
      if (item && at < name.length() && ".[".indexOf(name.charAt(at)) < 0) {
        throw PythonException.value("Only '.' or '[' may follow ']' in format field specifier");
      }
    }
    return value;
  }

  private Object argument(String name) {
    if (!name.isEmpty() && !isNumber(name)) {
      Object value = Dicts.get(named, name);
      if (value == null) {
        throw PythonException.of(PythonException.Kind.KEY, Python.repr(name));
      }
      return value;
    }
    boolean automatic = name.isEmpty();
    if (automatic ? numbered : next > 0) {
      throw PythonException.value(
          automatic
              ? "cannot switch from manual field specification to automatic field numbering"
              : "cannot switch from automatic field numbering to manual field specification");
    }
    numbered = !automatic;
    int at = automatic ? next++ : name.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(name);
    if (at >= positional.size()) {
      throw PythonException.of(
          PythonException.Kind.INDEX,
          "Replacement index " + at + " out of range for positional args tuple");
    }
    return positional.get(at);
  }

  private static boolean isNumber(String name) {
    return name.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static Object attribute(Object value, String name) {
    Object found =
        value instanceof Attributed attributed
            ? attributed.attribute(name)
            : Methods.find(value, name);
    if (found == null) {
      Python.truth(value);
      throw PythonException.of(
          PythonException.Kind.ATTRIBUTE,
          "'" + Python.typeName(value) + "' object has no attribute '" + name + "'");
    }
    return found;
  }

  private Object item(Object value, String part) {
    Object key = isNumber(part) && part.length() < 10 ? (Object) Long.valueOf(part) : part;
    if (!(value instanceof Map<?, ?>) && Text.isText(key)) {
      Python.truth(value);
      throw PythonException.type(
          Python.typeName(value) + " indices must be integers or slices, not str");
    }
    Object found = rendering.item(value, key);
    if (found instanceof Undefined && value instanceof Map<?, ?>) {
      throw PythonException.of(PythonException.Kind.KEY, Python.repr(key));
    }
    if (found instanceof Undefined) {
      throw PythonException.of(
          PythonException.Kind.INDEX, Python.typeName(value) + " index out of range");
    }
    return found;
  }
}
