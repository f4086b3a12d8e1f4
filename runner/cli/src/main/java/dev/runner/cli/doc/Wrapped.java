package dev.runner.cli.doc;

import java.util.ArrayList;
import java.util.List;

/// Text in lines that aren't too long.
final class Wrapped {
  private Wrapped() {}

  /// The words of the text, in lines of at most this width as far as words allow.
  static List<String> lines(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.strip().split("\\s+")) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
