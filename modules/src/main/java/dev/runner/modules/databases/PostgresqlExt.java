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

/// Sees to an extension in a database of a PostgreSQL server.
@Describe(
    summary = "Add, update or remove an extension of a database of PostgreSQL.",
    description =
        """
        An extension that is there stays in the schema where it is. One that the server doesn't
        offer, and a version to which it knows no way, are refused before anything is changed.
        """,
    since = "0.1",
    collection = "community.postgresql",
    aliases = "community.general.postgresql_ext",
    example =
        """
        - name: let the site search for similar words
          postgresql_ext:
            ext: pg_trgm
            login_db: site
          become: true
          become_user: postgres
        """,
    returns = {
      @Describe.Returned(
          name = "prev_version",
          value = "Version before; empty if it wasn't there."),
      @Describe.Returned(name = "version", value = "Version now; empty if it isn't there."),
      @Describe.Returned(name = "queries", value = "Statements that ran.")
    })
@Needs("psql")
public record PostgresqlExt(
    @Param(value = "Name of the extension.", name = "ext", aliases = "name") String name,
    @Param(value = "Database that has it.", aliases = "db") String loginDb,
    @Param(value = "Whether it is to be there.", byDefault = "present") State state,
    @Param("Schema that a new one's objects are put into.") Optional<String> schema,
    @Param("Version it is to have, or latest; one that is there keeps its own if left out.")
        Optional<String> version,
    @Param(
            value = "Whether what it needs is added too, or what needs it is removed too.",
            byDefault = "false")
        boolean cascade,
    @Param("Comment on it; empty for none.") Optional<String> comment,
    @Param(
            value = "Whether names that look like smuggled SQL are taken; all are quoted.",
            byDefault = "true")
        boolean trustInput,
    @Spread PostgresqlLogin login)
    implements TaskModule {
  private static final String LATEST = "latest";

  /// Whether the extension is to be there.
  public enum State {
    ABSENT,
    PRESENT
  }

  public PostgresqlExt {
    new Suspicion(trustInput).of("ext", name).of("schema", schema).of("version", version).of(login);
  }

  /// What the server says of the extension.
  ///
  /// @param version the one that is there; empty if none is
  /// @param latest the one that a new one gets; empty if the server offers none
  /// @param reachable whether there is a way from the version that is there to the wanted one
  /// @param offered whether the server has the wanted version
  /// @param lacking extensions that it needs and that aren't there
  private record Extension(
      String version,
      String latest,
      String comment,
      boolean reachable,
      boolean offered,
      List<?> lacking) {}

  @Override
  public Plan plan(Probe host) {
    String text = Sql.standardText(name);
    String wanted =
        version
            .filter(each -> !each.equals(LATEST))
            .map(Sql::standardText)
            .orElse("a.default_version");
    String question =
        """
        SELECT json_build_object('version', coalesce(e.extversion, ''),
          'latest', coalesce(a.default_version, ''),
          'comment', coalesce(obj_description(e.oid, 'pg_extension'), ''),
          'reachable', EXISTS (SELECT FROM pg_extension_update_paths(a.name) p
            WHERE p.source = e.extversion AND p.target = %s AND p.path IS NOT NULL),
          'offered', v.name IS NOT NULL,
          'lacking', coalesce((SELECT json_agg(r) FROM unnest(v.requires) r
            WHERE r NOT IN (SELECT extname FROM pg_extension)), '[]'))
        FROM (SELECT %s::name AS name) n LEFT JOIN pg_extension e ON e.extname = n.name
        LEFT JOIN pg_available_extensions a ON a.name = n.name
        LEFT JOIN pg_available_extension_versions v ON v.name = n.name AND v.version = %s;
        """
            .formatted(wanted, text, wanted);
    Output output = login.ask(host, loginDb, question);
    if (!output.ok() || output.lines().isEmpty()) {
      return PostgresqlLogin.unanswered(output);
    }
    Map<?, ?> row = (Map<?, ?>) Json.parse(output.lines().getFirst());
    Extension now =
        new Extension(
            Sql.word(row, "version"),
            Sql.word(row, "latest"),
            Sql.word(row, "comment"),
            Boolean.TRUE.equals(row.get("reachable")),
            Boolean.TRUE.equals(row.get("offered")),
            row.get("lacking") instanceof List<?> lacking ? lacking : List.of());
    return state == State.ABSENT ? absent(host, now) : present(host, now);
  }

  private Plan absent(Probe host, Extension now) {
    if (now.version().isEmpty()) {
      return unchanged("there is no such extension", now);
    }
    String statement = "DROP EXTENSION " + quoted() + (cascade ? " CASCADE" : "");
    return changes(host, "remove the extension " + name, List.of(statement), now, "");
  }

  private Plan present(Probe host, Extension now) {
    boolean there = !now.version().isEmpty();
    String wanted =
        version.isEmpty() && there
            ? now.version()
            : version.filter(each -> !each.equals(LATEST)).orElse(now.latest());
    boolean stays = there && wanted.equals(now.version());
    Optional<Plan.Refused> obstacle = stays ? Optional.empty() : obstacle(now, wanted);
    if (obstacle.isPresent()) {
      return obstacle.get();
    }
    List<String> statements = new ArrayList<>();
    if (!there) {
      statements.add(creation());
    } else if (!stays) {
      statements.add(
          "ALTER EXTENSION %s UPDATE TO %s".formatted(quoted(), Sql.standardText(wanted)));
    }
    comment
        .filter(text -> !there || !text.equals(now.comment()))
        .ifPresent(
            text ->
                statements.add(
                    "COMMENT ON EXTENSION %s IS %s".formatted(quoted(), Sql.standardText(text))));
    String title = (there ? "change the extension " : "add the extension ") + name;
    return statements.isEmpty()
        ? unchanged("the extension is so", now)
        : changes(host, title, statements, now, wanted);
  }

  private Optional<Plan.Refused> obstacle(Extension now, String wanted) {
    String site = "Install the package that has it on the server's host.";
    if (now.latest().isEmpty()) {
      return Optional.of(Plan.refuse("the server doesn't offer the extension " + name, site));
    } else if (now.version().isEmpty() && !now.offered()) {
      return Optional.of(
          Plan.refuse("the server has no version %s of %s".formatted(wanted, name), site));
    } else if (now.version().isEmpty() && !cascade && !now.lacking().isEmpty()) {
      return Optional.of(
          Plan.refuse(
              "the extension %s needs %s".formatted(name, String.join(", ", names(now.lacking()))),
              "Set cascade, or add them before."));
    } else if (!now.version().isEmpty() && !now.reachable()) {
      return Optional.of(
          Plan.refuse(
              "the server knows no way from version %s of %s to %s"
                  .formatted(now.version(), name, wanted),
              "Remove the extension first, or name another version."));
    }
    return Optional.empty();
  }

  private static List<String> names(List<?> names) {
    return names.stream().map(Sql::plain).toList();
  }

  private String quoted() {
    return Sql.standardName(name);
  }

  private String creation() {
    StringBuilder text = new StringBuilder("CREATE EXTENSION ").append(quoted());
    schema.ifPresent(each -> text.append(" WITH SCHEMA ").append(Sql.standardName(each)));
    version
        .filter(each -> !each.equals(LATEST))
        .ifPresent(each -> text.append(" VERSION ").append(Sql.standardText(each)));
    return text.append(cascade ? " CASCADE" : "").toString();
  }

  private static Plan unchanged(String because, Extension now) {
    return Plan.unchanged(because)
        .with("prev_version", now.version())
        .with("version", now.version())
        .with("queries", List.of());
  }

  private Plan changes(
      Probe host, String title, List<String> statements, Extension now, String version) {
    return login
        .together(host, loginDb, title, statements)
        .predicting("prev_version", now.version())
        .predicting("version", version);
  }
}
