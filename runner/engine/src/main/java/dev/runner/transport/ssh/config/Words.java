package dev.runner.transport.ssh.config;

import java.util.ArrayList;
import java.util.List;

/// Splits what stands behind an option's name, as OpenSSH does: blanks separate, double and single
/// quotes keep together, a backslash keeps a quote, a backslash or (outside quotes) a blank, and
/// `#` at a word's start begins a comment.
final class Words {
  private final String text;
  private int at;

  private Words(String text) {
    this.text = text;
  }

  /// @throws OptionException if a quote isn't closed
  static List<String> of(String text, String where) throws OptionException {
    return new Words(text).split(where);
  }

  private List<String> split(String where) throws OptionException {
    List<String> words = new ArrayList<>();
    while (skipBlanks() && text.charAt(at) != '#') {
      words.add(word(where));
    }
    return words;
  }

  private boolean skipBlanks() {
    while (at < text.length() && blank(text.charAt(at))) {
      at++;
    }
    return at < text.length();
  }

  private String word(String where) throws OptionException {
    StringBuilder word = new StringBuilder();
    char quote = 0;
    for (; at < text.length(); at++) {
      char c = text.charAt(at);
      if (escape(quote)) {
        word.append(text.charAt(++at));
      } else if (quote == 0 && blank(c)) {
        return word.toString();
      } else if (quote == 0 && (c == '"' || c == '\'')) {
        quote = c;
      } else if (quote != 0 && c == quote) {
        quote = 0;
      } else {
        word.append(c);
      }
    }
    if (quote != 0) {
      throw new OptionException(where + ": a quote isn't closed in: " + text.strip());
    }
    return word.toString();
  }

  private boolean escape(char quote) {
    if (text.charAt(at) != '\\' || at + 1 >= text.length()) {
      return false;
    }
    char next = text.charAt(at + 1);
    return next == '"' || next == '\'' || next == '\\' || (quote == 0 && next == ' ');
  }

  static boolean blank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\f';
  }
}
