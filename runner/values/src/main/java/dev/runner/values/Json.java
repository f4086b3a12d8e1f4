package dev.runner.values;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// JSON text (RFC 8259) to values and back. Reading takes what Python's `json` takes, `NaN` and
/// `Infinity` included.
public final class Json {
  private static final int MAX_DEPTH = 500;

  private Json() {}

  /// A text that is no JSON.
  public static final class SyntaxError extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    SyntaxError(String text, int at, String what) {
      super(
          "%s at line %d, column %d"
              .formatted(
                  what,
                  1 + text.substring(0, at).chars().filter(c -> c == '\n').count(),
                  at - text.lastIndexOf('\n', at - 1)));
    }
  }

  /// The value that the text says.
  ///
  /// @throws SyntaxError with what was expected, line and column
  public static Object parse(String text) {
    Reader reader = new Reader(text);
    Object value = reader.value(0);
    reader.space();
    if (reader.at < text.length()) {
      throw reader.wrong("unexpected text after the value");
    }
    return value;
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
    StringBuilder out = new StringBuilder();
    write(value, out, "\n", ",", ": ", false);
    return out.toString();
  }

  private static void write(
      Object value,
      StringBuilder out,
      @org.jspecify.annotations.Nullable String newline,
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
        String deeper = newline == null ? null : newline + "    ";
        String separator = "";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          out.append(separator).append(deeper == null ? "" : deeper);
          quote(key(entry.getKey()), out, ascii);
          out.append(colon);
          write(entry.getValue(), out, deeper, comma, colon, ascii);
          separator = comma;
        }
        out.append(newline == null || map.isEmpty() ? "" : newline).append('}');
      }
      case Iterable<?> list -> {
        out.append('[');
        String deeper = newline == null ? null : newline + "    ";
        String separator = "";
        for (Object item : list) {
          out.append(separator).append(deeper == null ? "" : deeper);
          write(item, out, deeper, comma, colon, ascii);
          separator = comma;
        }
        out.append(newline == null || separator.isEmpty() ? "" : newline).append(']');
      }
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
  public static void quote(String text, StringBuilder out, boolean ascii) {
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

  private static final class Reader {
    private final String text;
    private int at;

    Reader(String text) {
      this.text = text;
    }

    SyntaxError wrong(String what) {
      return new SyntaxError(text, Math.min(at, text.length()), what);
    }

    void space() {
      while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
        at++;
      }
    }

    Object value(int depth) {
      if (depth > MAX_DEPTH) {
        throw wrong("nested more than " + MAX_DEPTH + " levels deep");
      }
      space();
      if (at >= text.length()) {
        throw wrong("a value is missing");
      }
      return switch (text.charAt(at)) {
        case '{' -> object(depth);
        case '[' -> array(depth);
        case '"' -> string();
        default -> literal();
      };
    }

    private Object object(int depth) {
      Map<String, Object> map = new LinkedHashMap<>();
      at++;
      space();
      if (taken('}')) {
        return map;
      }
      do {
        space();
        if (at >= text.length() || text.charAt(at) != '"') {
          throw wrong("a key in double quotes is missing");
        }
        String key = string();
        space();
        if (!taken(':')) {
          throw wrong("':' is missing");
        }
        map.put(key, value(depth + 1));
        space();
      } while (taken(','));
      if (!taken('}')) {
        throw wrong("',' or '}' is missing");
      }
      return map;
    }

    private Object array(int depth) {
      List<Object> list = new ArrayList<>();
      at++;
      space();
      if (taken(']')) {
        return list;
      }
      do {
        list.add(value(depth + 1));
        space();
      } while (taken(','));
      if (!taken(']')) {
        throw wrong("',' or ']' is missing");
      }
      return list;
    }

    private boolean taken(char c) {
      if (at < text.length() && text.charAt(at) == c) {
        at++;
        return true;
      }
      return false;
    }

    private String string() {
      StringBuilder out = new StringBuilder();
      at++;
      while (at < text.length()) {
        char c = text.charAt(at++);
        if (c == '"') {
          return out.toString();
        }
        if (c == '\\') {
          out.append(escape());
        } else if (c < 0x20) {
          throw wrong("a control character stands in a string");
        } else {
          out.append(c);
        }
      }
      throw wrong("a string doesn't end");
    }

    private char escape() {
      if (at >= text.length()) {
        throw wrong("a string doesn't end");
      }
      char c = text.charAt(at++);
      return switch (c) {
        case '"', '\\', '/' -> c;
        case 'n' -> '\n';
        case 't' -> '\t';
        case 'r' -> '\r';
        case 'b' -> '\b';
        case 'f' -> '\f';
        case 'u' -> {
          int end = at + 4;
          if (end > text.length() || !text.substring(at, end).matches("[0-9a-fA-F]{4}")) {
            throw wrong("four hex digits are missing after \\u");
          }
          char unit = (char) Integer.parseInt(text.substring(at, end), 16);
          at = end;
          yield unit;
        }
        default -> throw wrong("no such escape: \\" + c);
      };
    }

    private Object literal() {
      int start = at;
      while (at < text.length() && ",]} \t\r\n:".indexOf(text.charAt(at)) < 0) {
        at++;
      }
      String word = text.substring(start, at);
      switch (word) {
        case "null":
          return None.NONE;
        case "true":
          return Boolean.TRUE;
        case "false":
          return Boolean.FALSE;
        case "NaN":
          return Double.NaN;
        case "Infinity":
          return Double.POSITIVE_INFINITY;
        case "-Infinity":
          return Double.NEGATIVE_INFINITY;
        default:
          break;
      }
      if (word.matches("-?(0|[1-9][0-9]*)")) {
        return word.length() < 19 ? (Object) Long.valueOf(word) : whole(new BigInteger(word));
      }
      if (word.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?")) {
        return Double.valueOf(word);
      }
      at = start;
      throw wrong("unexpected '" + (word.isEmpty() ? text.charAt(start) : word) + "'");
    }

    private static Object whole(BigInteger number) {
      return number.bitLength() < 64 ? (Object) number.longValue() : number;
    }
  }
}
