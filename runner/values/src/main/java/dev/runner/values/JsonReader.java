package dev.runner.values;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads JSON text (RFC 8259), and what Python's `json` takes besides: `NaN` and `Infinity`.
final class JsonReader {
  private static final int MAX_DEPTH = 500;

  private final String text;
  private int at;

  JsonReader(String text) {
    this.text = text;
  }

  /// The one value that the text says.
  ///
  /// @throws Json.SyntaxError with what was expected, line and column
  Object whole() {
    Object value = value(0);
    space();
    if (at < text.length()) {
      throw wrong("Extra data");
    }
    return value;
  }

  private Json.SyntaxError wrong(String what) {
    return new Json.SyntaxError(text, Math.min(at, text.length()), what);
  }

  private Json.SyntaxError wrong(String what, int place) {
    at = place;
    return wrong(what);
  }

  private void space() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private Object value(int depth) {
    if (depth > MAX_DEPTH) {
      throw wrong("nested more than " + MAX_DEPTH + " levels deep");
    }
    space();
    if (at >= text.length()) {
      throw wrong("Expecting value");
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
    int comma = -1;
    do {
      space();
      if (comma >= 0 && taken('}')) {
        throw wrong("Illegal trailing comma before end of object", comma);
      }
      if (at >= text.length() || text.charAt(at) != '"') {
        throw wrong("Expecting property name enclosed in double quotes");
      }
      String key = string();
      space();
      if (!taken(':')) {
        throw wrong("Expecting ':' delimiter");
      }
      map.put(key, value(depth + 1));
      space();
      comma = at;
    } while (taken(','));
    if (!taken('}')) {
      throw wrong("Expecting ',' delimiter");
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
    int comma = -1;
    do {
      space();
      if (comma >= 0 && taken(']')) {
        throw wrong("Illegal trailing comma before end of array", comma);
      }
      list.add(value(depth + 1));
      space();
      comma = at;
    } while (taken(','));
    if (!taken(']')) {
      throw wrong("Expecting ',' delimiter");
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
    int start = at++;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"') {
        return out.toString();
      }
      if (c == '\\') {
        out.append(escape(start));
      } else if (c < 0x20) {
        throw wrong("Invalid control character at", at - 1);
      } else {
        out.append(c);
      }
    }
    throw wrong("Unterminated string starting at", start);
  }

  /// @param start of the string
  private char escape(int start) {
    if (at >= text.length()) {
      throw wrong("Unterminated string starting at", start);
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
          throw wrong("Invalid \\uXXXX escape", at - 1);
        }
        char unit = (char) Integer.parseInt(text.substring(at, end), 16);
        at = end;
        yield unit;
      }
      default -> throw wrong("Invalid \\escape", at - 2);
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
      return word.length() < 19 ? (Object) Long.valueOf(word) : number(new BigInteger(word));
    }
    if (word.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?")) {
      return Double.valueOf(word);
    }
    throw wrong("Expecting value", start);
  }

  private static Object number(BigInteger number) {
    return number.bitLength() < 64 ? (Object) number.longValue() : number;
  }
}
