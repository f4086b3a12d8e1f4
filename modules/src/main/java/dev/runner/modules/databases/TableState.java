package dev.runner.modules.databases;

import dev.runner.values.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a PostgreSQL server says of one of its tables.
///
/// @param tablespace empty for that of the database
/// @param home the tablespace of the database
/// @param stored how it is stored, as `name=value`
record TableState(String owner, String tablespace, String home, List<String> stored) {

  /// Asks for one line on the table; for none if there is no such table.
  static String question(QualifiedName name) {
    return """
    SELECT json_build_object('owner', pg_get_userbyid(c.relowner), 'space', coalesce(t.spcname, ''),
      'home', (SELECT h.spcname FROM pg_database d JOIN pg_tablespace h ON h.oid = d.dattablespace
        WHERE d.datname = current_database()),
      'stored', coalesce(to_json(c.reloptions), '[]'))
    FROM pg_class c LEFT JOIN pg_tablespace t ON t.oid = c.reltablespace
    WHERE c.oid = to_regclass(%s) AND c.relkind IN ('r', 'p');
    """
        .formatted(Sql.standardText(name.said()));
  }

  static Optional<TableState> read(List<String> answer) {
    return answer.stream().findFirst().map(line -> of((Map<?, ?>) Json.parse(line)));
  }

  private static TableState of(Map<?, ?> row) {
    return new TableState(
        Sql.word(row, "owner"),
        Sql.word(row, "space"),
        Sql.word(row, "home"),
        Sql.words(row, "stored"));
  }

  /// What is registered of it.
  Map<String, Object> values() {
    return Map.of("owner", owner, "tablespace", tablespace, "storage_params", stored);
  }
}
