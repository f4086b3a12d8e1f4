package dev.runner.playbook;

import static dev.runner.playbook.Level.BLOCK;
import static dev.runner.playbook.Level.HANDLER;
import static dev.runner.playbook.Level.PLAY;
import static dev.runner.playbook.Level.ROLE;
import static dev.runner.playbook.Level.TASK;

import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A keyword of the playbook language (the documented list of ansible-core's playbook keywords).
///
/// @param levels where it may stand
/// @param inheritance what it means for what is inside
/// @param shape what may be given
/// @param text one sentence for the reference
public record Keyword(
    String name, Set<Level> levels, Inheritance inheritance, Shape shape, String text) {

  /// How a keyword reaches the tasks inside.
  public enum Inheritance {
    /// It concerns only what it stands at.
    NONE,
    /// The innermost one holds.
    NEAREST,
    /// All of them hold together.
    TOGETHER
  }

  /// What may be given. A template may stand for any of them.
  public enum Shape {
    FLAG("true or false"),
    NUMBER("a number"),
    TEXT("text"),
    WORDS("text or a list of texts"),
    MAPPING("a mapping"),
    LIST("a list"),
    ANY("a value");

    private final String phrase;

    Shape(String phrase) {
      this.phrase = phrase;
    }

    /// For messages: `true or false`.
    public String phrase() {
      return phrase;
    }
  }

  private static final Map<String, Keyword> ALL = table();

  /// All keywords, sorted by name.
  public static Collection<Keyword> all() {
    return ALL.values();
  }

  /// The keyword of this name.
  public static Optional<Keyword> named(String name) {
    return Optional.ofNullable(ALL.get(name));
  }

  /// The names of all that may stand at a level.
  public static List<String> names(Level level) {
    return ALL.values().stream().filter(k -> k.isFor(level)).map(Keyword::name).toList();
  }

  /// Whether it may stand there.
  public boolean isFor(Level level) {
    return levels.contains(level);
  }

  private static Map<String, Keyword> table() {
    Map<String, Keyword> table = new LinkedHashMap<>();
    for (String line : KeywordTable.TEXT.lines().filter(each -> !each.isBlank()).toList()) {
      String[] cells = line.split("\\|", -1);
      Keyword keyword =
          new Keyword(
              cells[0].strip(),
              levels(cells[1].strip()),
              inheritance(cells[2].strip()),
              Shape.valueOf(cells[3].strip()),
              cells[4].strip());
      table.put(keyword.name(), keyword);
    }
    return table;
  }

  private static Set<Level> levels(String letters) {
    return letters
        .chars()
        .mapToObj(Keyword::level)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Level.class)));
  }

  private static Level level(int letter) {
    return switch (letter) {
      case 'P' -> PLAY;
      case 'R' -> ROLE;
      case 'B' -> BLOCK;
      case 'T' -> TASK;
      case 'H' -> HANDLER;
      default -> throw new IllegalArgumentException("no level: " + (char) letter);
    };
  }

  private static Inheritance inheritance(String sign) {
    return switch (sign) {
      case "-" -> Inheritance.NONE;
      case "1" -> Inheritance.NEAREST;
      case "+" -> Inheritance.TOGETHER;
      default -> throw new IllegalArgumentException("no inheritance: " + sign);
    };
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Keyword keyword && keyword.name.equals(name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }
}
