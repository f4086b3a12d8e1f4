package dev.runner.modules.facts;

import dev.runner.values.None;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Block devices, and the file systems that are mounted.
final class DiskFacts {
  private static final String DISKS = "/sys/block/";
  private static final long SECTOR = 512;

  /// `mount` writes spaces and their like as three octal digits (proc(5), `/proc/pid/mounts`).
  private static final Pattern ESCAPE = Pattern.compile("\\\\([0-7]{3})");

  private DiskFacts() {}

  static Map<String, Object> mounts(Sections seen) {
    Map<String, String> sizes = new LinkedHashMap<>();
    for (String line : seen.lines("sizes")) {
      String[] words = line.split(" ", 7);
      if (words.length == 7) {
        sizes.put(words[6].isEmpty() ? "/" : words[6], line);
      }
    }
    List<Map<String, Object>> mounts = new ArrayList<>();
    for (String line : seen.all("/proc/self/mounts")) {
      String[] words = line.split(" ");
      boolean real = words[0].startsWith("/") || words[0].contains(":/");
      if (words.length < 6 || !real || words[2].equals("none")) {
        continue;
      }
      Map<String, Object> mount = new LinkedHashMap<>();
      String point = plain(words[1]);
      mount.put("mount", point);
      mount.put("device", plain(words[0]));
      mount.put("fstype", words[2]);
      mount.put("options", words[3] + (isBound(seen, words[1]) ? ",bind" : ""));
      mount.put("dump", Numbers.whole(words[4]).orElse(0L));
      mount.put("passno", Numbers.whole(words[5]).orElse(0L));
      mount.put("uuid", uuid(seen, plain(words[0])));
      Optional.ofNullable(sizes.get(point)).ifPresent(text -> mount.putAll(sizes(text)));
      mounts.add(mount);
    }
    return Map.of("mounts", mounts);
  }

  static String plain(String escaped) {
    return ESCAPE
        .matcher(escaped)
        .replaceAll(
            found ->
                java.util.regex.Matcher.quoteReplacement(
                    String.valueOf((char) Integer.parseInt(found.group(1), 8))));
  }

  /// Whether only a part of the file system is mounted there: the fourth field (proc(5),
  /// `/proc/pid/mountinfo`).
  private static boolean isBound(Sections seen, String point) {
    boolean bound = false;
    for (String line : seen.all("/proc/self/mountinfo")) {
      String[] words = line.split(" ");
      if (words.length > 4 && words[4].equals(point)) {
        bound = !words[3].equals("/");
      }
    }
    return bound;
  }

  /// The figures of a file system, from a line of `stat -f`.
  static Map<String, Object> sizes(String line) {
    List<Long> numbers = new ArrayList<>();
    for (String word : line.split(" ", 7)) {
      numbers.add(Numbers.whole(word).orElse(0L));
    }
    long unit = numbers.get(1);
    Map<String, Object> sizes = new LinkedHashMap<>();
    sizes.put("size_total", unit * numbers.get(2));
    sizes.put("size_available", unit * numbers.get(3));
    sizes.put("block_size", numbers.get(0));
    sizes.put("block_total", numbers.get(2));
    sizes.put("block_available", numbers.get(3));
    sizes.put("block_used", numbers.get(2) - numbers.get(3));
    sizes.put("inode_total", numbers.get(4));
    sizes.put("inode_available", numbers.get(5));
    sizes.put("inode_used", numbers.get(4) - numbers.get(5));
    return sizes;
  }

  private static String uuid(Sections seen, String device) {
    String name = device.substring(device.lastIndexOf('/') + 1);
    return named(seen, "/dev/disk/by-uuid/").getOrDefault(name, List.of("N/A")).getFirst();
  }

  /// The links in a directory of `/dev/disk`, by the device that they lead to.
  private static Map<String, List<String>> named(Sections seen, String directory) {
    Map<String, List<String>> names = new TreeMap<>();
    seen.links(directory)
        .forEach(
            (path, to) ->
                names
                    .computeIfAbsent(to.substring(to.lastIndexOf('/') + 1), x -> new ArrayList<>())
                    .add(path.substring(directory.length())));
    return names;
  }

  static Map<String, Object> devices(Sections seen) {
    Map<String, Map<String, List<String>>> links = new LinkedHashMap<>();
    links.put("ids", named(seen, "/dev/disk/by-id/"));
    links.put("uuids", named(seen, "/dev/disk/by-uuid/"));
    links.put("labels", named(seen, "/dev/disk/by-label/"));
    links.put("masters", masters(seen));
    Map<String, Object> devices = new TreeMap<>();
    for (String name : seen.names(DISKS)) {
      if (seen.line(DISKS + name + "/size").isPresent()) {
        devices.put(name.replace('!', '/'), device(seen, name, links));
      }
    }
    return Map.of("devices", devices, "device_links", links);
  }

