package dev.runner.source;

import dev.runner.values.Origin;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The usual causes of broken YAML, found by looking at the line; told in Ansible's words.
final class Pitfalls {
  static final String TEMPLATE =
      "This may be an issue with missing quotes around a template block.";
  static final String QUOTE_TEMPLATE =
      "a value that begins with '{{' must stand in quotes: \"{{ … }}\"";

  /// Dashes of a list, then a key, then the value.
  private static final Pattern VALUE = Pattern.compile("\\s*(?:-\\s+)*(?:[\\w\\s\\[\\]{}]+:\\s+)?");

  private static final Pattern COLON = Pattern.compile(":(?: |$)");
  private static final Pattern QUOTED = Pattern.compile("\\s*('[^']*'|\"[^\"]*\")\\s*");

  private Pitfalls() {}

  /// A cause.
  ///
  /// @param column where the cause is, counted from 1
  /// @param hint what to do
  record Cause(String sentence, int column, String hint) {}

  /// What is wrong with the line that the parser stumbled over.
  static Optional<Cause> of(String text, Origin origin) {
    String line = text.lines().skip(Math.max(0, origin.line() - 1)).findFirst().orElse("");
    if (line.indexOf('\t') >= 0) {
      return Optional.of(
          new Cause(
              "Tabs are usually invalid in YAML.",
              line.indexOf('\t') + 1,
              "indent with spaces: YAML doesn't allow tabs"));
    }
    Matcher before = VALUE.matcher(line);
    int at = before.lookingAt() ? before.end() : 0;
    String value = line.substring(at);
    if (value.startsWith("{{") && value.contains("}}")) {
      return Optional.of(new Cause(TEMPLATE, at + 1, QUOTE_TEMPLATE));
    }
    Matcher colon = COLON.matcher(value);
    if (!line.stripLeading().startsWith(":") && !QUOTED.matcher(value).matches() && colon.find()) {
      return Optional.of(
          new Cause(
              "Colons in unquoted values must be followed by a non-space character.",
              at + colon.start() + 1,
              "a value with ': ' in it must stand in quotes"));
    }
    return quotes(value, line, at);
  }

  private static Optional<Cause> quotes(String value, String line, int at) {
    if (!value.startsWith("\"") && !value.startsWith("'")) {
      return Optional.empty();
    }
    char first = value.charAt(0);
    String hint = "put the whole value into the other kind of quotes";
    if (value.charAt(value.length() - 1) != first) {
      return Optional.of(
          new Cause("Values starting with a quote must end with the same quote.", at + 1, hint));
    }
    return line.chars().filter(c -> c == first).count() > 2
        ? Optional.of(
            new Cause(
                "Values starting with a quote must end with the same quote, and not contain that"
                    + " quote.",
                at + 1,
                hint))
        : Optional.empty();
  }

  /// What to do about a line that the parser stumbled over; empty if there is no idea.
  static String hint(String text, Origin origin) {
    List<String> lines = text.lines().limit(origin.line()).toList();
    String line = line(lines, origin.line());
    String before = line(lines, origin.line() - 1);
    return indent(line) != indent(before) && !line.isBlank() && !before.isBlank()
        ? "is the line indented as its neighbours are?"
        : "";
  }

  private static String line(List<String> lines, int number) {
    return number > 0 && number <= lines.size() ? lines.get(number - 1) : "";
  }

  private static int indent(String line) {
    return line.length() - line.stripLeading().length();
  }
}
