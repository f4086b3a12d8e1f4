package dev.runner.jinja;

/// Finds where number literals end.
final class Digits {
  private final String text;

  Digits(String text) {
    this.text = text;
  }

  /// The end of a float that starts here, or -1 if none does.
  int real(int start) {
    int end = decimal(start);
    boolean fraction = false;
    if (charAt(end) == '.' && Chars.isDigit(charAt(end + 1))) {
      end = decimal(end + 1);
      fraction = true;
    }
    char e = charAt(end);
    if (e == 'e' || e == 'E') {
      int digits = charAt(end + 1) == '+' || charAt(end + 1) == '-' ? end + 2 : end + 1;
      if (Chars.isDigit(charAt(digits))) {
        return decimal(digits);
      }
    }
    return fraction ? end : -1;
  }

  /// Digits with single underscores between them.
  private int decimal(int start) {
    return digits(start, 10);
  }

  private int digits(int start, int radix) {
    int end = start;
    while (Character.digit(charAt(end), radix) >= 0
        || (charAt(end) == '_' && end > start && Character.digit(charAt(end + 1), radix) >= 0)) {
      end++;
    }
    return end;
  }

  /// The end of an int that starts here.
  int whole(int start) {
    if (charAt(start) != '0') {
      return decimal(start);
    }
    int radix =
        switch (charAt(start + 1)) {
          case 'x', 'X' -> 16;
          case 'o', 'O' -> 8;
          case 'b', 'B' -> 2;
          default -> 0;
        };
    if (radix > 0) {
      int from = charAt(start + 2) == '_' ? start + 3 : start + 2;
      int end = digits(from, radix);
      return end > from ? end : start + 1;
    }
    int end = start + 1;
    while (charAt(end) == '0' || (charAt(end) == '_' && charAt(end + 1) == '0')) {
      end++;
    }
    return end;
  }

  private char charAt(int index) {
    return index < text.length() ? text.charAt(index) : '\0';
  }
}
