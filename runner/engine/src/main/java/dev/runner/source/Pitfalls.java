package dev.runner.source;

import java.util.List;
import java.util.regex.Pattern;

/// The usual causes of broken YAML, found by looking at the line.
final class Pitfalls {
  static final String QUOTE_TEMPLATE =
      "a value that begins with '{{' must stand in quotes: \"{{ … }}\"";
  private static final Pattern TEMPLATE = Pattern.compile("(^|[:-]\\s+)\\{\\{");
  private static final Pattern COLON = Pattern.compile("[:=]\\s*[^'\"\\s#\\[{|>].*:\\s");

  private Pitfalls() {}

  /// What to do about a line that the parser stumbled over; empty if there is no idea.
  ///
  /// @param number counted from 0
  static String hint(String text, int number) {
    List<String> lines = text.lines().toList();
    String line = number < lines.size() ? lines.get(number) : "";
    String before = number > 0 && number - 1 < lines.size() ? lines.get(number - 1) : "";
    if (TEMPLATE.matcher(line).find() || TEMPLATE.matcher(before).find()) {
      return QUOTE_TEMPLATE;
    }
    if (line.stripTrailing().chars().limit(indent(line) + 1L).anyMatch(c -> c == '\t')) {
      return "indent with spaces: YAML doesn't allow tabs";
    }
    if (COLON.matcher(line).find()) {
      return "a value with ': ' in it must stand in quotes";
    }
    if (indent(line) != indent(before) && !line.isBlank() && !before.isBlank()) {
      return "is the line indented as its neighbours are?";
    }
    return "";
  }

  private static int indent(String line) {
    return line.length() - line.stripLeading().length();
  }
}
