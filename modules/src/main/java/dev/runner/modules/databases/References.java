package dev.runner.modules.databases;

import dev.runner.module.Plan;
import dev.runner.values.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// What statements refer to and the server may lack. It is asked for beforehand, so that check mode
/// doesn't promise what can't be.
///
/// @param question one line of JSON on each that isn't there
record References(String question) {
  private static final String LACKS = "lacks";

  static References none() {
    return new References("");
  }

  /// The same with a role.
  References role(Optional<String> name) {
    return named("role", "pg_roles", "rolname", name);
  }

  /// The same with a schema.
  References schema(Optional<String> name) {
    return named("schema", "pg_namespace", "nspname", name);
  }

  /// The same with a tablespace.
  References tablespace(Optional<String> name) {
    return named("tablespace", "pg_tablespace", "spcname", name);
  }

  private References named(String kind, String catalog, String column, Optional<String> name) {
    return name.map(
            each ->
                with(
                    kind,
                    each,
                    Sql.standardName(each),
                    "EXISTS (SELECT FROM %s WHERE %s = %s)"
                        .formatted(catalog, column, Sql.standardText(each))))
        .orElse(this);
  }

  /// The same with a table, or what is like one.
  References relation(Optional<QualifiedName> name) {
    return name.map(
            each ->
                with(
                    "relation",
                    String.join(".", each.parts()),
                    each.said(),
                    "to_regclass(%s) IS NOT NULL".formatted(Sql.standardText(each.said()))))
        .orElse(this);
  }

  private References with(String kind, String name, String said, String there) {
    return new References(
        "%sSELECT json_build_object('lacks', %s, 'said', %s) WHERE NOT %s;\n"
            .formatted(
                question,
                Sql.standardText("%s \"%s\" does not exist".formatted(kind, name)),
                Sql.standardText(said),
                there));
  }

  /// The lines of an answer that are about something else.
  static List<String> others(List<String> answer) {
    return answer.stream().filter(line -> !row(line).containsKey(LACKS)).toList();
  }

  /// The plan of these statements, if all that they refer to is there; else it is refused.
  static Plan checked(List<String> answer, List<String> statements, Supplier<Plan> plan) {
    Optional<Plan> lacking = lacking(answer, statements).map(refused -> refused);
    return lacking.orElseGet(plan);
  }

  /// Why the statements can't be carried out, told by the first of them that refers to something
  /// that isn't there.
  private static Optional<Plan.Refused> lacking(List<String> answer, List<String> statements) {
    for (String statement : statements) {
      for (String line : answer) {
        Map<?, ?> row = row(line);
        if (row.containsKey(LACKS) && statement.contains(Sql.word(row, "said"))) {
          return Optional.of(
              Plan.refuse(
                  "Cannot execute SQL '%s': %s".formatted(statement, Sql.word(row, LACKS)),
                  "Make it before, or check its name, capitals too."));
        }
      }
    }
    return Optional.empty();
  }

  private static Map<?, ?> row(String line) {
    return (Map<?, ?>) Json.parse(line);
  }
}
