package dev.runner.template.file;

import dev.runner.template.ports.Ports;
import dev.runner.values.regex.Fnmatch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Files that match a pattern, as Python's `glob` finds them.
public final class Globs {
  private Globs() {}

  /// The files (no directories) that match, in the order in which directories list them: by name.
  /// They are called as the pattern goes there, `..` included.
  static List<Object> files(String pattern, Ports ports) {
    Path absolute = ports.here().resolve(pattern);
    List<Path> found = List.of(absolute.getRoot());
    for (Path part : absolute) {
      found = step(found, part.toString(), ports);
    }
    List<Object> result = new ArrayList<>();
    for (Path path : found) {
      if (ports.files().isFile(path)) {
        boolean relative = !pattern.startsWith("/");
        int here = ports.here().getNameCount();
        result.add((relative ? path.subpath(here, path.getNameCount()) : path).toString());
      }
    }
    return result;
  }

  private static List<Path> step(List<Path> directories, String part, Ports ports) {
    List<Path> found = new ArrayList<>();
    for (Path directory : directories) {
      if (!Fnmatch.isGlob(part)) {
        found.add(directory.resolve(part));
      } else if (ports.files().isDirectory(directory)) {
        found.addAll(matching(directory, part, ports));
      }
    }
    return found;
  }

  private static List<Path> matching(Path directory, String part, Ports ports) {
    Fnmatch pattern = Fnmatch.of(part);
    try {
      return ports.files().list(directory).stream()
          .filter(
              path -> {
                String name = String.valueOf(path.getFileName());
                return (!name.startsWith(".") || part.startsWith(".")) && pattern.matches(name);
              })
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }
}
