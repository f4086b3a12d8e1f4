package dev.runner.modules.system;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What parted tells of a disk with `-m`: a line of the disk, then one of each partition, fields
/// between colons, a semicolon at the end.
///
/// @param table kind of the table of partitions; `unknown` if there is none
/// @param size of the disk, in the unit that was asked for
record PartitionTable(String table, Object size, Map<String, Object> disk, List<Partition> parts) {
  private static final Pattern SIZE = Pattern.compile("(-?[0-9.]+) *([a-zA-Z%]*)");
  private static final Pattern PLACE = Pattern.compile("([0-9]+),([0-9]+),([0-9]+)");
  private static final int DISK_FIELDS = 7;

  /// A partition.
  record Partition(
      long number,
      Object begin,
      Object end,
      Object size,
      String kind,
      String name,
      List<String> flags) {
    Map<String, Object> values(String unit) {
      Map<String, Object> values = new LinkedHashMap<>();
      values.put("num", number);
      values.put("begin", begin);
      values.put("end", end);
      values.put("size", size);
      values.put("fstype", kind);
      values.put("name", name);
      values.put("flags", flags);
      values.put("unit", unit);
      return values;
    }
  }

  /// Reads the answer; empty if it is none.
  static Optional<PartitionTable> of(List<String> lines, String unit) {
    List<String> told = lines.stream().filter(line -> line.endsWith(";")).toList();
    if (told.size() < 2) {
      return Optional.empty();
    }
    String[] disk = fields(told.get(1));
    if (disk.length < DISK_FIELDS || !disk[3].matches("[0-9]+") || !disk[4].matches("[0-9]+")) {
      return Optional.empty();
    }
    String shown = unit(disk[1], unit);
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("dev", disk[0]);
    values.put("size", size(disk[1]));
    values.put("unit", shown);
    values.put("table", disk[5]);
    values.put("model", disk[6]);
    values.put("logical_block", Long.parseLong(disk[3]));
    values.put("physical_block", Long.parseLong(disk[4]));
    boolean geometric = told.size() > 2 && (unit.equals("cyl") || unit.equals("chs"));
    if (geometric) {
      geometry(fields(told.get(2))).ifPresent(each -> values.put("chs_info", each));
    }
    List<Partition> parts = new ArrayList<>();
    for (String line : told.subList(geometric ? 3 : 2, told.size())) {
      partition(fields(line), unit.equals("chs")).ifPresent(parts::add);
    }
    return Optional.of(new PartitionTable(disk[5], size(disk[1]), values, parts));
  }

  /// How many cylinders, heads and sectors there are, and how large a cylinder is.
  private static Optional<Map<String, Object>> geometry(String[] fields) {
    if (fields.length < 4 || !String.join("", List.of(fields).subList(0, 3)).matches("[0-9]+")) {
      return Optional.empty();
    }
    Map<String, Object> geometry = new LinkedHashMap<>();
    geometry.put("cylinders", Long.parseLong(fields[0]));
    geometry.put("heads", Long.parseLong(fields[1]));
    geometry.put("sectors", Long.parseLong(fields[2]));
    geometry.put("cyl_size", size(fields[3]));
    geometry.put("cyl_size_unit", unit(fields[3], ""));
    return Optional.of(geometry);
  }

  private static String[] fields(String line) {
    return line.substring(0, line.length() - 1).split(":", -1);
  }

  private static Optional<Partition> partition(String[] fields, boolean bare) {
    int kind = bare ? 3 : 4;
    if (fields.length < kind + 3 || !fields[0].matches("[0-9]+")) {
      return Optional.empty();
    }
    List<String> flags = new ArrayList<>();
    for (String flag : fields[kind + 2].split(",")) {
      if (!flag.isBlank()) {
        flags.add(flag.strip());
      }
    }
    return Optional.of(
        new Partition(
            Long.parseLong(fields[0]),
            size(fields[1]),
            size(fields[2]),
            bare ? "" : size(fields[3]),
            fields[kind],
            fields[kind + 1],
            flags));
  }

  /// A number, or a place by its cylinder, head and sector.
  private static Object size(String text) {
    Matcher parts = SIZE.matcher(text);
    if (parts.matches()) {
      return Double.valueOf(parts.group(1));
    }
    Matcher place = PLACE.matcher(text);
    if (!place.matches()) {
      return text;
    }
    Map<String, Object> at = new LinkedHashMap<>();
    at.put("cylinder", Long.parseLong(place.group(1)));
    at.put("head", Long.parseLong(place.group(2)));
    at.put("sector", Long.parseLong(place.group(3)));
    return at;
  }

  private static String unit(String text, String asked) {
    Matcher parts = SIZE.matcher(text);
    String unit = parts.matches() ? parts.group(2) : asked;
    return unit.toLowerCase(Locale.ROOT);
  }

  /// The partition of this number.
  Optional<Partition> part(long number) {
    return parts.stream().filter(part -> part.number() == number).findFirst();
  }

  /// The number that parted gives the next partition: the lowest free one.
  long next(boolean logical) {
    long number = logical ? 5 : 1;
    while (part(number).isPresent()) {
      number++;
    }
    return number;
  }

  /// What a task tells of the partitions.
  List<Map<String, Object>> values() {
    String unit = String.valueOf(disk.get("unit"));
    return parts.stream().map(part -> part.values(unit)).toList();
  }
}
