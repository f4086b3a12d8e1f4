package dev.runner.values;

import java.util.List;
import java.util.Map;

/// Python's `repr`.
final class Repr {
  private static final int MAX_DEPTH = 500;

  private Repr() {}

  static String of(Object value) {
    StringBuilder out = new StringBuilder();
    write(value, out, 0);
    return out.toString();
  }

  private static void write(Object value, StringBuilder out, int depth) {
    if (depth > MAX_DEPTH) {
      throw PythonException.of(
          PythonException.Kind.RECURSION,
          "a value is nested more than " + MAX_DEPTH + " levels deep");
    }
    switch (value) {
      case String text -> quote(text, out);
      case Text text -> {
        if (text.isMarkup()) {
          out.append("Markup(");
          quote(text.value(), out);
          out.append(')');
        } else {
          quote(text.value(), out);
        }
      }
      case Boolean bool -> out.append(bool ? "True" : "False");
      case Double number -> out.append(real(number));
      case Number number -> out.append(number);
      case Range range -> out.append(range.repr());
      case View view -> {
        out.append(view.kind()).append("([");
        items(view, out, depth);
        out.append("])");
      }
      case Tuple tuple -> {
        out.append('(');
        items(tuple, out, depth);
        out.append(tuple.size() == 1 ? ",)" : ")");
      }
      case List<?> list -> {
        out.append('[');
        items(list, out, depth);
        out.append(']');
      }
      case Map<?, ?> map -> map(map, out, depth);
      case Undefined undefined -> {
        if (undefined.use() == Undefined.Use.CHAINED || undefined.isLocked()) {
          throw PythonException.undefined(undefined);
        }
        out.append("Undefined");
      }
      case Unknown unknown -> throw new UnknownException(unknown);
      case TimeValue time -> out.append(time.repr());
      default -> out.append(value);
    }
  }

  private static void items(List<?> list, StringBuilder out, int depth) {
    String separator = "";
    for (Object item : list) {
      out.append(separator);
      write(item, out, depth + 1);
      separator = ", ";
    }
  }

  private static void map(Map<?, ?> map, StringBuilder out, int depth) {
    out.append('{');
    String separator = "";
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      out.append(separator);
      write(entry.getKey(), out, depth + 1);
      out.append(": ");
      write(entry.getValue(), out, depth + 1);
      separator = ", ";
    }
    out.append('}');
  }

  private static void quote(String text, StringBuilder out) {
    char mark = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
    out.append(mark);
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (c == mark || c == '\\') {
        out.append('\\').append((char) c);
      } else if (c == '\n') {
        out.append("\\n");
      } else if (c == '\r') {
        out.append("\\r");
      } else if (c == '\t') {
        out.append("\\t");
      } else if (isPrintable(c)) {
        out.appendCodePoint(c);
      } else {
        escape(c, out);
      }
    }
    out.append(mark);
  }

  /// A text with everything beyond ASCII escaped.
  static String ascii(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (c < 0x80) {
                out.append((char) c);
              } else {
                escape(c, out);
              }
            });
    return out.toString();
  }

  private static void escape(int c, StringBuilder out) {
    String digits = Integer.toHexString(c);
    int width = c < 0x100 ? 2 : c < 0x10000 ? 4 : 8;
    out.append('\\').append(width == 2 ? 'x' : width == 4 ? 'u' : 'U');
    out.repeat('0', width - digits.length()).append(digits);
  }

  /// Python's `str.isprintable` for one character.
  static boolean isPrintable(int c) {
    if (c < 0x7f) {
      return c >= 0x20;
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SPACE_SEPARATOR ->
          false;
      default -> true;
    };
  }

  /// A float as Python's `repr` writes it: the fewest digits that read back as the same number.
  static String real(double number) {
    if (Double.isNaN(number)) {
      return "nan";
    }
    if (Double.isInfinite(number)) {
      return number > 0 ? "inf" : "-inf";
    }
    String text = Double.toString(number);
    int e = text.indexOf('E');
    if (e < 0) {
      return text;
    }
    int exponent = Integer.parseInt(text, e + 1, text.length(), 10);
    if (exponent >= 0 && exponent < 16) {
      return plain(text.substring(0, e), exponent);
    }
    if (exponent == -4) {
      String sign = number < 0 ? "-" : "";
      String digits = text.substring(sign.length(), e).replace(".", "");
      return sign + "0.000" + (digits.endsWith("0") ? digits.substring(0, 1) : digits);
    }
    return scientific(exponent < -320 ? tiny(number, text) : text);
  }

  /// A number of at least one without an exponent.
  ///
  /// @param digits with the point after the first one, as Java writes them
  private static String plain(String digits, int exponent) {
    int point = digits.indexOf('.');
    String fraction = digits.substring(point + 1);
    String whole = digits.substring(0, point);
    return fraction.length() > exponent
        ? whole + fraction.substring(0, exponent) + "." + fraction.substring(exponent)
        : whole + fraction + "0".repeat(exponent - fraction.length()) + ".0";
  }

  /// Java writes two digits at least, where one may say the smallest numbers already.
  private static String tiny(double number, String text) {
    String one = "%.0E".formatted(number).replace("E", ".0E");
    return Double.parseDouble(one) == number ? one : text;
  }

  private static String scientific(String text) {
    int e = text.indexOf('E');
    int exponent = Integer.parseInt(text, e + 1, text.length(), 10);
    String digits = text.substring(0, e);
    if (digits.endsWith(".0")) {
      digits = digits.substring(0, digits.length() - 2);
    }
    String power = Integer.toString(Math.abs(exponent));
    return digits + (exponent < 0 ? "e-" : "e+") + (power.length() < 2 ? "0" : "") + power;
  }
}
