package dev.runner.module;

import dev.runner.values.Text;
import java.util.ArrayList;
import java.util.List;

/// Splits text that a user wrote into the words of a command, as a shell would without expanding
/// anything (POSIX.1-2017, Shell Command Language, 2.2 Quoting).
public final class Words {
  private final String text;
  private final List<String> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private boolean inWord;
  private int at;

  private Words(String text) {
    this.text = text;
  }

  /// The words of this text; each carries the text's marks.
  ///
  /// @throws BadParameter, which names no parameter, if a quotation isn't closed
  public static List<Text> split(Text text) {
    return split(text.value()).stream().map(each -> Text.of(each, text.marks())).toList();
  }

  /// The words of this text.
  ///
  /// @throws BadParameter, which names no parameter, if a quotation isn't closed
  public static List<String> split(String text) {
    return new Words(text).split();
  }

  private List<String> split() {
    while (at < text.length()) {
      char c = text.charAt(at++);
      switch (c) {
        case ' ', '\t', '\n', '\r' -> endWord();
        case '\'' -> singleQuoted();
        case '"' -> doubleQuoted();
        case '\\' -> {
          if (at == text.length()) {
            throw new BadParameter("", "nothing follows the backslash at the end");
          }
          add(text.charAt(at++));
        }
        default -> add(c);
      }
    }
    endWord();
    return List.copyOf(words);
  }

  private void singleQuoted() {
    int end = text.indexOf('\'', at);
    if (end < 0) {
      throw unclosed("'");
    }
    inWord = true;
    word.append(text, at, end);
    at = end + 1;
  }

  private void doubleQuoted() {
    inWord = true;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"') {
        return;
      }
      boolean escapes = c == '\\' && at < text.length() && "\"\\".indexOf(text.charAt(at)) >= 0;
      word.append(escapes ? text.charAt(at++) : c);
    }
    throw unclosed("\"");
  }

  private void add(char c) {
    inWord = true;
    word.append(c);
  }

  private void endWord() {
    if (inWord) {
      words.add(word.toString());
      word.setLength(0);
      inWord = false;
    }
  }

  private static BadParameter unclosed(String quote) {
    return new BadParameter("", "a quotation that begins with " + quote + " isn't closed");
  }
}
