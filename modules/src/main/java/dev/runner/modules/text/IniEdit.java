package dev.runner.modules.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The lines of an INI file while one of its options is set or removed.
final class IniEdit {
  private static final String BYTE_ORDER_MARK = "\ufeff";

  private final IniFile task;
  private final FileText file;
  private final List<String> lines = new ArrayList<>();
  private final boolean marked;
  private String message = "OK";

  IniEdit(IniFile task, FileText file) {
    this.task = task;
    this.file = file;
    marked = file.text().startsWith(BYTE_ORDER_MARK);
    lines.addAll(FileText.lines(marked ? file.text().substring(1) : file.text()));
  }

  /// A section's lines, from its name on.
  ///
  /// @param start of its first line behind the name
  /// @param end behind its last line
  private record Range(int start, int end) {}

  /// A line of the option.
  ///
  /// @param active whether it isn't commented out
  /// @param assigns whether there is a sign between name and value
  private record Line(boolean active, boolean assigns, String value) {
    /// A comment of one word may be the option's name and mean something else.
    boolean isWord() {
      return !active && !assigns;
    }
  }

  String text() {
    // A file that is changed loses the mark, as with the original module.
    return (marked && message.equals("OK") ? BYTE_ORDER_MARK : "") + String.join("", lines);
  }

  String message() {
    return message;
  }

  IniEdit make() {
    boolean empty = lines.isEmpty();
    if (empty) {
      lines.add("\n"); // the original module takes an empty file for one with an empty line
    }
    Optional<Range> range = range();
    if (task.state() == IniFile.State.ABSENT) {
      range.ifPresent(this::remove);
    } else if (range.isEmpty()) {
      append();
    } else if (task.option().isPresent()) {
      set(range.get());
    }
    if (!message.equals("OK")) {
      endLastLine();
    } else if (empty) {
      lines.clear();
    }
    return this;
  }

  private Optional<Range> range() {
    if (task.section().isEmpty()) {
      return Optional.of(new Range(0, end(0)));
    }
    Pattern head =
        Pattern.compile(
            "\\s*\\[\\s*"
                + Pattern.quote(file.written(task.section().get()).strip())
                + "\\s*]\\s*.*");
    for (int i = 0; i < lines.size(); i++) {
      if (head.matcher(FileText.bare(lines.get(i))).matches()) {
        Range range = new Range(i + 1, end(i + 1));
        if (task.sectionHasValues().stream().allMatch(trait -> has(range, trait))) {
          return Optional.of(range);
        }
      }
    }
    return Optional.empty();
  }

  private int end(int start) {
    int at = start;
    while (at < lines.size() && !lines.get(at).stripLeading().startsWith("[")) {
      at++;
    }
    return at;
  }

  private boolean has(Range range, IniFile.Trait trait) {
    List<String> found = new ArrayList<>();
    for (int i = range.start(); i < range.end(); i++) {
      line(lines.get(i), trait.option())
          .filter(Line::active)
          .ifPresent(it -> found.add(it.value()));
    }
    return trait.all().isEmpty()
        ? !found.isEmpty()
        : trait.all().stream().map(file::written).allMatch(found::contains);
  }

  /// What a line says of an option, if it is one of it.
  private Optional<Line> line(String line, String option) {
    Matcher matcher =
        Pattern.compile(
                "[ \\t]*([#;]?)[ \\t]*"
                    + Pattern.quote(file.written(option))
                    + "[ \\t]*(?:=[ \\t]*(.*))?")
            .matcher(FileText.bare(line));
    return matcher.matches()
        ? Optional.of(
            new Line(
                matcher.group(1).isEmpty(),
                matcher.group(2) != null,
                matcher.group(2) == null ? "" : matcher.group(2).stripTrailing()))
        : Optional.empty();
  }

  /// The line of the option, if it counts.
  private Optional<Line> mine(int at) {
    return line(lines.get(at), task.option().orElseThrow())
        .filter(line -> line.active() || task.modifyInactiveOption());
  }

  private String written(String value) {
    String option = file.written(task.option().orElseThrow());
    return isBare() ? option + "\n" : option + sign() + value + "\n";
  }

  private String sign() {
    return task.noExtraSpaces() ? "=" : " = ";
  }

  /// Whether the option stands without a value; an empty one is a value.
  private boolean isBare() {
    return values().isEmpty();
  }

  /// The option's values, with those that the section is found by.
  private List<String> values() {
    Stream<String> traits =
        task.sectionHasValues().stream()
            .filter(trait -> !task.exclusive())
            .filter(trait -> task.option().filter(trait.option()::equals).isPresent())
            .flatMap(trait -> trait.all().stream());
    return Stream.concat(task.wanted().stream(), traits).map(file::written).distinct().toList();
  }

