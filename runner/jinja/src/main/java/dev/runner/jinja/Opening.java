package dev.runner.jinja;

import org.jspecify.annotations.Nullable;

/// Finds where the next code of a template starts.
final class Opening {
  /// What kind of code starts.
  enum Kind {
    VARIABLE,
    BLOCK,
    COMMENT,
    LINE_STATEMENT,
    LINE_COMMENT
  }

  private final String text;
  private final Syntax syntax;
  private Kind kind = Kind.VARIABLE;
  private int start;
  private int end;

  Opening(String text, Syntax syntax) {
    this.text = text;
    this.syntax = syntax;
  }

  Kind kind() {
    return kind;
  }

  /// Where the code starts, the white space before a line statement included.
  int start() {
    return start;
  }

  /// Where it goes on after its delimiter.
  int end() {
    return end;
  }

  /// Finds the first delimiter from here on; of several at one place the longest counts.
  boolean next(int from) {
    start = Integer.MAX_VALUE;
    end = -1;
    delimiter(Kind.VARIABLE, syntax.variableStart(), from);
    delimiter(Kind.COMMENT, syntax.commentStart(), from);
    delimiter(Kind.BLOCK, syntax.blockStart(), from);
    line(Kind.LINE_STATEMENT, syntax.lineStatementPrefix(), from);
    line(Kind.LINE_COMMENT, syntax.lineCommentPrefix(), from);
    return end >= 0;
  }

  private void delimiter(Kind candidate, String delimiter, int from) {
    int found = text.indexOf(delimiter, from);
    if (found >= 0) {
      take(candidate, found, found + delimiter.length());
    }
  }

  private void take(Kind candidate, int from, int to) {
    if (from < start || (from == start && to > end)) {
      kind = candidate;
      start = from;
      end = to;
    }
  }

  private void line(Kind candidate, @Nullable String prefix, int from) {
    if (prefix == null) {
      return;
    }
    for (int found = text.indexOf(prefix, from);
        found >= 0;
        found = text.indexOf(prefix, found + 1)) {
      int blank = found;
      while (blank > from && isBlank(text.charAt(blank - 1))) {
        blank--;
      }
      if (blank > start) {
        return;
      }
      boolean startsLine = blank == 0 || text.charAt(blank - 1) == '\n';
      if (startsLine || (candidate == Kind.LINE_COMMENT && blank < found)) {
        take(candidate, blank, found + prefix.length());
        return;
      }
      if (candidate == Kind.LINE_COMMENT && !Chars.isSpace(text.charAt(blank - 1))) {
        take(candidate, blank, found + prefix.length());
        return;
      }
    }
  }

  private static boolean isBlank(char c) {
    return c != '\n' && Chars.isSpace(c);
  }
}
