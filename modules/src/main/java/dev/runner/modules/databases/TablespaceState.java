package dev.runner.modules.databases;

import dev.runner.values.Json;
import dev.runner.values.None;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a PostgreSQL server says of one of its tablespaces.
record TablespaceState(String owner, String location, String comment, Map<String, String> options) {
  /// What is told where there is no tablespace.
  static final TablespaceState NONE = new TablespaceState("", "", "", Map.of());

  TablespaceState {
    options = new LinkedHashMap<>(options);
  }

  /// Asks for one line on the tablespace; for none if it isn't there.
  static String question(String name) {
    return """
    SELECT json_build_object('owner', pg_get_userbyid(t.spcowner), 'location', pg_tablespace_location(t.oid),
      'comment', coalesce(shobj_description(t.oid, 'pg_tablespace'), ''),
      'options', coalesce(to_json(t.spcoptions), '[]'))
    FROM pg_tablespace t WHERE t.spcname = %s;
    """
        .formatted(Sql.standardText(name));
  }

  static Optional<TablespaceState> read(List<String> answer) {
    return answer.stream().findFirst().map(line -> of((Map<?, ?>) Json.parse(line)));
  }

  private static TablespaceState of(Map<?, ?> row) {
    Map<String, String> options = new LinkedHashMap<>();
    for (String each : Sql.words(row, "options")) {
      String[] pair = each.split("=", 2);
      options.put(pair[0], pair.length > 1 ? pair[1] : "");
    }
    return new TablespaceState(
        Sql.word(row, "owner"), Sql.word(row, "location"), Sql.word(row, "comment"), options);
  }

  /// What is registered of it.
  Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("owner", owner);
    values.put("location", location);
    values.put("comment", equals(NONE) ? None.NONE : comment);
    values.put("options", options);
    return values;
  }
}
