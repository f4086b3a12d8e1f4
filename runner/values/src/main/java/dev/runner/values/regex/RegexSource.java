package dev.runner.values.regex;

import dev.runner.values.PythonException;

/// The text of a pattern, and how far it has been read.
final class RegexSource {
  private final String text;
  private int at;

  RegexSource(String text) {
    this.text = text;
  }

  PythonException wrong(String what) {
    return PythonException.value(
        "'%s' is no regular expression: %s at position %d".formatted(text, what, at));
  }

  boolean ended() {
    return at >= text.length();
  }

  boolean looksAt(String wanted) {
    return text.startsWith(wanted, at);
  }

  /// Steps over this text if it comes next.
  boolean take(String wanted) {
    boolean found = looksAt(wanted);
    at += found ? wanted.length() : 0;
    return found;
  }

  /// The next character; 0 at the end.
  int peek() {
    return ended() ? 0 : text.codePointAt(at);
  }

  int next() {
    int c = peek();
    at += Character.charCount(c);
    return c;
  }

  /// Reads at most so many characters that are among these.
  String take(String among, int most) {
    int start = at;
    while (!ended() && at < start + most && among.indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return text.substring(start, at);
  }

  /// Reads up to this text and over it.
  String until(String end) {
    int found = text.indexOf(end, at);
    if (found < 0) {
      throw wrong("missing " + end + ", unterminated name");
    }
    String read = text.substring(at, found);
    at = found + end.length();
    return read;
  }

  /// Steps over the rest of the line.
  void skipLine() {
    int end = text.indexOf('\n', at);
    at = end < 0 ? text.length() : end + 1;
  }

  /// Where the reading stands, for [#back].
  int place() {
    return at;
  }

  void back(int place) {
    at = place;
  }
}
