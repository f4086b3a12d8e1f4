package dev.runner.jinja;

import dev.runner.values.Python;
import dev.runner.values.Text;
import dev.runner.values.Tuple;
import dev.runner.values.Undefined;
import dev.runner.values.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A value over several lines where one would be too long, as Python's `pprint.pformat` writes it
/// with its defaults.
final class PrettyPrint {
  private static final int WIDTH = 80;

  private final StringBuilder out = new StringBuilder();

  private PrettyPrint() {}

  static String of(Object value) {
    if (value instanceof Undefined undefined && undefined.isLenient()) {
      return "Undefined";
    }
    PrettyPrint print = new PrettyPrint();
    print.write(value, 0, 0, 0);
    return print.out.toString();
  }

  /// @param indent where the value starts
  /// @param allowance the characters that must fit behind it on its last line
  private void write(Object value, int indent, int allowance, int level) {
    String flat = flat(value);
    if (Python.length(flat) <= WIDTH - indent - allowance) {
      out.append(flat);
    } else if (Text.isText(value)) {
      text(Python.string(value), indent, allowance, level, flat);
    } else if (value instanceof Map<?, ?> map && !map.isEmpty()) {
      map(map, indent, allowance, level);
    } else if (value instanceof Tuple tuple) {
      list(tuple, '(', tuple.size() == 1 ? ",)" : ")", indent, allowance, level);
    } else if (value instanceof List<?> list && Python.typeName(value).equals("list")) {
      list(list, '[', "]", indent, allowance, level);
    } else {
      out.append(flat);
    }
  }

  private void list(List<?> list, char open, String close, int indent, int allowance, int level) {
    out.append(open);
    for (int i = 0; i < list.size(); i++) {
      boolean last = i == list.size() - 1;
      newLine(i, indent + 1);
      write(list.get(i), indent + 1, last ? allowance + close.length() : 1, level + 1);
    }
    out.append(close);
  }

  private void map(Map<?, ?> map, int indent, int allowance, int level) {
    out.append('{');
    List<Object> keys = sorted(map);
    for (int i = 0; i < keys.size(); i++) {
      boolean last = i == keys.size() - 1;
      newLine(i, indent + 1);
      String key = flat(keys.get(i));
      out.append(key).append(": ");
      Object value = map.get(keys.get(i));
      int start = indent + 1 + Python.length(key) + 2;
      write(
          value == null ? dev.runner.values.None.NONE : value,
          start,
          last ? allowance + 1 : 1,
          level + 1);
    }
    out.append('}');
  }

  private void newLine(int index, int indent) {
    if (index > 0) {
      out.append(",\n").repeat(' ', indent);
    }
  }

  /// A long text becomes several literals that stand next to each other, broken at its spaces and
  /// lines.
  private void text(String text, int indent, int allowance, int level, String flat) {
    List<String> literals = new ArrayList<>();
    int start = level == 0 ? indent + 1 : indent;
    int last = level == 0 ? allowance + 1 : allowance;
    List<String> lines = TextMethods.lines(text, true);
    for (int i = 0; i < lines.size(); i++) {
      boolean end = i == lines.size() - 1;
      String literal = Python.repr(lines.get(i));
      int room = WIDTH - start - (end ? last : 0);
      if (Python.length(literal) <= room) {
        literals.add(literal);
      } else {
        pieces(lines.get(i), WIDTH - start, end ? last : 0, literals);
      }
    }
    if (literals.size() == 1) {
      out.append(flat);
      return;
    }
    out.append(level == 0 ? "(" : "");
    out.append(String.join("\n" + " ".repeat(start), literals));
    out.append(level == 0 ? ")" : "");
  }

  private static void pieces(String line, int room, int last, List<String> literals) {
    List<String> parts = parts(line);
    String piece = "";
    for (int i = 0; i < parts.size(); i++) {
      String longer = piece + parts.get(i);
      int most = i == parts.size() - 1 ? room - last : room;
      if (Python.length(Python.repr(longer)) > most) {
        if (!piece.isEmpty()) {
          literals.add(Python.repr(piece));
        }
        piece = parts.get(i);
      } else {
        piece = longer;
      }
    }
    if (!piece.isEmpty()) {
      literals.add(Python.repr(piece));
    }
  }

  /// Words with the spaces behind them.
  private static List<String> parts(String line) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    boolean space = false;
    for (int i = 0; i < line.length(); i++) {
      boolean now = dev.runner.values.Unicode.isSpace(line.charAt(i));
      if (space && !now) {
        parts.add(line.substring(start, i));
        start = i;
      }
      space = now;
    }
    parts.add(line.substring(start));
    return parts;
  }

  /// On one line, dicts in the order of their keys.
  private static String flat(Object value) {
    StringBuilder out = new StringBuilder();
    flat(value, out);
    return out.toString();
  }

  private static void flat(Object value, StringBuilder out) {
    if (value instanceof Map<?, ?> map) {
      out.append('{');
      String separator = "";
      for (Object key : sorted(map)) {
        out.append(separator);
        flat(key, out);
        out.append(": ");
        Object item = map.get(key);
        flat(item == null ? dev.runner.values.None.NONE : item, out);
        separator = ", ";
      }
      out.append('}');
    } else if (value instanceof List<?> list
        && !(value instanceof View)
        && !Python.typeName(value).equals("range")) {
      boolean tuple = value instanceof Tuple;
      out.append(tuple ? '(' : '[');
      String separator = "";
      for (Object item : list) {
        out.append(separator);
        flat(item, out);
        separator = ", ";
      }
      out.append(tuple ? (list.size() == 1 ? ",)" : ")") : "]");
    } else {
      out.append(Python.repr(value));
    }
  }

  private static List<Object> sorted(Map<?, ?> map) {
    List<Object> keys = new ArrayList<>(map.keySet());
    try {
      keys.sort(Python::compare);
    } catch (dev.runner.values.PythonException mixed) {
      keys.sort(PrettyPrint::compareMixed);
    }
    return keys;
  }

  /// Keys that have no order are ordered by their types' names.
  private static int compareMixed(Object left, Object right) {
    try {
      return Python.compare(left, right);
    } catch (dev.runner.values.PythonException none) {
      return Python.typeName(left).compareTo(Python.typeName(right));
    }
  }
}