  private static Map<String, List<String>> masters(Sections seen) {
    Map<String, List<String>> masters = new TreeMap<>();
    seen.links(DISKS)
        .keySet()
        .forEach(
            path -> {
              String[] parts = path.substring(DISKS.length()).split("/");
              if (parts.length > 2 && parts[parts.length - 2].equals("holders")) {
                masters
                    .computeIfAbsent(parts[parts.length - 3], name -> new ArrayList<>())
                    .add(parts[parts.length - 1]);
              }
            });
    return masters;
  }

  private static Map<String, Object> device(
      Sections seen, String name, Map<String, Map<String, List<String>>> links) {
    String at = DISKS + name + "/";
    Map<String, Object> device = new LinkedHashMap<>();
    boolean virtual = seen.target(DISKS + name).orElse("").matches(".*/virt(ual/|io).*");
    device.put("virtual", virtual ? 1L : 0L);
    device.put("links", linksOf(name, links));
    device.put("vendor", said(seen, at + "device/vendor"));
    device.put("model", said(seen, at + "device/model"));
    device.put("sas_address", said(seen, at + "device/sas_address"));
    device.put("sas_device_handle", None.NONE);
    seen.line(at + "device/serial").ifPresent(text -> device.put("serial", text));
    seen.line(at + "device/wwid").ifPresent(text -> device.put("wwn", text));
    device.put("removable", seen.line(at + "removable").orElse("0"));
    device.put("rotational", seen.line(at + "queue/rotational").orElse("0"));
    device.put("scheduler_mode", scheduler(seen.line(at + "queue/scheduler").orElse("")));
    device.put("support_discard", seen.line(at + "queue/discard_granularity").orElse("0"));
    device.put("partitions", partitions(seen, name, links));
    device.putAll(size(seen, at, at + "queue/logical_block_size"));
    device.put("host", "");
    device.put("holders", holders(seen, at));
    return device;
  }

  private static Map<String, Object> partitions(
      Sections seen, String disk, Map<String, Map<String, List<String>>> links) {
    Map<String, Object> partitions = new TreeMap<>();
    String at = DISKS + disk + "/";
    for (String name : seen.names(at)) {
      Optional<String> start = seen.line(at + name + "/start");
      if (start.isPresent()) {
        Map<String, Object> partition = new LinkedHashMap<>();
        partition.put("links", linksOf(name, links));
        partition.put("start", start.get());
        partition.putAll(size(seen, at + name + "/", at + "queue/logical_block_size"));
        List<String> uuids = links.getOrDefault("uuids", Map.of()).getOrDefault(name, List.of());
        partition.put("uuid", uuids.isEmpty() ? None.NONE : uuids.getFirst());
        partition.put("holders", holders(seen, at + name + "/"));
        partitions.put(name, partition);
      }
    }
    return partitions;
  }

  private static Map<String, Object> linksOf(
      String name, Map<String, Map<String, List<String>>> links) {
    Map<String, Object> mine = new LinkedHashMap<>();
    links.forEach((kind, all) -> mine.put(kind, all.getOrDefault(name, List.of())));
    return mine;
  }

  private static List<String> holders(Sections seen, String at) {
    return List.copyOf(seen.names(at + "holders/"));
  }

  private static Map<String, Object> size(Sections seen, String at, String unit) {
    long sectors = seen.line(at + "size").flatMap(Numbers::whole).orElse(0L);
    Map<String, Object> size = new LinkedHashMap<>();
    size.put("sectors", sectors);
    size.put("sectorsize", seen.line(unit).orElse("512"));
    size.put("size", readable(sectors * SECTOR));
    return size;
  }

  /// `258.02 GB`, in steps of 1024.
  static String readable(long bytes) {
    String[] units = {"Bytes", "KB", "MB", "GB", "TB", "PB", "EB"};
    double number = bytes;
    int unit = 0;
    while (number >= 1024 && unit < units.length - 1) {
      number /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, "%.2f %s", number, units[unit]);
  }

  /// The one in brackets: `mq-deadline [none]`.
  private static String scheduler(String text) {
    int open = text.indexOf('[');
    int close = text.indexOf(']');
    return open >= 0 && close > open ? text.substring(open + 1, close) : text;
  }

  private static Object said(Sections seen, String path) {
    return seen.line(path).<Object>map(text -> text).orElse(None.NONE);
  }
}
