package dev.runner.modules.databases;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A pg_hba.conf, line by line. The first rule that fits a connection counts, so their order does.
final class HbaFile {
  /// A word with its quotes, or all from a # on.
  private static final Pattern WORD =
      Pattern.compile("#.*|(?:[^\\s\"#]|\"[^\"]*\")+", Pattern.DOTALL);

  /// One line, which may go on behind a backslash.
  ///
  /// @param number where it stands in the file; 0 if it is new
  record Line(String text, Optional<HbaRule> rule, int number) {
    static Line of(HbaRule rule) {
      return new Line(rule.text(), Optional.of(rule), 0);
    }

    boolean isBlank() {
      return text.isBlank();
    }

    boolean isComment() {
      return text.strip().startsWith("#");
    }

    boolean says(Line other) {
      if (rule.isPresent() != other.rule.isPresent()) {
        return false;
      }
      return rule.map(each -> each.says(other.rule.orElseThrow()))
          .orElseGet(() -> text.strip().equals(other.text.strip()));
    }

    /// Comments come first, other files last.
    private int place() {
      return rule.isPresent() ? 1 : isComment() ? 0 : 2;
    }
  }

  private final List<Line> lines = new ArrayList<>();

  /// Reads a file.
  ///
  /// @throws HbaMistake with the number of the line
  static HbaFile of(String text) {
    HbaFile file = new HbaFile();
    List<String> all = List.of(text.split("\n", -1));
    for (int i = 0; i < all.size(); i++) {
      int number = i + 1;
      StringBuilder line = new StringBuilder(all.get(i));
      while (line.toString().endsWith("\\")) {
        if (++i == all.size()) {
          throw new HbaMistake("The last line ended with a '\\' (line continuation).");
        }
        line.append("\n").append(all.get(i));
      }
      file.lines.add(line(line.toString(), number));
    }
    return file;
  }

  private static Line line(String text, int number) {
    String bare = text.replace("\\\n", "").strip();
    if (bare.isEmpty() || bare.startsWith("#") || bare.startsWith("include")) {
      return new Line(text, Optional.empty(), number);
    }
    try {
      List<String> words = words(bare);
      boolean commented = words.getLast().startsWith("#");
      String comment = commented ? words.getLast() : "";
      List<String> rule = commented ? words.subList(0, words.size() - 1) : words;
      return new Line(text, Optional.of(HbaRule.of(rule, comment)), number);
    } catch (HbaMistake e) {
      throw new HbaMistake("Error in line %d: %s".formatted(number, e.sentence()));
    }
  }

  /// The words of a line.
  static List<String> words(String text) {
    if (text.chars().filter(each -> each == '"').count() % 2 != 0 && !text.contains("#")) {
      throw new HbaMistake("Unterminated quote");
    }
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(text);
    while (word.find()) {
      words.add(word.group().strip());
    }
    return words;
  }

  /// Adds a rule, or changes the one about the same connections.
  ///
  /// @return what was done; empty if it is there
  Optional<String> put(HbaRule rule) {
    Optional<Line> there = about(rule);
    if (there.isEmpty()) {
      add(Line.of(rule));
      return Optional.of("Adding rule " + rule.text());
    }
    if (there.get().rule().orElseThrow().says(rule)) {
      return Optional.empty();
    }
    lines.set(lines.indexOf(there.get()), Line.of(rule));
    return Optional.of("Updating rule " + rule.text());
  }

  /// Removes the rule about the same connections.
  ///
  /// @return what was done; empty if there is none
  Optional<String> remove(HbaRule rule) {
    return about(rule)
        .map(
            line -> {
              lines.remove(line);
              return "Removing rule " + rule.text();
            });
  }

  /// Adds or removes a line that only says something.
  ///
  /// @return what was done; empty if it is so
  Optional<String> comment(String text, boolean present) {
    Optional<Line> there =
        lines.stream()
            .filter(line -> line.isComment() && line.text().strip().equals(text))
            .findFirst();
    if (there.isPresent() == present) {
      return Optional.empty();
    }
    there.ifPresentOrElse(lines::remove, () -> add(new Line(text, Optional.empty(), 0)));
    return Optional.of((present ? "Adding rule " : "Removing rule ") + text);
  }

  /// The empty line at the end is what stands behind the last newline.
  private void add(Line line) {
    int end = lines.size();
    while (end > 0 && lines.get(end - 1).isBlank()) {
      end--;
    }
    lines.add(end, line);
  }

  private Optional<Line> about(HbaRule rule) {
    return lines.stream()
        .filter(line -> line.rule().filter(each -> each.isAbout(rule)).isPresent())
        .findFirst();
  }

  /// Puts narrower rules before wider ones, comments before all and other files behind; lines
  /// without anything go.
  void sort() {
    lines.removeIf(Line::isBlank);
    lines.sort(
        Comparator.comparingInt(Line::place)
            .thenComparing(
                (one, other) ->
                    one.rule().isPresent() && other.rule().isPresent()
                        ? HbaRule.ORDER.compare(one.rule().get(), other.rule().get())
                        : Integer.compare(number(one), number(other)))
            .thenComparing(Line::text));
  }

  /// New lines stand behind those that were there.
  private static int number(Line line) {
    return line.number() == 0 ? Integer.MAX_VALUE : line.number();
  }

  /// Whether both have the same rules and comments in the same order.
  boolean says(HbaFile other) {
    List<Line> mine = told();
    List<Line> theirs = other.told();
    if (mine.size() != theirs.size()) {
      return false;
    }
    for (int i = 0; i < mine.size(); i++) {
      boolean same = mine.get(i).says(theirs.get(i));
      if (!same) {
        return false;
      }
    }
    return true;
  }

  private List<Line> told() {
    return lines.stream().filter(line -> !line.isBlank()).toList();
  }

  /// The whole file.
  String text() {
    return lines.stream().map(Line::text).collect(Collectors.joining("\n"));
  }

  /// What a task tells of its rules.
  List<Map<String, Object>> values() {
    return lines.stream().flatMap(line -> line.rule().stream()).map(HbaRule::values).toList();
  }
}
