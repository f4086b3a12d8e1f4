package dev.runner.modules.databases;

import dev.runner.values.None;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A setting of a PostgreSQL server, as its view `pg_settings` tells it
/// (<https://www.postgresql.org/docs/current/view-pg-settings.html>).
///
/// @param setting the value in force, in `unit`
/// @param unit `kB`, `8kB`, `ms` and the like; empty if it has none
/// @param type `bool`, `integer`, `real`, `enum` or `string`
/// @param context who may change it and when: `internal`, `postmaster`, `sighup`…
/// @param boot the value that a server begins with
/// @param pretty the value in force with the unit that suits it
/// @param written what ALTER SYSTEM wrote, in force or not
record ServerSetting(
    String name,
    String setting,
    String unit,
    String type,
    String context,
    String boot,
    String pretty,
    Optional<String> written) {
  private static final Pattern MEASURE =
      Pattern.compile("([-+]?[0-9]*\\.?[0-9]+(?:[eE][-+]?[0-9]+)?)\\s*([a-zA-Z]*)");

  private static final Pattern NUMBER = Pattern.compile("-?[0-9]+");

  /// Settings whose value is a list of names, each quoted for itself (`GUC_LIST_QUOTE` in the
  /// server's sources).
  private static final List<String> LISTS =
      List.of(
          "local_preload_libraries",
          "search_path",
          "session_preload_libraries",
          "shared_preload_libraries",
          "temp_tablespaces",
          "unix_socket_directories");

  /// Bytes and microseconds
  /// (<https://www.postgresql.org/docs/current/config-setting.html#CONFIG-SETTING-NAMES-VALUES>).
  private static final Map<String, Double> UNITS =
      Map.ofEntries(
          Map.entry("b", 1.0),
          Map.entry("kb", 1024.0),
          Map.entry("mb", 1024.0 * 1024),
          Map.entry("gb", 1024.0 * 1024 * 1024),
          Map.entry("tb", 1024.0 * 1024 * 1024 * 1024),
          Map.entry("us", 1.0),
          Map.entry("ms", 1e3),
          Map.entry("s", 1e6),
          Map.entry("min", 60e6),
          Map.entry("h", 3600e6),
          Map.entry("d", 86_400e6));

  static ServerSetting of(String name, Map<?, ?> row) {
    return new ServerSetting(
        name,
        Sql.word(row, "setting"),
        Sql.word(row, "unit"),
        Sql.word(row, "type"),
        Sql.word(row, "context"),
        Sql.word(row, "boot"),
        Sql.word(row, "pretty"),
        row.get("written") == null || row.get("written") == None.NONE
            ? Optional.empty()
            : Optional.of(Sql.word(row, "written")));
  }

  /// Whether the server takes both for the same.
  boolean same(String one, String other) {
    return number(one).equals(number(other));
  }

  /// A value as the server's view would have it: without its unit, in the setting's own.
  String number(String written) {
    String text = written.strip();
    return switch (type) {
      case "bool" -> bool(text);
      case "enum" -> text.toLowerCase(Locale.ROOT);
      case "integer", "real" -> measured(text);
      default -> isList() ? String.join(", ", names(text)) : written;
    };
  }

  /// A value as people read it: units in the server's letters.
  String shown(String written) {
    Matcher measure = MEASURE.matcher(written.strip());
    if (unit.isEmpty() || !measure.matches() || measure.group(2).isEmpty()) {
      return unit.isEmpty() ? number(written) : written.strip();
    }
    String letters = measure.group(2).toLowerCase(Locale.ROOT);
    if (!UNITS.containsKey(letters)) {
      return written.strip();
    }
    boolean bytes = letters.endsWith("b");
    return measure.group(1)
        + (!bytes ? letters : letters.equals("kb") ? "kB" : letters.toUpperCase(Locale.ROOT));
  }

  /// A value without its unit as results tell it: bytes where it is a size.
  Map<String, Object> told(String number) {
    boolean size = unit.endsWith("B") && NUMBER.matcher(number).matches();
    Object value = number;
    if (size || (type.equals("integer") && NUMBER.matcher(number).matches())) {
      value = size ? Math.round(Double.parseDouble(number) * own()) : Long.parseLong(number);
    }
    return Map.of("value", value, "unit", size ? "b" : unit);
  }

  /// Words of truth may be shortened as long as they are one only
  /// (<https://www.postgresql.org/docs/current/datatype-boolean.html>); what is none stays, and the
  /// server refuses it.
  private static String bool(String text) {
    String small = text.toLowerCase(Locale.ROOT);
    return begins(small, "on", "true", "yes", "1")
        ? "on"
        : begins(small, "off", "false", "no", "0") ? "off" : text;
  }

  private static boolean begins(String given, String whole, String... others) {
    boolean first = given.length() > 1 && whole.startsWith(given);
    return first
        || (!given.isEmpty() && Stream.of(others).anyMatch(each -> each.startsWith(given)));
  }

  private String measured(String text) {
    Matcher measure = MEASURE.matcher(text);
    if (!measure.matches()) {
      return text;
    }
    double value = Double.parseDouble(measure.group(1));
    Double given = UNITS.get(measure.group(2).toLowerCase(Locale.ROOT));
    if (!measure.group(2).isEmpty() && given == null) {
      return text;
    }
    if (given != null) {
      value = value * given / own();
    }
    return type.equals("integer") ? Long.toString(Math.round(value)) : Double.toString(value);
  }

  /// The setting's own unit in bytes or microseconds: `8kB` is eight times a `kB`.
  private double own() {
    Matcher own = Pattern.compile("([0-9]*)([a-zA-Z]+)").matcher(unit);
    if (!own.matches()) {
      return 1;
    }
    double times = own.group(1).isEmpty() ? 1 : Double.parseDouble(own.group(1));
    return times * UNITS.getOrDefault(own.group(2).toLowerCase(Locale.ROOT), 1.0);
  }

  private boolean isList() {
    return LISTS.contains(name.toLowerCase(Locale.ROOT));
  }

  private static List<String> names(String text) {
    return Stream.of(text.split(","))
        .map(each -> each.strip().replaceAll("^\"(.*)\"$", "$1"))
        .toList();
  }

  /// A value as ALTER SYSTEM takes it.
  String quoted(String value) {
    if (isList()) {
      return names(value).stream().map(Sql::standardText).collect(Collectors.joining(", "));
    }
    return Sql.standardText(type.equals("integer") || type.equals("real") ? shown(value) : value);
  }
}
