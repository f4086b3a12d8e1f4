package dev.runner.modules.databases;

import dev.runner.module.Plan;
import dev.runner.values.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What a PostgreSQL server says of one of its indexes.
///
/// @param space the tablespace; empty for that of the database
/// @param stored how it is stored, as `name=value`
record IndexState(String table, String space, List<String> stored, boolean valid) {
  /// What is told where there is no index.
  static final IndexState NONE = new IndexState("", "", List.of(), true);

  /// Asks for one line on the index; for none if there is no such index.
  static String question(String schema, String name) {
    return """
    SELECT json_build_object('table', t.relname, 'space', coalesce(s.spcname, ''),
      'stored', coalesce(to_json(c.reloptions), '[]'), 'valid', i.indisvalid)
    FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_class t ON t.oid = i.indrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace LEFT JOIN pg_tablespace s ON s.oid = c.reltablespace
    WHERE n.nspname = %s AND c.relname = %s;
    """
        .formatted(Sql.standardText(schema), Sql.standardText(name));
  }

  /// Asks for one line on what an index can be made of.
  static String context(Optional<String> table) {
    String there =
        table
            .map(each -> "to_regclass(%s) IS NOT NULL".formatted(Sql.standardText(each)))
            .orElse("true");
    return "SELECT json_build_object('table', %s, 'methods', (SELECT json_agg(a.amname) FROM pg_am a));\n"
        .formatted(there);
  }

  /// Why the statement can't be carried out.
  static Optional<Plan.Refused> obstacle(String context, PostgresqlIdx wanted, String statement) {
    Map<?, ?> row = (Map<?, ?>) Json.parse(context);
    String method = wanted.idxtype().orElse("btree").toLowerCase(Locale.ROOT);
    if (!Sql.words(row, "methods").contains(method)) {
      return Optional.of(
          Plan.refuse(
              "Index type '%s' of %s is not in valid types"
                  .formatted(wanted.idxtype().orElse(""), wanted.name()),
              "There are %s.".formatted(String.join(", ", Sql.words(row, "methods")))));
    } else if (!Boolean.TRUE.equals(row.get("table"))) {
      return Optional.of(
          Plan.refuse(
              "Cannot execute SQL '%s': relation \"%s.%s\" does not exist"
                  .formatted(
                      statement, wanted.schema().orElse("public"), wanted.table().orElse("")),
              "Make the table before, or check its name and schema, capitals too."));
    }
    return Optional.empty();
  }

  static Optional<IndexState> read(List<String> answer) {
    return answer.stream()
        .findFirst()
        .map(line -> (Map<?, ?>) Json.parse(line))
        .map(
            row ->
                new IndexState(
                    Sql.word(row, "table"),
                    Sql.word(row, "space"),
                    Sql.words(row, "stored"),
                    Boolean.TRUE.equals(row.get("valid"))));
  }

  /// What is registered of it.
  Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("tblname", table);
    values.put("tblspace", space);
    values.put("storage_params", stored);
    values.put("valid", valid);
    return values;
  }
}
