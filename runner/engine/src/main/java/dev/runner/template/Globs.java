package dev.runner.template;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Files that match a pattern, as Python's `glob` finds them.
final class Globs {
  private Globs() {}

  /// The files (no directories) that match, in the order in which directories list them: by name.
  static List<Object> files(String pattern, Ports ports) {
    Path absolute = ports.here().resolve(pattern).normalize();
    List<Path> found = List.of(absolute.getRoot());
    for (Path part : absolute) {
      found = step(found, part.toString(), ports);
    }
    List<Object> result = new ArrayList<>();
    for (Path path : found) {
      if (ports.files().isFile(path)) {
        boolean relative = !pattern.startsWith("/");
        result.add(relative ? ports.here().relativize(path).toString() : path.toString());
      }
    }
    return result;
  }

  private static List<Path> step(List<Path> directories, String part, Ports ports) {
    List<Path> found = new ArrayList<>();
    for (Path directory : directories) {
      if (!isPattern(part)) {
        found.add(directory.resolve(part));
      } else if (ports.files().isDirectory(directory)) {
        found.addAll(matching(directory, part, ports));
      }
    }
    return found;
  }

  private static boolean isPattern(String part) {
    return part.indexOf('*') >= 0 || part.indexOf('?') >= 0 || part.indexOf('[') >= 0;
  }

  private static List<Path> matching(Path directory, String part, Ports ports) {
    Pattern pattern = Pattern.compile(regex(part), Pattern.DOTALL);
    try {
      return ports.files().list(directory).stream()
          .filter(
              path -> {
                String name = String.valueOf(path.getFileName());
                return (!name.startsWith(".") || part.startsWith("."))
                    && pattern.matcher(name).matches();
              })
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  /// The pattern of a shell (`fnmatch`) as a regular expression.
  static String regex(String glob) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < glob.length(); i++) {
      char c = glob.charAt(i);
      int end = c == '[' ? glob.indexOf(']', i + (glob.startsWith("!", i + 1) ? 3 : 2)) : -1;
      if (c == '*') {
        out.append(".*");
      } else if (c == '?') {
        out.append('.');
      } else if (end > 0) {
        String set =
            glob.substring(i + 1, end)
                .replace("\\", "\\\\")
                .replace("[", "\\[")
                .replace("&&", "&\\&");
        out.append('[').append(set.startsWith("!") ? "^" + set.substring(1) : set).append(']');
        i = end;
      } else {
        out.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return out.toString();
  }
}
