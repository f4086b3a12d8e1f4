package dev.runner.inventory;

import dev.runner.values.Dicts;
import dev.runner.values.Marks;
import dev.runner.values.None;
import dev.runner.values.Origin;
import dev.runner.values.Python;
import dev.runner.values.Text;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Values of INI inventories: what is a literal of Python is that value, all else is text
/// (`ast.literal_eval`).
final class PythonLiteral {
  private static final Pattern NUMBER =
      Pattern.compile(
          "0[xX][0-9a-fA-F]+(?:_[0-9a-fA-F]+)*|0[oO][0-7]+|0[bB][01]+"
              + "|(?:[0-9]+(?:_[0-9]+)*)?\\.[0-9]+(?:[eE][-+]?[0-9]+)?"
              + "|[0-9]+(?:_[0-9]+)*\\.?(?:[eE][-+]?[0-9]+)?");
  private static final int DEEPEST = 100;

  /// A value of its own in Python, taken for text.
  private static final String ELLIPSIS = "...";

  private static final class NoLiteral extends Exception {
    private static final long serialVersionUID = 1;

    NoLiteral() {
      super("no literal", null, false, false);
    }
  }

  private final String text;
  private final Marks marks;
  private int at;
  private int depth;

  private PythonLiteral(String text, Marks marks) {
    this.text = text;
    this.marks = marks;
  }

  /// The value that the text says.
  static Object parse(String text, Origin origin) {
    Marks marks = Marks.trustedAt(origin);
    PythonLiteral parser = new PythonLiteral(text, marks);
    try {
      Object value = parser.value();
      parser.space();
      boolean comment = parser.at < text.length() && text.charAt(parser.at) == '#';
      if (comment || parser.at == text.length()) {
        return value;
      }
    } catch (NoLiteral | NumberFormatException e) {
      return Text.of(text, marks);
    }
    return Text.of(text, marks);
  }

