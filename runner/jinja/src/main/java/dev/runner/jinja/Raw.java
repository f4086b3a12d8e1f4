package dev.runner.jinja;

/// Recognises `raw` and `endraw`, which are found before anything else is read.
final class Raw {
  private final String text;
  private final Syntax syntax;
  private int start;
  private int stop;
  private char sign = ' ';

  Raw(String text, Syntax syntax) {
    this.text = text;
    this.syntax = syntax;
  }

  /// Where the raw text starts if the code from here on says `raw`; otherwise -1.
  int begin(int inside) {
    int end = word(inside, "raw");
    if (end < 0) {
      return -1;
    }
    if (text.startsWith("-" + syntax.blockEnd(), end)) {
      return Chars.skipSpace(text, end + 1 + syntax.blockEnd().length());
    }
    return text.startsWith(syntax.blockEnd(), end) ? end + syntax.blockEnd().length() : -1;
  }

  /// Finds the `endraw` after this index.
  boolean end(int from) {
    for (int i = text.indexOf(syntax.blockStart(), from);
        i >= 0;
        i = text.indexOf(syntax.blockStart(), i + 1)) {
      int end = word(i + syntax.blockStart().length(), "endraw");
      if (end >= 0) {
        boolean signed =
            text.startsWith("-" + syntax.blockEnd(), end)
                || text.startsWith("+" + syntax.blockEnd(), end);
        if (signed || text.startsWith(syntax.blockEnd(), end)) {
          start = i;
          sign = signed ? text.charAt(end) : ' ';
          stop = end + (signed ? 1 : 0) + syntax.blockEnd().length();
          return true;
        }
      }
    }
    return false;
  }

  /// Where the raw text ends.
  int start() {
    return start;
  }

  /// Where the block that ends it ends.
  int stop() {
    return stop;
  }

  /// The sign before the delimiter that ends it.
  char sign() {
    return sign;
  }

  private int word(int inside, String word) {
    int at = inside;
    if (at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+')) {
      at++;
    }
    at = Chars.skipSpace(text, at);
    return text.startsWith(word, at) ? Chars.skipSpace(text, at + word.length()) : -1;
  }
}
