package dev.runner.jinja;

/// Characters as Python's `str` sorts them.
final class Chars {
  private Chars() {}

  static boolean isSpace(char c) {
    return Character.isWhitespace(c)
        || c == '\u00a0'
        || c == '\u0085'
        || c == '\u2007'
        || c == '\u202f';
  }

  static boolean startsName(char c) {
    return c == '_' || (c >= 'a' && c <= 'z') || Character.isUnicodeIdentifierStart(c);
  }

  static boolean continuesName(char c) {
    return c == '_' || (c > ' ' && Character.isUnicodeIdentifierPart(c));
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  static int skipSpace(String text, int from) {
    int at = from;
    while (at < text.length() && isSpace(text.charAt(at))) {
      at++;
    }
    return at;
  }

  /// The text with every kind of newline as this one.
  static String withNewlines(String text, String newline) {
    if (text.indexOf('\r') < 0 && (newline.equals("\n") || text.indexOf('\n') < 0)) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\r' || c == '\n') {
        out.append(newline);
        if (c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n') {
          i++;
        }
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }
}
