package dev.runner.modules.databases;

import dev.runner.values.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/// The version of a PostgreSQL server, as results tell it.
final class ServerVersion {
  /// Answered with one line.
  static final String QUESTION =
      "SELECT json_build_object('raw', version(), 'number', current_setting('server_version_num')::int);\n";

  private ServerVersion() {}

  static Map<String, Object> read(String line) {
    Map<?, ?> row = (Map<?, ?>) Json.parse(line);
    // 150018 is 15.18; before 10, 90624 was 9.6.24.
    long number = Long.parseLong(Sql.word(row, "number"));
    boolean three = number < 100_000;
    long major = number / 10_000;
    long minor = three ? number / 100 % 100 : number % 10_000;
    Map<String, Object> version = new LinkedHashMap<>();
    version.put("raw", Sql.word(row, "raw"));
    version.put("major", major);
    version.put("minor", minor);
    version.put("full", "%d.%d%s".formatted(major, minor, three ? "." + number % 100 : ""));
    if (three) {
      version.put("patch", number % 100);
    }
    return version;
  }
}