  private void space() {
    while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private boolean taken(char c) {
    space();
    if (at < text.length() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  private Object value() throws NoLiteral {
    if (++depth > DEEPEST) {
      throw new NoLiteral();
    }
    space();
    char c = at < text.length() ? text.charAt(at) : 0;
    if (text.startsWith(ELLIPSIS, at)) {
      depth--;
      at += ELLIPSIS.length();
      return Text.of(ELLIPSIS, marks);
    }
    Object value =
        switch (c) {
          case '[' -> list();
          case '(' -> tuple();
          case '{' -> dict();
          case '"', '\'' -> string();
          case '-', '+' -> signed();
          default -> Character.isDigit(c) || c == '.' ? number() : word();
        };
    depth--;
    return value;
  }

  private Object word() throws NoLiteral {
    int start = at;
    while (at < text.length() && Character.isJavaIdentifierPart(text.charAt(at))) {
      at++;
    }
    return switch (text.substring(start, at)) {
      case "True" -> true;
      case "False" -> false;
      case "None" -> None.NONE;
      case "u", "U", "b", "B" -> string(); // bytes are taken for text
      case "set" -> emptySet();
      default -> throw new NoLiteral();
    };
  }

  private Object emptySet() throws NoLiteral {
    if (taken('(') && taken(')')) {
      return List.of();
    }
    throw new NoLiteral();
  }

  private Object signed() throws NoLiteral {
    boolean negative = text.charAt(at++) == '-';
    space();
    Object value = number();
    if (!negative) {
      return value;
    }
    return value instanceof Double real ? (Object) (-real) : whole(big(value).negate());
  }

  private static BigInteger big(Object number) {
    return number instanceof BigInteger big ? big : BigInteger.valueOf((Long) number);
  }

  private Object number() throws NoLiteral {
    Matcher matcher = NUMBER.matcher(text).region(at, text.length());
    if (!matcher.lookingAt()) {
      throw new NoLiteral();
    }
    at = matcher.end();
    boolean imaginary = at < text.length() && "jJ".indexOf(text.charAt(at)) >= 0;
    if (imaginary && matcher.group().matches("[0-9_.eE+-]+")) {
      at++;
      return imaginary(Double.parseDouble(matcher.group().replace("_", "")));
    }
    boolean more = at < text.length() && Character.isJavaIdentifierPart(text.charAt(at));
    String digits = matcher.group().replace("_", "").toLowerCase(java.util.Locale.ROOT);
    if (more || digits.matches("0+[1-9][0-9]*")) {
      throw new NoLiteral();
    }
    if (digits.startsWith("0x")) {
      return whole(new BigInteger(digits.substring(2), 16));
    }
    if (digits.startsWith("0o") || digits.startsWith("0b")) {
      return whole(new BigInteger(digits.substring(2), digits.charAt(1) == 'o' ? 8 : 2));
    }
    return digits.matches("[0-9]+")
        ? whole(new BigInteger(digits))
        : (Object) Double.valueOf(digits);
  }

  /// Numbers with an imaginary part are taken for text, as Python writes them.
  private Text imaginary(double number) {
    return Text.of(Python.string(number).replaceFirst("\\.0$", "") + "j", marks);
  }

  private static Object whole(BigInteger number) {
    return number.bitLength() < 64 ? (Object) number.longValue() : number;
  }

  private Object string() throws NoLiteral {
    StringBuilder out = new StringBuilder();
    do {
      piece(out);
      space();
    } while (at < text.length() && (text.charAt(at) == '"' || text.charAt(at) == '\''));
    return Text.of(out.toString(), marks);
  }

  private void piece(StringBuilder out) throws NoLiteral {
    if (at >= text.length() || (text.charAt(at) != '"' && text.charAt(at) != '\'')) {
      throw new NoLiteral();
    }
    char quote = text.charAt(at++);
    while (at < text.length() && text.charAt(at) != quote) {
      char c = text.charAt(at++);
      if (c == '\n') {
        throw new NoLiteral();
      }
      if (c == '\\' && at < text.length()) {
        escape(out);
      } else {
        out.append(c);
      }
    }
    if (at++ >= text.length()) {
      throw new NoLiteral();
    }
  }

  private void escape(StringBuilder out) {
    char c = text.charAt(at++);
    switch (c) {
      case 'n' -> out.append('\n');
      case 't' -> out.append('\t');
      case 'r' -> out.append('\r');
      case '\\', '\'', '"' -> out.append(c);
      case 'x', 'u' -> {
        int length = c == 'x' ? 2 : 4;
        if (at + length > text.length()) {
          throw new NumberFormatException("too short");
        }
        out.append((char) Integer.parseInt(text.substring(at, at + length), 16));
        at += length;
      }
      default -> out.append('\\').append(c);
    }
  }

  private List<Object> items(char end) throws NoLiteral {
    List<Object> items = new ArrayList<>();
    while (!taken(end)) {
      items.add(value());
      if (!taken(',')) {
        if (taken(end)) {
          break;
        }
        throw new NoLiteral();
      }
    }
    return items;
  }

  private Object list() throws NoLiteral {
    at++;
    return items(']');
  }

  private Object tuple() throws NoLiteral {
    int start = at++;
    List<Object> items = items(')');
    boolean comma = text.substring(start, at).replaceFirst("\\s*\\)$", "").endsWith(",");
    return items.size() == 1 && !comma ? items.getFirst() : items; // tuples are taken for lists
  }

  private Object dict() throws NoLiteral {
    int start = at++;
    Map<Object, Object> map = new LinkedHashMap<>();
    while (!taken('}')) {
      Object key = value();
      if (!taken(':')) {
        if (!map.isEmpty()) {
          throw new NoLiteral();
        }
        at = start + 1;
        return new ArrayList<>(new LinkedHashSet<>(items('}'))); // sets are taken for lists
      }
      Dicts.put(map, key, value());
      if (!taken(',')) {
        if (taken('}')) {
          break;
        }
        throw new NoLiteral();
      }
    }
    return map;
  }
}
