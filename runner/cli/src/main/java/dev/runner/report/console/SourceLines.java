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

  /// The lines about a place, the last one blank; none if it is no place in a file.
  ///
  /// @param where file:line:column, or a file
  public List<String> of(String where) {
    List<String> lines = new ArrayList<>();
    Matcher place = PLACE.matcher(where);
    if (place.matches()) {
      Path file = here.resolve(place.group(1)).normalize();
      String name = String.valueOf(file.getFileName());
      if (name.startsWith("<")) {
        return List.of("Origin: " + name, ""); // it is no file, but the command line
      }
      int line = Integer.parseInt(place.group(2));
      int column = Integer.parseInt(place.group(3));
      lines.add("Origin: %s:%d:%d".formatted(file, line, column));
      lines.add("");
      texts.apply(file).ifPresent(text -> excerpt(text.lines().toList(), line, column, lines));
    } else if (isFile(where)) {
      lines.add("Origin: " + whole(where));
      lines.add("");
    }
    return lines;
  }

  /// The same in the words of ansible-core before 2.19: the line, the one before it, and where in
  /// it.
  public List<String> former(String where) {
    Matcher place = PLACE.matcher(where);
    if (!place.matches()) {
      return List.of();
    }
    Path file = here.resolve(place.group(1)).normalize();
    int line = Integer.parseInt(place.group(2));
    int column = Integer.parseInt(place.group(3));
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(
        "The error appears to be in '%s': line %d, column %d, but may"
            .formatted(file, line, column));
    lines.add("be elsewhere in the file depending on the exact syntax problem.");
    List<String> text = texts.apply(file).map(it -> it.lines().toList()).orElse(List.of());
    if (line >= 1 && line <= text.size()) {
      lines.addAll(List.of("", "The offending line appears to be:", ""));
      lines.add(line == 1 ? "" : Printable.of(text.get(line - 2)));
      lines.add(Printable.of(text.get(line - 1)));
      lines.add(" ".repeat(Math.max(0, column - 1)) + "^ here");
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
