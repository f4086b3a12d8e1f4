package dev.runner.modules.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A file of interfaces(5), line by line: sections begin with a word such as `iface` or `auto`, and
/// lines of options stand behind `iface`.
final class InterfaceSections {
  /// Options that may stand in many lines.
  private static final List<String> SCRIPTS = List.of("pre-up", "up", "down", "post-up");

  private static final Set<String> OTHER_SECTIONS =
      Set.of("source", "source-dir", "source-directory", "auto", "no-auto-down", "no-scripts");

  /// One line with what ends it, and the line that begins its section: none outside of those of
  /// interfaces.
  private static final class Line {
    private String text;
    private final @Nullable Line section;
    private final List<String> words;

    Line(String text, @Nullable Line section) {
      this.text = text;
      this.section = section;
      words = words(text);
    }

    boolean begins() {
      return words.getFirst().equals("iface");
    }

    @Nullable String word(int number) {
      return number < words.size() ? words.get(number) : null;
    }

    /// All behind the first word.
    String value() {
      String bare = text.strip();
      return bare.substring(words.getFirst().length()).strip();
    }

    String indent() {
      return text.substring(0, text.indexOf(words.getFirst()));
    }
  }

  private final List<Line> lines = new ArrayList<>();
  private @Nullable String misplaced;

  private InterfaceSections() {}

  /// Reads a file.
  static InterfaceSections of(String text) {
    InterfaceSections all = new InterfaceSections();
    Line section = null;
    boolean inside = false;
    for (String each : FileText.lines(text)) {
      List<String> words = words(each);
      String first = words.isEmpty() ? "" : words.getFirst();
      if (first.equals("iface") && words.size() > 1) {
        section = new Line(each, null);
        all.lines.add(section);
        inside = true;
      } else if (first.isEmpty() || first.startsWith("#")) {
        all.lines.add(new Line(each, null));
      } else if (OTHER_SECTIONS.contains(first)
          || first.equals("mapping")
          || first.startsWith("allow-")) {
        section = null;
        all.lines.add(new Line(each, null));
        inside = true;
      } else {
        all.lines.add(new Line(each, section));
        if (!inside && all.misplaced == null) {
          all.misplaced = "misplaced option %s in line %d".formatted(each, all.lines.size());
        }
      }
    }
    return all;
  }

  private static List<String> words(String text) {
    return Stream.of(text.strip().split("\\s+")).filter(word -> !word.isEmpty()).toList();
  }

  /// What is wrong with the file, if an option stands before any section.
  Optional<String> misplaced() {
    return Optional.ofNullable(misplaced);
  }

  /// Whether there is a section of this interface.
  boolean has(String iface, Optional<String> family) {
    return !sections(iface, family).isEmpty();
  }

  private List<Line> sections(String iface, Optional<String> family) {
    return lines.stream()
        .filter(line -> !line.words.isEmpty() && line.section == null && line.begins())
        .filter(line -> iface.equals(line.word(1)))
        .filter(line -> family.isEmpty() || family.get().equals(line.word(2)))
        .toList();
  }

  private List<Line> options(List<Line> sections) {
    return lines.stream()
        .filter(line -> line.section != null && sections.contains(line.section))
        .toList();
  }

  private static List<Line> named(List<Line> options, String name) {
    return options.stream().filter(line -> line.words.getFirst().equals(name)).toList();
  }

  /// Sets an option: the last line that has it is changed, or one is added.
  void set(String iface, Optional<String> family, String option, String value) {
    List<Line> sections = sections(iface, family);
    List<Line> options = options(sections);
    List<Line> there = named(options, option);
    if (SCRIPTS.contains(option)) {
      if (there.stream().noneMatch(line -> line.value().equals(value))) {
        add(options, there.isEmpty() ? last(sections, options) : there.getLast(), option, value);
      }
    } else if (!there.isEmpty()) {
      Line line = there.getLast();
      if (!line.value().equals(value)) {
        line.text = replaced(line, value);
      }
    } else if (option.equals("method")) {
      sections.forEach(line -> line.text = method(line, value));
    } else {
      add(options, last(sections, options), option, value);
    }
  }

  private Line last(List<Line> sections, List<Line> options) {
    Line section = sections.getLast();
    return options.isEmpty() || lines.indexOf(options.getLast()) < lines.indexOf(section)
        ? section
        : options.getLast();
  }

  private static String replaced(Line line, String value) {
    String old = line.value();
    int behind = line.indent().length() + line.words.getFirst().length();
    if (old.isEmpty()) {
      return line.text.substring(0, behind) + " " + value + line.text.substring(behind);
    }
    int start = line.text.indexOf(old, behind);
    return line.text.substring(0, start) + value + line.text.substring(start + old.length());
  }

  private static String method(Line line, String value) {
    String bare = line.text.stripTrailing();
    String method = line.word(3);
    return method == null || !bare.endsWith(method)
        ? line.text
        : bare.substring(0, bare.length() - method.length())
            + value
            + line.text.substring(bare.length());
  }

  private void add(List<Line> options, Line before, String option, String value) {
    String indent = before.indent() + (options.isEmpty() ? "    " : "");
    if (!before.text.endsWith("\n")) {
      before.text += "\n";
    }
    Line section = before.section == null ? before : before.section;
    lines.add(lines.indexOf(before) + 1, new Line(indent + option + " " + value + "\n", section));
  }

  /// Removes the lines of an option, or of those with many lines the ones with this value.
  void remove(String iface, Optional<String> family, String option, Optional<String> value) {
    List<Line> there = named(options(sections(iface, family)), option);
    boolean chosen = SCRIPTS.contains(option) && value.isPresent();
    lines.removeAll(
        there.stream().filter(line -> !chosen || line.value().equals(value.get())).toList());
  }

  /// The whole file.
  String text() {
    return lines.stream().map(line -> line.text).collect(Collectors.joining());
  }

  /// All interfaces with their options. Of two sections with one name the later is told.
  Map<String, Object> told() {
    Map<String, Object> all = new LinkedHashMap<>();
    for (Line line : of(text()).lines) {
      if (line.words.isEmpty()) {
        continue;
      }
      if (line.section != null) {
        tell(all, line);
      } else if (line.begins() && line.words.size() > 1) {
        Map<String, @Nullable Object> about = new LinkedHashMap<>();
        SCRIPTS.forEach(each -> about.put(each, new ArrayList<>()));
        about.put("address_family", line.word(2));
        about.put("method", line.word(3));
        all.put(line.words.get(1), about);
      }
    }
    return all;
  }

  @SuppressWarnings("unchecked")
  private static void tell(Map<String, Object> all, Line line) {
    String iface = Objects.requireNonNull(line.section).words.get(1);
    Map<String, Object> about = (Map<String, Object>) all.get(iface);
    String name = line.words.getFirst();
    if (about != null && SCRIPTS.contains(name)) {
      ((List<Object>) Objects.requireNonNull(about.get(name))).add(line.value());
    } else if (about != null) {
      about.put(name, line.value());
    }
  }
}
