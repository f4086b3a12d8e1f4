package dev.runner.modules.facts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads what a host says of its mounts: tables as fstab(5), `/proc/mounts`, Solaris' vfstab and
/// mnttab hold them, and the output of mount(8).
final class MountTable {
  private static final Pattern LINUX = Pattern.compile("(\\S+) on (\\S+) type (\\S+) \\((.+)\\)");
  private static final Pattern BSD =
      Pattern.compile("(\\S+) on (\\S+) \\(([^,]+?)(?:\\s*,\\s*(.+))?\\)");
  private static final int SECONDS_DIGITS = 10;

  private MountTable() {}

  /// A mount.
  ///
  /// @param line where it stands
  /// @param fields what is said of it, under the names that Ansible documents
  record Entry(String line, Map<String, Object> fields) {
    String field(String name) {
      return String.valueOf(fields.getOrDefault(name, ""));
    }
  }

  /// The mounts in a file; none if it is in no format that is known.
  static List<Entry> inFile(String text) {
    List<String> lines = text.lines().toList();
    return all(entries(lines), MountTable::vfstab)
        .or(
            () ->
                all(lines, MountTable::mnttab)
                    .filter(found -> lines.stream().anyMatch(MountTable::isTimed)))
        .or(() -> all(entries(lines), MountTable::fstab))
        .orElse(List.of());
  }

  /// The mounts in the output of `mount`.
  static List<Entry> inOutput(String text) {
    List<String> lines = text.lines().toList();
    return all(lines, line -> mounted(LINUX, line))
        .or(() -> all(lines, line -> mounted(BSD, line)))
        .orElse(List.of());
  }

  private static List<String> entries(List<String> lines) {
    return lines.stream()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .toList();
  }

  /// All lines read so; empty if one of them can't be.
  private static Optional<List<Entry>> all(
      List<String> lines, Function<String, Optional<Map<String, Object>>> reader) {
    List<Entry> found = new ArrayList<>();
    for (String line : lines) {
      Optional<Map<String, Object>> fields = reader.apply(line);
      if (fields.isEmpty()) {
        return Optional.empty();
      }
      found.add(new Entry(line, fields.get()));
    }
    return Optional.of(found);
  }

  private static Optional<Map<String, Object>> fstab(String line) {
    String[] words = line.split("\\s+");
    boolean numbered = true;
    for (int i = 4; i < Math.min(6, words.length); i++) {
      numbered &= Numbers.whole(words[i]).isPresent();
    }
    if (words.length < 4 || !numbered) {
      return Optional.empty();
    }
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("device", DiskFacts.plain(words[0]));
    fields.put("mount", DiskFacts.plain(words[1]));
    fields.put("fstype", DiskFacts.plain(words[2]));
    fields.put("options", DiskFacts.plain(words[3]));
    if (words.length > 4) {
      fields.put("dump", Numbers.whole(words[4]).orElse(0L));
    }
    if (words.length > 5) {
      fields.put("passno", Numbers.whole(words[5]).orElse(0L));
    }
    return Optional.of(fields);
  }

  private static Optional<Map<String, Object>> vfstab(String line) {
    String[] words = line.split("\\s+");
    if (words.length < 7) {
      return Optional.empty();
    }
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("device", words[0]);
    fields.put("device_to_fsck", words[1]);
    fields.put("mount", words[2]);
    fields.put("fstype", words[3]);
    fields.put("passno", Numbers.whole(words[4]).<Object>map(number -> number).orElse(words[4]));
    fields.put("mount_at_boot", words[5]);
    fields.put("options", words[6]);
    return Optional.of(fields);
  }

  private static boolean isTimed(String line) {
    String[] words = line.strip().split("\\s+");
    return words.length > 4 && words[4].length() == SECONDS_DIGITS;
  }

  private static Optional<Map<String, Object>> mnttab(String line) {
    String[] words = line.strip().split("\\s+");
    Optional<Long> time = words.length > 4 ? Numbers.whole(words[4]) : Optional.empty();
    return time.map(
        seconds -> {
          Map<String, Object> fields = new LinkedHashMap<>();
          fields.put("device", words[0]);
          fields.put("mount", words[1]);
          fields.put("fstype", words[2]);
          fields.put("options", words[3]);
          fields.put("time", seconds);
          return fields;
        });
  }

  private static Optional<Map<String, Object>> mounted(Pattern pattern, String line) {
    Matcher matcher = pattern.matcher(line);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("device", matcher.group(1));
    fields.put("mount", matcher.group(2));
    fields.put("fstype", matcher.group(3));
    if (matcher.group(4) != null) {
      fields.put("options", matcher.group(4));
    }
    return Optional.of(fields);
  }
}
