package dev.runner.inventory;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Splits a line into words as Python's `shlex.split(line, comments=True)` does.
public final class ShellWords {
  private ShellWords() {}

  /// The words; nothing if a quote isn't closed.
  public static Optional<List<String>> split(String line) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean inside = false;
    char quote = 0;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quote != 0) {
        if (c == quote) {
          quote = 0;
        } else if (c == '\\' && quote == '"' && isEscapable(line, i + 1)) {
          word.append(line.charAt(++i));
        } else {
          word.append(c);
        }
      } else if (c == '#') {
        break;
      } else if (Character.isWhitespace(c)) {
        if (inside) {
          words.add(word.toString());
          word.setLength(0);
        }
        inside = false;
      } else {
        inside = true;
        if (c == '"' || c == '\'') {
          quote = c;
        } else if (c == '\\' && i + 1 < line.length()) {
          word.append(line.charAt(++i));
        } else {
          word.append(c);
        }
      }
    }
    if (inside) {
      words.add(word.toString());
    }
    return quote == 0 ? Optional.of(words) : Optional.empty();
  }

  private static boolean isEscapable(String line, int at) {
    return at < line.length() && (line.charAt(at) == '"' || line.charAt(at) == '\\');
  }
}
