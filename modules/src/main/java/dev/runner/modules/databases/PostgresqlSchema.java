package dev.runner.modules.databases;

import dev.runner.module.Describe;
import dev.runner.module.Needs;
import dev.runner.module.Output;
import dev.runner.module.Param;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Spread;
import dev.runner.module.TaskModule;
import dev.runner.values.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Sees to a schema in a database of a PostgreSQL server.
@Describe(
    summary = "Make, change or remove a schema in a database of PostgreSQL.",
    description =
        """
        A schema that holds something is only removed with `cascade_drop`.
        """,
    since = "0.1",
    collection = "community.postgresql",
    aliases = "community.general.postgresql_schema",
    example =
        """
        - name: make a schema for reports
          postgresql_schema:
            schema: reports
            login_db: site
            owner: site
          become: true
          become_user: postgres
        """,
    returns = {
      @Describe.Returned(name = "schema", value = "Name of the schema."),
      @Describe.Returned(name = "queries", value = "Statements that ran.")
    })
@Needs("psql")
public record PostgresqlSchema(
    @Param(value = "Name of the schema.", name = "schema", aliases = "name") String name,
    @Param(
            value = "Database that has it.",
            byDefault = "postgres",
            aliases = {"db", "database"})
        String loginDb,
    @Param(value = "Whether it is to be there.", byDefault = "present") State state,
    @Param(value = "Role that owns it.", byDefault = "") String owner,
    @Param(value = "Whether what is in it is removed with it.", byDefault = "false")
        boolean cascadeDrop,
    @Param("Comment on it; empty for none.") Optional<String> comment,
    @Param(
            value = "Whether names that look like smuggled SQL are taken; all are quoted.",
            byDefault = "true")
        boolean trustInput,
    @Spread PostgresqlLogin login)
    implements TaskModule {

  /// Whether the schema is to be there.
  public enum State {
    ABSENT,
    PRESENT
  }

  public PostgresqlSchema {
    new Suspicion(trustInput).of("schema", name).of("owner", owner).of(login);
  }

  @Override
  public Plan plan(Probe host) {
    String question =
        """
        SELECT json_build_object('owner', pg_get_userbyid(n.nspowner),
          'comment', coalesce(obj_description(n.oid, 'pg_namespace'), ''),
          'holds', EXISTS (SELECT FROM pg_depend d WHERE d.refclassid = 'pg_namespace'::regclass
            AND d.refobjid = n.oid AND d.deptype = 'n'))
        FROM pg_namespace n WHERE n.nspname = %s;
        """
            .formatted(Sql.standardText(name));
    Output output = login.ask(host, loginDb, question);
    if (!output.ok()) {
      return PostgresqlLogin.unanswered(output);
    }
    Optional<Map<?, ?>> there =
        output.lines().stream().findFirst().map(line -> (Map<?, ?>) Json.parse(line));
    return state == State.ABSENT ? absent(host, there) : present(host, there);
  }

  private Plan absent(Probe host, Optional<Map<?, ?>> there) {
    if (there.isEmpty()) {
      return unchanged("there is no such schema");
    } else if (!cascadeDrop && Boolean.TRUE.equals(there.get().get("holds"))) {
      return Plan.refuse(
          "cannot drop schema %s because other objects depend on it".formatted(name),
          "Set cascade_drop, if what is in it may go too.");
    }
    return changes(
        host,
        "remove the schema " + name,
        List.of("DROP SCHEMA " + quoted() + (cascadeDrop ? " CASCADE" : "")));
  }

  private Plan present(Probe host, Optional<Map<?, ?>> there) {
    List<String> statements = new ArrayList<>();
    if (there.isEmpty()) {
      String role = owner.isEmpty() ? "" : " AUTHORIZATION " + Sql.standardName(owner);
      statements.add("CREATE SCHEMA " + quoted() + role);
    } else if (!owner.isEmpty() && !owner.equals(Sql.word(there.get(), "owner"))) {
      statements.add("ALTER SCHEMA %s OWNER TO %s".formatted(quoted(), Sql.standardName(owner)));
    }
    String said = there.map(row -> Sql.word(row, "comment")).orElse("");
    comment
        .filter(text -> !text.equals(said))
        .ifPresent(
            text ->
                statements.add(
                    "COMMENT ON SCHEMA %s IS %s".formatted(quoted(), Sql.standardText(text))));
    String title = (there.isPresent() ? "change the schema " : "make the schema ") + name;
    return statements.isEmpty() ? unchanged("the schema is so") : changes(host, title, statements);
  }

  private String quoted() {
    return Sql.standardName(name);
  }

  private Plan unchanged(String because) {
    return Plan.unchanged(because).with("schema", name).with("queries", List.of());
  }

  private Plan changes(Probe host, String title, List<String> statements) {
    return login.together(host, loginDb, title, statements).predicting("schema", name);
  }
}
