package dev.runner.modules.files;

import dev.runner.module.FileStat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The values that `stat` and `find` give of a path.
final class StatValues {
  /// Letters of chattr and their names, from the manual of chattr(1).
  private static final Map<Character, String> ATTRIBUTES =
      Map.ofEntries(
          Map.entry('A', "noatime"),
          Map.entry('a', "append"),
          Map.entry('c', "compressed"),
          Map.entry('C', "nocow"),
          Map.entry('d', "nodump"),
          Map.entry('D', "dirsync"),
          Map.entry('e', "extents"),
          Map.entry('E', "encrypted"),
          Map.entry('h', "blocksize"),
          Map.entry('i', "immutable"),
          Map.entry('I', "indexed"),
          Map.entry('j', "journalled"),
          Map.entry('N', "inline"),
          Map.entry('s', "zero"),
          Map.entry('S', "synchronous"),
          Map.entry('t', "notail"),
          Map.entry('T', "blockroot"),
          Map.entry('u', "undelete"),
          Map.entry('X', "compressedraw"),
          Map.entry('Z', "compresseddirty"));

  /// What `st_blocks` counts in.
  static final long BLOCK = 512;

  private StatValues() {}

  /// What the typed question tells.
  static Map<String, Object> of(FileStat stat) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("exists", true);
    values.put("path", stat.path().text());
    values.put("mode", "%04o".formatted(stat.mode()));
    values.put("isdir", stat.isDirectory());
    values.put("ischr", stat.type() == FileStat.Type.CHARACTER);
    values.put("isblk", stat.type() == FileStat.Type.BLOCK);
    values.put("isreg", stat.isFile());
    values.put("isfifo", stat.type() == FileStat.Type.FIFO);
    values.put("islnk", stat.isLink());
    values.put("issock", stat.type() == FileStat.Type.SOCKET);
    values.put("uid", stat.uid());
    values.put("gid", stat.gid());
    values.put("size", stat.size());
    values.put("inode", stat.inode());
    values.put("dev", stat.device());
    values.put("nlink", stat.links());
    values.put("atime", FileStat.seconds(stat.accessed()));
    values.put("mtime", FileStat.seconds(stat.modified()));
    values.put("ctime", FileStat.seconds(stat.changed()));
    bits(values, stat.mode());
    values.put("pw_name", stat.owner());
    values.put("gr_name", stat.group());
    return values;
  }

  private static void bits(Map<String, Object> values, int mode) {
    String[] who = {"usr", "grp", "oth"};
    for (int i = 0; i < who.length; i++) {
      int three = mode >> (6 - 3 * i);
      values.put("w" + who[i], (three & 2) != 0);
      values.put("r" + who[i], (three & 4) != 0);
      values.put("x" + who[i], (three & 1) != 0);
    }
    values.put("isuid", (mode & 04000) != 0);
    values.put("isgid", (mode & 02000) != 0);
  }

  /// What else a host said of the path.
  static void add(
      Map<String, Object> values,
      FileStat stat,
      Map<String, String> said,
      boolean mime,
      boolean attributes) {
    values.put("readable", said.containsKey("readable"));
    values.put("writeable", said.containsKey("writeable"));
    values.put("executable", said.containsKey("executable"));
    blocks(values, said.getOrDefault("blocks", ""));
    stat.target().ifPresent(target -> values.put("lnk_target", target));
    if (stat.isLink() && said.containsKey("source")) {
      values.put("lnk_source", said.getOrDefault("source", ""));
    }
    if (mime) {
      mime(values, said.getOrDefault("mime", ""));
    }
    if (attributes) {
      attributes(values, said.getOrDefault("attr", ""));
    }
  }

  private static void blocks(Map<String, Object> values, String said) {
    String[] parts = said.strip().split(" ");
    if (parts.length == 4) {
      values.put("blocks", Long.valueOf(parts[0]));
      values.put("disk_usage_bytes", Long.parseLong(parts[0]) * BLOCK);
      values.put("block_size", Long.valueOf(parts[1]));
      values.put("device_type", (Long.parseLong(parts[2], 16) << 8) | Long.parseLong(parts[3], 16));
    }
  }

  private static void mime(Map<String, Object> values, String said) {
    int charset = said.indexOf("; charset=");
    values.put(
        "mimetype", said.isBlank() ? "unknown" : charset < 0 ? said : said.substring(0, charset));
    values.put(
        "charset",
        charset < 0 ? "unknown" : said.substring(charset + "; charset=".length()).strip());
  }

  private static void attributes(Map<String, Object> values, String said) {
    String[] parts = said.strip().split("\\s+");
    boolean versioned = parts.length > 1 && parts[0].chars().allMatch(Character::isDigit);
    String flags = versioned ? parts[1].replace("-", "") : "";
    List<String> names =
        flags.chars().mapToObj(c -> ATTRIBUTES.getOrDefault((char) c, "")).toList();
    values.put("attr_flags", flags);
    values.put("attributes", names.stream().filter(name -> !name.isEmpty()).toList());
    if (versioned) {
      values.put("version", parts[0]);
    }
  }
}
