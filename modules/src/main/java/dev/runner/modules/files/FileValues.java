package dev.runner.modules.files;

import dev.runner.module.FileStat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// What `register` gets of a path, under the names that Ansible documents.
public final class FileValues {
  private FileValues() {}

  /// Owner, group, mode, size and kind of a path; only the kind of what isn't there.
  public static Map<String, Object> of(FileStat stat) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("state", state(stat));
    if (stat.exists()) {
      values.put("uid", stat.uid());
      values.put("gid", stat.gid());
      values.put("owner", stat.owner());
      values.put("group", stat.group());
      values.put("mode", mode(stat.mode()));
      values.put("size", stat.size());
    }
    return values;
  }

  /// Permission bits as results hold them: `0644`, `01777`.
  public static String mode(int bits) {
    return "0%03o".formatted(bits);
  }

  /// The kind of a path in the words of `file`.
  static String state(FileStat stat) {
    return switch (stat.type()) {
      case FILE -> stat.links() > 1 ? "hard" : "file";
      case ABSENT, DIRECTORY, LINK -> stat.type().name().toLowerCase(Locale.ROOT);
      case FIFO, SOCKET, BLOCK, CHARACTER -> "file";
    };
  }
}