  private List<String> wanted() {
    List<String> wanted = new ArrayList<>(values());
    if (wanted.isEmpty()) {
      wanted.add("");
    }
    return wanted;
  }

  private void append() {
    endLastLine();
    lines.add("[%s]\n".formatted(file.written(task.section().orElse(""))));
    task.sectionHasValues().forEach(this::append);
    if (task.option().isPresent()) {
      wanted().forEach(value -> lines.add(written(value)));
      message = "section and option added";
    } else {
      message = "only section added";
    }
  }

  /// What a new section has by which it would have been found.
  private void append(IniFile.Trait trait) {
    if (task.option().filter(trait.option()::equals).isPresent()) {
      return;
    }
    List<String> values = trait.all().stream().map(file::written).toList();
    String option = file.written(trait.option());
    values.forEach(value -> lines.add(option + sign() + value + "\n"));
    if (values.isEmpty() && task.allowNoValue()) {
      lines.add(option + "\n");
    }
  }

  private void endLastLine() {
    if (!lines.isEmpty() && !lines.getLast().endsWith("\n")) {
      lines.set(lines.size() - 1, lines.getLast() + "\n");
    }
  }

  private void set(Range range) {
    List<String> open = wanted();
    if (isBare()) {
      setBare(range);
      return;
    }
    boolean[] kept = new boolean[lines.size()];
    for (int i = range.start(); i < range.end(); i++) {
      Optional<Line> line = mine(i);
      if (line.isPresent() && open.remove(line.get().value())) {
        if (!isEmptyEitherWay(line.get())) {
          replace(i, line.get(), line.get().value());
        }
        kept[i] = true;
      }
    }
    int end = range.end();
    if (task.exclusive() && !task.allowNoValue()) {
      for (int i = range.start(); i < end && !open.isEmpty(); i++) {
        Optional<Line> line = kept[i] ? Optional.empty() : others(i);
        if (line.isPresent()) {
          replace(i, line.get(), open.removeFirst());
          kept[i] = true;
        }
      }
      for (int i = end - 1; i >= range.start(); i--) {
        if (!kept[i] && others(i).isPresent()) {
          lines.remove(i);
          end--;
          message = "option changed";
        }
      }
    }
    insert(range.start(), end, open);
  }

  /// With or without a sign, where both are the same to the reader.
  private boolean isEmptyEitherWay(Line line) {
    return line.active() && line.value().isEmpty() && task.allowNoValue();
  }

  private void setBare(Range range) {
    for (int i = range.start(); i < range.end(); i++) {
      Optional<Line> line = mine(i);
      if (line.isPresent()) {
        replace(i, line.get(), "");
        return;
      }
    }
    insert(range.start(), range.end(), List.of(""));
  }

  /// The line of the option if it gives way to what is wanted.
  private Optional<Line> others(int at) {
    return mine(at).filter(line -> !line.isWord());
  }

  private void replace(int at, Line line, String value) {
    String after = written(value);
    boolean blanksOnly =
        line.active()
            && task.ignoreSpaces()
            && lines.get(at).replaceAll("\\s", "").equals(after.replaceAll("\\s", ""));
    if (!blanksOnly && !FileText.bare(lines.get(at)).equals(FileText.bare(after))) {
      lines.set(at, after);
      message = "option changed";
    }
  }

  /// New lines come behind the section's last line that is neither blank nor a comment.
  private void insert(int start, int end, List<String> values) {
    if (values.isEmpty()) {
      return;
    }
    int at = end;
    while (at > start && lines.get(at - 1).matches("(?s)\\s*([#;].*)?")) {
      at--;
    }
    if (at == lines.size()) {
      endLastLine();
    }
    for (String value : values) {
      lines.add(at++, written(value));
    }
    message = "option added";
  }

  private void remove(Range range) {
    if (task.option().isEmpty()) {
      if (task.section().isPresent()) {
        lines.subList(range.start() - 1, range.end()).clear();
        message = "section removed";
      }
      return;
    }
    List<String> wanted = task.wanted().stream().map(file::written).toList();
    for (int i = range.end() - 1; i >= range.start(); i--) {
      boolean goes =
          line(lines.get(i), task.option().get())
              .filter(Line::active)
              .filter(line -> task.exclusive() || wanted.contains(line.value()))
              .isPresent();
      if (goes) {
        lines.remove(i);
        message = "option changed";
      }
    }
  }
}
