package dev.runner.jinja;

import dev.runner.values.Unicode;

/// The questions that Python's `str` answers about its characters: `isalpha` and the others.
final class TextTests {
  private TextTests() {}

  /// `str.islower`: some letters have a case, and all of those are lower.
  static boolean isLower(String text) {
    boolean some = false;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      if (Character.isUpperCase(c) || Character.isTitleCase(c)) {
        return false;
      }
      some |= Character.isLowerCase(c);
      i += Character.charCount(c);
    }
    return some;
  }

  /// `str.isupper`: some letters have a case, and all of those are upper.
  static boolean isUpper(String text) {
    boolean some = false;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      if (Character.isLowerCase(c) || Character.isTitleCase(c)) {
        return false;
      }
      some |= Character.isUpperCase(c);
      i += Character.charCount(c);
    }
    return some;
  }

  /// `str.istitle`: each word starts in upper case and goes on in lower case.
  static boolean isTitle(String text) {
    boolean within = false;
    boolean some = false;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      boolean upper = Character.isUpperCase(c) || Character.isTitleCase(c);
      if (upper == within && Unicode.isCased(c)) {
        return false;
      }
      within = Unicode.isCased(c);
      some |= within;
      i += Character.charCount(c);
    }
    return some;
  }

  /// `str.isidentifier`.
  static boolean isIdentifier(String text) {
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      boolean fits =
          i == 0
              ? c == '_' || Character.isUnicodeIdentifierStart(c)
              : Character.isUnicodeIdentifierPart(c) && !Character.isIdentifierIgnorable(c);
      if (!fits) {
        return false;
      }
      i += Character.charCount(c);
    }
    return !text.isEmpty();
  }

  /// Whether there are characters and all of them are of a kind, named as Python names the method.
  static boolean all(String text, String method) {
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      boolean fits =
          switch (method) {
            case "isalpha" -> Unicode.isLetter(c);
            case "isalnum" -> Unicode.isAlphanumeric(c);
            case "isdecimal" -> Unicode.isDecimal(c);
            case "isdigit" -> Unicode.isDigit(c);
            case "isnumeric" -> Unicode.isNumeric(c);
            case "isspace" -> Unicode.isSpace(c);
            case "isascii" -> c < 0x80;
            case "isprintable" -> Unicode.isPrintable(c);
            default -> throw new IllegalStateException(method);
          };
      if (!fits) {
        return false;
      }
      i += Character.charCount(c);
    }
    return !text.isEmpty() || method.equals("isascii") || method.equals("isprintable");
  }
}
