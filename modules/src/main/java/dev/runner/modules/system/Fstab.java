package dev.runner.modules.system;

import java.util.ArrayList;
import java.util.List;

/// The lines of a table of file systems.
record Fstab(List<String> lines) {

  /// What a line says; its fields hold no escapes.
  record Entry(String source, String path, String type, String options, String dump, String pass) {

    /// Whether a line stands for the same place: all swap areas have the path `none`.
    boolean isInPlaceOf(Entry other) {
      boolean swap = path.equals("none") && other.type.equals("swap");
      return path.equals(other.path) && !(swap && !source.equals(other.source));
    }

    String text() {
      return String.join(
          " ",
          escaped(source),
          escaped(path),
          escaped(type),
          escaped(options),
          escaped(dump),
          escaped(pass));
    }
  }

  Fstab {
    lines = List.copyOf(lines);
  }

  static Fstab of(String text) {
    return new Fstab(text.lines().toList());
  }

  /// A field as it stands in a line.
  static String escaped(String text) {
    return text.replace("\\", "\\134")
        .replace(" ", "\\040")
        .replace("\t", "\\011")
        .replace("\n", "\\012");
  }

  /// What a field of a line means.
  static String plain(String field) {
    return field
        .replace("\\040", " ")
        .replace("\\011", "\t")
        .replace("\\012", "\n")
        .replace("\\134", "\\");
  }

  private static List<Entry> entry(String line) {
    String[] fields = line.strip().split("\\s+");
    if (line.strip().startsWith("#") || fields.length < 4 || fields.length > 6) {
      return List.of();
    }
    return List.of(
        new Entry(
            plain(fields[0]),
            plain(fields[1]),
            plain(fields[2]),
            plain(fields[3]),
            fields.length > 4 ? plain(fields[4]) : "0",
            fields.length > 5 ? plain(fields[5]) : "0"));
  }

  private static boolean isInPlaceOf(String line, Entry wanted) {
    return entry(line).stream().anyMatch(wanted::isInPlaceOf);
  }

  /// The table with this entry, where one of its place stands or at its end.
  Fstab with(Entry wanted) {
    List<String> after = new ArrayList<>();
    boolean placed = false;
    for (String line : lines) {
      if (!isInPlaceOf(line, wanted)) {
        after.add(line);
      } else if (!placed) {
        after.add(entry(line).contains(wanted) ? line : wanted.text());
        placed = true;
      }
    }
    if (!placed) {
      after.add(wanted.text());
    }
    return new Fstab(after);
  }

  /// The table without the entries of this one's place.
  Fstab without(Entry gone) {
    return new Fstab(lines.stream().filter(line -> !isInPlaceOf(line, gone)).toList());
  }

  /// What the file holds.
  String text() {
    return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
  }
}
