package dev.runner.jinja;

import dev.runner.values.Dicts;
import dev.runner.values.None;
import dev.runner.values.Python;
import dev.runner.values.PythonException;
import dev.runner.values.Text;
import dev.runner.values.Texts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `str.maketrans` and `str.translate`.
final class TextTables {
  private TextTables() {}

  /// A dict from code points to what they become.
  static Map<Object, Object> make(Arguments arguments) {
    Bound given = arguments.bind("x", "y?", "z?");
    Map<Object, Object> table = new LinkedHashMap<>();
    if (!given.has("y")) {
      if (!(given.value("x") instanceof Map<?, ?> map)) {
        throw PythonException.type("if you give only one argument to maketrans it must be a dict");
      }
      map.forEach((key, value) -> table.put(point(key), value));
      return table;
    }
    int[] from = TextMethods.textOf(given, "x").codePoints().toArray();
    int[] to = TextMethods.textOf(given, "y").codePoints().toArray();
    if (from.length != to.length) {
      throw PythonException.value("the first two maketrans arguments must have equal length");
    }
    for (int i = 0; i < from.length; i++) {
      table.put((long) from[i], (long) to[i]);
    }
    if (given.has("z")) {
      TextMethods.textOf(given, "z").codePoints().forEach(c -> table.put((long) c, None.NONE));
    }
    return table;
  }

  private static Object point(Object key) {
    if (!Text.isText(key)) {
      return key;
    }
    if (Python.length(key) != 1) {
      throw PythonException.value("string keys in translate table must be of length 1");
    }
    return (long) Texts.value(key).codePointAt(0);
  }

  static String translate(String text, Object table) {
    StringBuilder out = new StringBuilder();
    text.codePoints().forEach(c -> append(lookUp(table, (long) c), out));
    return out.toString();
  }

  private static Object lookUp(Object table, long c) {
    if (table instanceof Map<?, ?> map) {
      Object found = Dicts.get(map, c);
      return found == null ? c : found;
    }
    if (table instanceof List<?> list) {
      return c < list.size() ? list.get((int) c) : (Object) c;
    }
    Python.truth(table);
    throw PythonException.type("'" + Python.typeName(table) + "' object is not subscriptable");
  }

  private static void append(Object replacement, StringBuilder out) {
    if (replacement == None.NONE) {
      return;
    }
    if (Text.isText(replacement)) {
      out.append(Texts.value(replacement));
      return;
    }
    int point = Python.index(replacement);
    if (!Character.isValidCodePoint(point)) {
      throw PythonException.value("character mapping must be in range(0x110000)");
    }
    out.appendCodePoint(point);
  }
}
