package dev.runner.modules.facts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// What the script printed: sections of text, the lines of files, and where links lead to.
final class Sections {
  private final Map<String, String> sections = new LinkedHashMap<>();
  private final Map<String, List<String>> files = new TreeMap<>();
  private final Map<String, String> links = new LinkedHashMap<>();

  private Sections() {}

  /// Reads the script's output.
  static Sections of(String output) {
    Sections all = new Sections();
    for (String part : output.split("\n\u0001")) {
      int end = part.indexOf('\n');
      if (end > 0) {
        all.sections.putIfAbsent(part.substring(0, end), part.substring(end + 1));
      }
    }
    all.lines("files").forEach(all::file);
    all.lines("links").forEach(all::link);
    return all;
  }

  /// `grep -H` writes the file's name, a colon and the line.
  private void file(String line) {
    int colon = line.indexOf(':');
    if (colon > 0) {
      files
          .computeIfAbsent(line.substring(0, colon), path -> new ArrayList<>())
          .add(line.substring(colon + 1));
    }
  }

  /// `ls -ld` writes the name, an arrow and the target at the end of the line.
  private void link(String line) {
    int name = line.indexOf(" /");
    int arrow = line.indexOf(" -> ");
    if (name > 0) {
      String path = line.substring(name + 1, arrow > name ? arrow : line.length());
      links.put(path, arrow > name ? line.substring(arrow + 4) : "");
    }
  }

  /// A section's text; empty if there is none.
  String text(String section) {
    return sections.getOrDefault(section, "");
  }

  /// Whether there is such a section, be it empty.
  boolean has(String section) {
    return sections.containsKey(section);
  }

  /// The lines of a section that aren't blank.
  List<String> lines(String section) {
    return text(section).lines().filter(line -> !line.isBlank()).toList();
  }

  /// The sections whose names begin so, without that beginning.
  Map<String, String> startingWith(String prefix) {
    Map<String, String> found = new TreeMap<>();
    sections.forEach(
        (name, text) -> {
          if (name.startsWith(prefix)) {
            found.put(name.substring(prefix.length()), text);
          }
        });
    return found;
  }

  /// The lines of a file; none if it couldn't be read.
  List<String> all(String path) {
    return files.getOrDefault(path, List.of());
  }

  /// The first line of a file.
  Optional<String> line(String path) {
    return files.getOrDefault(path, List.of()).stream().findFirst().map(String::strip);
  }

  /// The files whose paths begin so.
  List<String> paths(String prefix) {
    return files.keySet().stream().filter(path -> path.startsWith(prefix)).toList();
  }

  /// The names that stand in a directory, as far as files in them or links were seen.
  List<String> names(String directory) {
    TreeSet<String> names = new TreeSet<>();
    for (String path : concat(files.keySet(), links.keySet())) {
      if (path.startsWith(directory)) {
        String rest = path.substring(directory.length());
        names.add(rest.contains("/") ? rest.substring(0, rest.indexOf('/')) : rest);
      }
    }
    return List.copyOf(names);
  }

  private static List<String> concat(Iterable<String> one, Iterable<String> other) {
    List<String> all = new ArrayList<>();
    one.forEach(all::add);
    other.forEach(all::add);
    return all;
  }

  /// Where a link leads to; empty if it is none.
  Optional<String> target(String path) {
    return Optional.ofNullable(links.get(path)).filter(to -> !to.isEmpty());
  }

  /// The links whose paths begin so, with their targets.
  Map<String, String> links(String prefix) {
    Map<String, String> found = new LinkedHashMap<>();
    links.forEach(
        (path, to) -> {
          if (path.startsWith(prefix)) {
            found.put(path, to);
          }
        });
    return found;
  }

  /// Whether the script found this path.
  boolean there(String path) {
    return lines("paths").contains(path);
  }
}
