package dev.runner.values;

import java.util.Locale;

/// What Python knows about characters: which ones are space, letters or digits, and their cases
/// ("Text Sequence Type" in its library reference, which refers to the Unicode Standard).
public final class Unicode {
  private Unicode() {}

  /// `str.isspace` of one character.
  public static boolean isSpace(int c) {
    if (c < 0x80) {
      return c == ' ' || (c >= 9 && c <= 13) || (c >= 0x1c && c <= 0x1f);
    }
    return c == 0x85 || Character.isSpaceChar(c);
  }

  /// Whether `str.splitlines` ends a line at this character.
  public static boolean isLineEnd(int c) {
    return (c >= 10 && c <= 13)
        || (c >= 0x1c && c <= 0x1e)
        || c == 0x85
        || c == 0x2028
        || c == 0x2029;
  }

  /// `str.isalpha` of one character.
  public static boolean isLetter(int c) {
    return Character.isLetter(c);
  }

  /// `str.isdecimal` of one character.
  public static boolean isDecimal(int c) {
    return Character.getType(c) == Character.DECIMAL_DIGIT_NUMBER;
  }

  /// `str.isdigit` of one character.
  public static boolean isDigit(int c) {
    return isDecimal(c) || Numerals.isDigit(c);
  }

  /// `str.isnumeric` of one character.
  public static boolean isNumeric(int c) {
    int type = Character.getType(c);
    return type == Character.DECIMAL_DIGIT_NUMBER
        || type == Character.LETTER_NUMBER
        || type == Character.OTHER_NUMBER
        || Numerals.isIdeograph(c);
  }

  /// `str.isalnum` of one character.
  public static boolean isAlphanumeric(int c) {
    return isLetter(c) || isNumeric(c);
  }

  /// Whether `\w` of Python's `re` matches it.
  public static boolean isWord(int c) {
    return c == '_' || isAlphanumeric(c);
  }

  /// `str.isprintable` of one character.
  public static boolean isPrintable(int c) {
    return Repr.isPrintable(c);
  }

  /// Whether it has a case: upper, lower or title.
  public static boolean isCased(int c) {
    return Character.isLowerCase(c) || Character.isUpperCase(c) || Character.isTitleCase(c);
  }

  /// `str.upper`.
  public static String upper(String text) {
    return text.toUpperCase(Locale.ROOT);
  }

  /// `str.lower`.
  public static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  /// `str.swapcase`.
  public static String swapCase(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      int end = i + Character.charCount(c);
      if (Character.isUpperCase(c)) {
        out.append(lowerAt(text, i));
      } else if (Character.isLowerCase(c)) {
        out.append(upper(text.substring(i, end)));
      } else {
        out.appendCodePoint(c);
      }
      i = end;
    }
    return out.toString();
  }

  /// `str.capitalize`.
  public static String capitalize(String text) {
    if (text.isEmpty()) {
      return text;
    }
    int end = text.offsetByCodePoints(0, 1);
    String all = lower(text);
    return titleOf(text.codePointAt(0)) + all.substring(lower(text.substring(0, end)).length());
  }

  /// `str.title`.
  public static String title(String text) {
    StringBuilder out = new StringBuilder(text.length());
    boolean within = false;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      out.append(within ? lowerAt(text, i) : titleOf(c));
      within = isCased(c);
      i += Character.charCount(c);
    }
    return out.toString();
  }

  /// `str.casefold`.
  public static String fold(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      out.append(CaseFolding.of(c));
      i += Character.charCount(c);
    }
    return out.toString();
  }

  /// The lower case of one character in its text: a sigma that ends a word has its own.
  private static String lowerAt(String text, int at) {
    int c = text.codePointAt(at);
    if (c != 'Σ') {
      return lower(Character.toString(c));
    }
    int from = Math.max(0, at - 30);
    int to = Math.min(text.length(), at + 31);
    String before = lower(text.substring(from, at));
    return lower(text.substring(from, to)).substring(before.length(), before.length() + 1);
  }

  private static String titleOf(int c) {
    int title = Character.toTitleCase(c);
    String upper = upper(Character.toString(c));
    if (title != c || upper.codePointCount(0, upper.length()) == 1) {
      return Character.toString(title);
    }
    int first = upper.offsetByCodePoints(0, 1);
    if (!isCased(upper.codePointAt(0))
        || Character.getType(upper.codePointAt(0)) == Character.MODIFIER_LETTER) {
      return upper;
    }
    String rest = upper.substring(first);
    // Greek's iota that is written below stays below in title case.
    return upper.substring(0, first) + (rest.endsWith("Ι") ? rest.replace('Ι', 'ͅ') : lower(rest));
  }

  /// The text without spaces at both ends.
  public static String strip(String text) {
    return stripRight(stripLeft(text));
  }

  /// The text without spaces at its start.
  public static String stripLeft(String text) {
    int start = 0;
    while (start < text.length() && isSpace(text.charAt(start))) {
      start++;
    }
    return text.substring(start);
  }

  /// The text without spaces at its end.
  public static String stripRight(String text) {
    int end = text.length();
    while (end > 0 && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end);
  }
}
