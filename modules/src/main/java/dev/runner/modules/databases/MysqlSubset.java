package dev.runner.modules.databases;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A part of what is told of a server, and what is asked for it.
enum MysqlSubset {
  VERSION,
  DATABASES,
  SETTINGS,
  GLOBAL_STATUS,
  USERS,
  USERS_INFO,
  ENGINES,
  MASTER_STATUS,
  SLAVE_STATUS,
  SLAVE_HOSTS;

  private static final Pattern VERSION_PARTS = Pattern.compile("(\\d+)\\.(\\d+)\\.(\\d+)-?(.*)");

  static Optional<MysqlSubset> named(String name) {
    return Stream.of(values()).filter(each -> each.word().equals(name)).findFirst();
  }

  private String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// What is asked. Of rivals, of different releases, one at most is answered.
  List<String> statements(MysqlInfo task) {
    return switch (this) {
      case VERSION -> List.of();
      case DATABASES -> List.of(databases(task));
      case SETTINGS -> List.of("SHOW GLOBAL VARIABLES");
      case GLOBAL_STATUS -> List.of("SHOW GLOBAL STATUS");
      case USERS, USERS_INFO -> List.of("SELECT * FROM mysql.user");
      case ENGINES -> List.of("SHOW ENGINES");
      case MASTER_STATUS -> List.of("SHOW MASTER STATUS", "SHOW BINARY LOG STATUS");
      case SLAVE_STATUS ->
          List.of("SHOW ALL SLAVES STATUS", "SHOW SLAVE STATUS", "SHOW REPLICA STATUS");
      case SLAVE_HOSTS -> List.of("SHOW SLAVE HOSTS", "SHOW REPLICAS");
    };
  }

  private static String databases(MysqlInfo task) {
    StringBuilder text = new StringBuilder("SELECT s.SCHEMA_NAME AS `name`");
    if (!task.excludeFields().contains("db_size")) {
      text.append(", COALESCE(SUM(t.DATA_LENGTH + t.INDEX_LENGTH), 0) AS `size`");
    }
    if (!task.excludeFields().contains("db_table_count")) {
      text.append(", COUNT(t.TABLE_NAME) AS `tables`");
    }
    text.append(" FROM information_schema.SCHEMATA s ")
        .append(task.returnEmptyDbs() ? "LEFT JOIN" : "JOIN")
        .append(" information_schema.TABLES t ON t.TABLE_SCHEMA = s.SCHEMA_NAME")
        .append(" GROUP BY s.SCHEMA_NAME");
    return text.toString();
  }

  /// What is told by the rows that each statement gave.
  Object told(List<List<Map<String, Object>>> answers) {
    List<Map<String, Object>> rows =
        answers.stream().filter(each -> !each.isEmpty()).findFirst().orElse(List.of());
    return switch (this) {
      case VERSION, USERS_INFO -> rows;
      case DATABASES -> by(rows, "name");
      case ENGINES -> by(rows, "Engine");
      case SETTINGS, GLOBAL_STATUS -> pairs(rows);
      case USERS -> nested(rows, List.of("Host", "User"));
      case MASTER_STATUS -> rows.isEmpty() ? Map.of() : rows.getFirst();
      case SLAVE_STATUS -> nested(rows, sourceColumns(rows));
      case SLAVE_HOSTS -> by(rows, "Server_id", "Server_Id");
    };
  }

  private static List<String> sourceColumns(List<Map<String, Object>> rows) {
    boolean old = rows.isEmpty() || rows.getFirst().containsKey("Master_Host");
    return old
        ? List.of("Master_Host", "Master_Port", "Master_User")
        : List.of("Source_Host", "Source_Port", "Source_User");
  }

  private static Map<String, Object> pairs(List<Map<String, Object>> rows) {
    Map<String, Object> all = new LinkedHashMap<>();
    rows.forEach(row -> all.put(text(row, "Variable_name"), row.getOrDefault("Value", "")));
    return all;
  }

  /// The rows by the first of these columns that they have.
  private static Map<String, Object> by(List<Map<String, Object>> rows, String... columns) {
    List<String> there =
        Stream.of(columns)
            .filter(each -> rows.isEmpty() || rows.getFirst().containsKey(each))
            .limit(1)
            .toList();
    return nested(rows, there);
  }

  /// The rows by the values of these columns, each within the one before.
  private static Map<String, Object> nested(List<Map<String, Object>> rows, List<String> columns) {
    Map<String, Object> all = new LinkedHashMap<>();
    for (Map<String, Object> row : rows) {
      Map<String, Object> rest = new LinkedHashMap<>(row);
      List<String> keys = columns.stream().map(each -> text(rest, each)).toList();
      rest.keySet().removeAll(columns);
      put(all, keys, rest);
    }
    return all;
  }

  @SuppressWarnings("unchecked") // what is put there are such maps
  private static void put(Map<String, Object> all, List<String> keys, Map<String, Object> row) {
    Map<String, Object> at = all;
    for (String key : keys.subList(0, keys.size() - 1)) {
      at = (Map<String, Object>) at.computeIfAbsent(key, _ -> new LinkedHashMap<>());
    }
    at.put(keys.getLast(), row);
  }

  static String text(Map<String, Object> row, String column) {
    return Sql.plain(row.getOrDefault(column, ""));
  }

  /// A version in parts.
  static Map<String, Object> version(String full) {
    Map<String, Object> parts = new LinkedHashMap<>();
    parts.put("full", full);
    Matcher matcher = VERSION_PARTS.matcher(full);
    if (matcher.matches()) {
      List<String> names = new ArrayList<>(List.of("major", "minor", "release"));
      for (int i = 0; i < names.size(); i++) {
        parts.put(names.get(i), Long.parseLong(matcher.group(i + 1)));
      }
      parts.put("suffix", matcher.group(4));
    }
    return parts;
  }
}
