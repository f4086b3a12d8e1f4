package dev.runner.values;

import java.util.Map;

/// JSON text (RFC 8259) to values and back. Reading takes what Python's `json` takes, `NaN` and
/// `Infinity` included.
public final class Json {
  private Json() {}

  /// A text that is no JSON. It is told in the words of Python's `json`, which people look up.
  public static final class SyntaxError extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    SyntaxError(String text, int at, String what) {
      super(
          "%s: line %d column %d (char %d)"
              .formatted(
                  what,
                  1 + text.substring(0, at).chars().filter(c -> c == '\n').count(),
                  at - text.lastIndexOf('\n', at - 1),
                  text.codePointCount(0, at)));
    }
  }

  /// The value that the text says.
  ///
  /// @throws SyntaxError with what was expected, line and column
  public static Object parse(String text) {
    return new JsonReader(text).whole();
  }

  /// The value on one line, without spaces, characters beyond ASCII as they are; secrets masked.
  public static String line(Object value) {
    StringBuilder out = new StringBuilder();
    write(value, out, null, ",", ":", false);
    return out.toString();
  }

  /// The value on one line as Python's `json.dumps` writes it: spaces after commas and colons,
  /// ASCII only; secrets masked.
  public static String spaced(Object value) {
    StringBuilder out = new StringBuilder();
    write(value, out, null, ", ", ": ", true);
    return out.toString();
  }

  /// The value on one line with spaces after commas and colons, characters beyond ASCII as they
  /// are; secrets masked.
  public static String readable(Object value) {
    StringBuilder out = new StringBuilder();
    write(value, out, null, ", ", ": ", false);
    return out.toString();
  }

  /// The value over many lines, each level indented by four spaces; secrets masked.
  public static String indented(Object value) {
    return indented(value, 4);
  }

  /// The same with characters beyond ASCII escaped.
  public static String indentedInAscii(Object value) {
    return indented(value, 4, true);
  }

  /// The value over many lines, each level indented by so many spaces; secrets masked.
  public static String indented(Object value, int spaces) {
    return indented(value, spaces, false);
  }

  private static String indented(Object value, int spaces, boolean ascii) {
    StringBuilder out = new StringBuilder();
    write(value, out, new Lines("\n", " ".repeat(spaces)), ",", ": ", ascii);
    return out.toString();
  }

  /// Values on lines of their own.
  ///
  /// @param end what ends a line and indents the next
  /// @param step by which each level is indented more
  private record Lines(String end, String step) {
    Lines deeper() {
      return new Lines(end + step, step);
    }
  }

  private static void write(
      Object value,
      StringBuilder out,
      @org.jspecify.annotations.Nullable Lines lines,
      String comma,
      String colon,
      boolean ascii) {
    switch (value) {
      case None none -> out.append("null");
      case Boolean bool -> out.append(bool);
      case Double number -> out.append(number(number));
      case Number number -> out.append(number);
      case Map<?, ?> map -> {
        out.append('{');
        Lines deeper = lines == null ? null : lines.deeper();
        String separator = "";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          out.append(separator).append(deeper == null ? "" : deeper.end());
          quote(key(entry.getKey()), out, ascii);
          out.append(colon);
          write(entry.getValue(), out, deeper, comma, colon, ascii);
          separator = comma;
        }
        out.append(lines == null || map.isEmpty() ? "" : lines.end()).append('}');
      }
      case Iterable<?> list -> {
        out.append('[');
        Lines deeper = lines == null ? null : lines.deeper();
        String separator = "";
        for (Object item : list) {
          out.append(separator).append(deeper == null ? "" : deeper.end());
          write(item, out, deeper, comma, colon, ascii);
          separator = comma;
        }
        out.append(lines == null || separator.isEmpty() ? "" : lines.end()).append(']');
      }
      case TimeValue time -> quote(time.iso(), out, ascii);
      default -> quote(value.toString(), out, ascii);
    }
  }

  private static String key(Object key) {
    return switch (key) {
      case None none -> "null";
      case Double number -> number(number);
      default -> key.toString();
    };
  }

  static String number(double number) {
    if (Double.isNaN(number)) {
      return "NaN";
    }
    if (Double.isInfinite(number)) {
      return number > 0 ? "Infinity" : "-Infinity";
    }
    return Repr.real(number);
  }

  /// Writes text as JSON.
  ///
  /// @param ascii whether characters other than ASCII's printable ones are escaped
  static void quote(String text, StringBuilder out, boolean ascii) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        default -> {
          if (c < 0x20 || c == 0x7f || (ascii && c > 0x7f) || Character.isSurrogate(c)) {
            plain(c, text, i, ascii, out);
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  /// A surrogate stays as it is where it is half of a pair; alone it would be no Unicode, so it is
  /// escaped.
  private static void plain(char c, String text, int at, boolean ascii, StringBuilder out) {
    boolean paired =
        Character.isHighSurrogate(c)
            ? at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1))
            : Character.isLowSurrogate(c)
                && at > 0
                && Character.isHighSurrogate(text.charAt(at - 1));
    if ((c == 0x7f || paired) && !ascii) {
      out.append(c);
    } else {
      out.append("\\u%04x".formatted((int) c));
    }
  }
}
