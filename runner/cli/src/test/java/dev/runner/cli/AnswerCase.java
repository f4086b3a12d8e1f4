package dev.runner.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A task that the real tool was asked too, with what is there before it; the format is told in
/// `src/test/oracle/record.py`.
///
/// @param number of the case in its file
/// @param parts the text of each part, by what stands behind `--`
record AnswerCase(int number, String name, Map<String, String> parts) {
  private static final Pattern BACKUP =
      Pattern.compile("\\.\\d+\\.\\d{4}-\\d\\d-\\d\\d@\\d\\d:\\d\\d:\\d\\d~");

  /// The cases of a file.
  static List<AnswerCase> parse(String text) {
    List<AnswerCase> cases = new ArrayList<>();
    String part = "";
    for (String line : text.lines().toList()) {
      if (line.startsWith("== ")) {
        cases.add(new AnswerCase(cases.size(), line.substring(3).strip(), new LinkedHashMap<>()));
      } else if (line.startsWith("-- ")) {
        part = line.substring(3).strip();
        cases.getLast().parts.put(part, "");
      } else {
        cases.getLast().parts.merge(part, line + "\n", String::concat);
      }
    }
    return cases;
  }

  /// The directory that the task works in.
  Path own(Path root) {
    return root.resolve(String.valueOf(number));
  }

  /// Makes what is there before.
  void prepare(Path root) throws IOException {
    Path own = Files.createDirectory(own(root));
    mode(own, 0755);
    for (Map.Entry<String, String> part : parts.entrySet()) {
      String[] words = part.getKey().split(" ", -1);
      if (!List.of("file", "dir", "link").contains(words[0])) {
        continue;
      }
      Path path = own.resolve(words[1]);
      Files.createDirectories(path.getParent());
      switch (words[0]) {
        case "link" -> Files.createSymbolicLink(path, Path.of(words[2]));
        case "dir" -> {
          Files.createDirectories(path);
          mode(path, words.length > 2 ? Integer.parseInt(words[2], 8) : 0755);
        }
        default -> {
          Files.write(path, bytes(part.getValue()));
          mode(path, words.length > 2 ? Integer.parseInt(words[2], 8) : 0644);
        }
      }
    }
  }

  private static void mode(Path path, int bits) throws IOException {
    Files.setAttribute(path, "unix:mode", bits);
  }

  private static byte[] bytes(String part) {
    String text = part.endsWith("\\c\n") ? part.substring(0, part.length() - 3) : part;
    String latin = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    return latin
        .replace("\\xff", "\u00ff")
        .replace("\\r", "\r")
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  /// Tasks that register this case's results under these names, and write them to a file.
  String tasks(Path root, List<String> names) {
    String task = parts.getOrDefault("task", "").replace("@DIR@", own(root).toString());
    StringBuilder text = new StringBuilder();
    List<String> found = new ArrayList<>();
    for (String name : names) {
      text.append("    - name: %s %d\n".formatted(name, number)).append(task.indent(6));
      text.append("      register: %s\n      ignore_errors: true\n".formatted(name));
      // What a command would tell isn't known in check mode.
      found.add(
          "'%1$s': %1$s if %1$s is not skipped or 'msg' not in %1$s else {'changed': %1$s.changed, 'failed': %1$s.failed, 'skipped': true, 'msg': %1$s.msg}"
              .formatted(name));
    }
    return text
        + "    - copy:\n        dest: %s\n        content: \"{{ {%s} | to_json }}\"\n"
            .formatted(answer(root, names.getFirst()), String.join(", ", found))
        + "      check_mode: false\n";
  }

  /// The file that the results of these runs are written to.
  Path answer(Path root, String first) {
    return root.resolve(number + "." + first + ".json");
  }

  /// All that is in the directory: kind, mode, content.
  SortedMap<String, String> tree(Path root) throws IOException {
    Path own = own(root);
    SortedMap<String, String> found = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(own)) {
      paths
          .filter(path -> !path.equals(own))
          .forEach(path -> found.put(name(own, path), is(own, path)));
    }
    return found;
  }

  private static String name(Path own, Path path) {
    return BACKUP.matcher(own.relativize(path).toString()).replaceAll(".BACKUP");
  }

  private static String is(Path own, Path path) {
    try {
      if (Files.isSymbolicLink(path)) {
        return "link " + placeless(Files.readSymbolicLink(path).toString(), own);
      }
      int mode = (Integer) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS) & 07777;
      return Files.isDirectory(path)
          ? "dir %04o".formatted(mode)
          : "file %04o ".formatted(mode)
              + placeless(Files.readString(path, StandardCharsets.ISO_8859_1), own);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Text without what differs from run to run.
  static String placeless(String text, Path own) {
    return BACKUP.matcher(text.replace(own.toString(), "@DIR@")).replaceAll(".BACKUP");
  }
}
