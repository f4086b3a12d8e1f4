package dev.runner.template.file;

import dev.runner.values.PythonException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Python's `os.path` on text: nothing here looks at a disk.
public final class PosixPaths {
  private static final Pattern VARIABLE = Pattern.compile("\\$(?:(\\w+)|\\{([^}]*)\\})");

  private PosixPaths() {}

  static String basename(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  static String dirname(String path) {
    String head = path.substring(0, path.lastIndexOf('/') + 1);
    String stripped = head.replaceFirst("/+$", "");
    return stripped.isEmpty() ? head : stripped;
  }

  static String[] extension(String path) {
    int start = path.lastIndexOf('/') + 1;
    int dot = path.lastIndexOf('.');
    int first = start;
    while (first < path.length() && path.charAt(first) == '.') {
      first++;
    }
    return dot >= first && dot > start
        ? new String[] {path.substring(0, dot), path.substring(dot)}
        : new String[] {path, ""};
  }

  static String normalized(String path) {
    if (path.isEmpty()) {
      return ".";
    }
    String root =
        path.startsWith("//") && !path.startsWith("///") ? "//" : path.startsWith("/") ? "/" : "";
    List<String> parts = new ArrayList<>();
    for (String part : path.split("/")) {
      if (part.equals("..") && !parts.isEmpty() && !parts.getLast().equals("..")) {
        parts.removeLast();
      } else if (part.equals("..") ? root.isEmpty() : !part.isEmpty() && !part.equals(".")) {
        parts.add(part);
      }
    }
    String result = root + String.join("/", parts);
    return result.isEmpty() ? "." : result;
  }

  static String joined(List<String> parts) {
    StringBuilder out = new StringBuilder();
    boolean first = true;
    for (String part : parts) {
      if (part.startsWith("/") || first) {
        out.setLength(0);
        out.append(part);
      } else {
        boolean open = out.isEmpty() || out.charAt(out.length() - 1) == '/';
        out.append(open ? "" : "/").append(part);
      }
      first = false;
    }
    if (parts.isEmpty()) {
      throw PythonException.type("join() missing 1 required positional argument: 'a'");
    }
    return out.toString();
  }

  static String common(List<String> paths) {
    if (paths.isEmpty()) {
      throw PythonException.value("commonpath() arg is an empty sequence");
    }
    boolean absolute = paths.getFirst().startsWith("/");
    List<String> shared = null;
    for (String path : paths) {
      if (path.startsWith("/") != absolute) {
        throw PythonException.value("Can't mix absolute and relative paths");
      }
      List<String> parts = new ArrayList<>();
      for (String part : path.split("/")) {
        if (!part.isEmpty() && !part.equals(".")) {
          parts.add(part);
        }
      }
      shared = shared == null ? parts : prefix(shared, parts);
    }
    return (absolute ? "/" : "") + String.join("/", shared == null ? List.of() : shared);
  }

  private static List<String> prefix(List<String> one, List<String> other) {
    int count = 0;
    while (count < Math.min(one.size(), other.size()) && one.get(count).equals(other.get(count))) {
      count++;
    }
    return one.subList(0, count);
  }

  /// The text with `$NAME` and `${NAME}` replaced where there is such a variable.
  static String expanded(String text, Map<String, String> environment) {
    return VARIABLE
        .matcher(text)
        .replaceAll(
            found -> {
              String name = found.group(1) == null ? found.group(2) : found.group(1);
              return Matcher.quoteReplacement(environment.getOrDefault(name, found.group()));
            });
  }
}
