package dev.runner.report.console;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A place in a file in Ansible's words: its whole path, the lines before it and a caret.
///
/// @param here what the names of files are relative to
/// @param texts the text of a file, if it can be shown
public record SourceLines(Path here, Function<Path, Optional<String>> texts) {
  private static final Pattern PLACE = Pattern.compile("(.*):([0-9]+):([0-9]+)");
  private static final int LINES_BEFORE = 2;
  private static final int WIDEST = 120;

  /// A place in a file.
  private record Spot(Path file, int line, int column) {
    /// Whether it is no file, but the command line.
    boolean isCommand() {
      return String.valueOf(file.getFileName()).startsWith("<");
    }
  }

  private Optional<Spot> spot(String where) {
    Matcher place = PLACE.matcher(where);
    return place.matches()
        ? Optional.of(
            new Spot(
                here.resolve(place.group(1)).normalize(),
                Integer.parseInt(place.group(2)),
                Integer.parseInt(place.group(3))))
        : Optional.empty();
  }

  private List<String> text(Spot spot) {
    return texts.apply(spot.file()).map(text -> text.lines().toList()).orElse(List.of());
  }

  /// The lines about a place, the last one blank; none if it is no place in a file.
  ///
  /// @param where file:line:column, or a file
  public List<String> of(String where) {
    List<String> lines = new ArrayList<>();
    Optional<Spot> spot = spot(where);
    if (spot.isPresent()) {
      Spot at = spot.get();
      if (at.isCommand()) {
        return List.of("Origin: " + at.file().getFileName(), "");
      }
      lines.add("Origin: %s:%d:%d".formatted(at.file(), at.line(), at.column()));
      lines.add("");
      excerpt(text(at), at.line(), at.column(), lines);
    } else if (isFile(where)) {
      lines.add("Origin: " + whole(where));
      lines.add("");
    }
    return lines;
  }

  /// The same in the words of ansible-core before 2.19: the line, the one before it, and where in
  /// it.
  public List<String> former(String where) {
    Optional<Spot> spot = spot(where).filter(at -> !at.isCommand());
    if (spot.isEmpty()) {
      return List.of();
    }
    Spot at = spot.get();
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(
        "The error appears to be in '%s': line %d, column %d, but may"
            .formatted(at.file(), at.line(), at.column()));
    lines.add("be elsewhere in the file depending on the exact syntax problem.");
    List<String> text = text(at);
    if (at.line() >= 1 && at.line() <= text.size()) {
      lines.addAll(List.of("", "The offending line appears to be:", ""));
      lines.add(at.line() == 1 ? "" : Printable.of(text.get(at.line() - 2)));
      lines.add(Printable.of(text.get(at.line() - 1)));
      lines.add(" ".repeat(Math.max(0, at.column() - 1)) + "^ here");
    }
    return lines;
  }

  /// Whether a place is a file as a whole: one that is encrypted, say.
  private boolean isFile(String place) {
    try {
      return !place.isEmpty() && Files.isRegularFile(here.resolve(place));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /// A place with its whole path.
  public String whole(String place) {
    return here.resolve(place).normalize().toString();
  }

  private static String shortened(String line) {
    return line.length() <= WIDEST ? line : line.substring(0, WIDEST - 3) + "...";
  }

  private static void excerpt(List<String> text, int line, int column, List<String> lines) {
    if (line > text.size() || line < 1) {
      return; // the file has changed since it was read
    }
    int width = String.valueOf(line).length();
    for (int i = Math.max(1, line - LINES_BEFORE); i <= line; i++) {
      String number = " ".repeat(width - String.valueOf(i).length()) + i;
      String shown = Printable.of(text.get(i - 1));
      lines.add(shortened(shown.isBlank() ? number : number + " " + shown));
    }
    lines.add(" ".repeat(width + Math.max(1, column)) + "^ column " + column);
    lines.add("");
  }
}
