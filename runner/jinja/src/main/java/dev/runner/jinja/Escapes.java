package dev.runner.jinja;

import org.jspecify.annotations.Nullable;

/// Reads the escapes of a literal, which are Python's.
final class Escapes {
  private Escapes() {}

  /// The characters that a literal stands for, or null if an escape is broken.
  static @Nullable String read(String text) {
    int at = text.indexOf('\\');
    if (at < 0) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length()).append(text, 0, at);
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c != '\\' || at + 1 >= text.length()) {
        out.append(c);
        at++;
      } else {
        at = escape(text, at + 1, out);
        if (at < 0) {
          return null;
        }
      }
    }
    return out.toString();
  }

  private static int escape(String text, int at, StringBuilder out) {
    char c = text.charAt(at);
    switch (c) {
      case '\n' -> {}
      case 'a' -> out.append('\u0007');
      case 'b' -> out.append('\b');
      case 'f' -> out.append('\f');
      case 'n' -> out.append('\n');
      case 'r' -> out.append('\r');
      case 't' -> out.append('\t');
      case 'v' -> out.append('\u000b');
      case '\\', '\'', '"' -> out.append(c);
      case 'x' -> {
        return code(text, at + 1, 2, out);
      }
      case 'u' -> {
        return code(text, at + 1, 4, out);
      }
      case 'U' -> {
        return code(text, at + 1, 8, out);
      }
      case 'N' -> {
        return named(text, at + 1, out);
      }
      case '0', '1', '2', '3', '4', '5', '6', '7' -> {
        int end = at;
        int value = 0;
        while (end < text.length() && end < at + 3 && Character.digit(text.charAt(end), 8) >= 0) {
          value = value * 8 + Character.digit(text.charAt(end++), 8);
        }
        out.appendCodePoint(value);
        return end;
      }
      default -> out.append('\\').append(c);
    }
    return at + 1;
  }

  private static int code(String text, int at, int digits, StringBuilder out) {
    if (at + digits > text.length()) {
      return -1;
    }
    long value = 0;
    for (int i = at; i < at + digits; i++) {
      int digit = Character.digit(text.charAt(i), 16);
      if (digit < 0) {
        return -1;
      }
      value = value * 16 + digit;
    }
    if (value > Character.MAX_CODE_POINT) {
      return -1;
    }
    out.appendCodePoint((int) value);
    return at + digits;
  }

  private static int named(String text, int at, StringBuilder out) {
    int end = text.indexOf('}', at);
    if (end < 0 || text.charAt(at) != '{') {
      return -1;
    }
    try {
      out.appendCodePoint(Character.codePointOf(text.substring(at + 1, end)));
    } catch (IllegalArgumentException unknown) {
      return -1;
    }
    return end + 1;
  }
}
