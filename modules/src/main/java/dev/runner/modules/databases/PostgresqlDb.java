package dev.runner.modules.databases;

import dev.runner.module.BadParameter;
import dev.runner.module.Content;
import dev.runner.module.Describe;
import dev.runner.module.Needs;
import dev.runner.module.Output;
import dev.runner.module.Param;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Spread;
import dev.runner.module.Step;
import dev.runner.module.TaskModule;
import dev.runner.module.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Sees to a database of a PostgreSQL server.
@Describe(
    summary = "Make, change, remove, rename, dump or load a database of PostgreSQL.",
    description =
        """
        The host's clients do it. A dump is in the format that the name of `target` calls for:
        `.tar`, `.pgc` (custom), `.dir`, else SQL; `.gz`, `.bz2` and `.xz` are compressed. Dumping and
        loading always count as changes.
        """,
    since = "0.1",
    collection = "community.postgresql",
    aliases = "community.general.postgresql_db",
    example =
        """
        - name: make the database of the site
          postgresql_db:
            db: site
            owner: site
            encoding: UTF-8
            template: template0
          become: true
          become_user: postgres
        """,
    returns = {
      @Describe.Returned(name = "db", value = "Name of the database."),
      @Describe.Returned(name = "executed_commands", value = "Statements and commands that ran."),
      @Describe.Returned(name = "cmd", value = "The command that dumped or restored."),
      @Describe.Returned(name = "rc", value = "What that command ended with."),
      @Describe.Returned(name = "stderr", value = "What that command complained of.")
    })
@Needs("psql")
public record PostgresqlDb(
    @Param(value = "Name of the database.", name = "db", aliases = "name") String name,
    @Param(value = "Whether it is to be there, or what is done with it.", byDefault = "present")
        State state,
    @Param(value = "Role that owns it.", byDefault = "") String owner,
    @Param(value = "Template that a new one is made of.", byDefault = "") String template,
    @Param(value = "Encoding of a new one.", byDefault = "") String encoding,
    @Param(value = "Order of text in a new one.", byDefault = "") String lcCollate,
    @Param(value = "Kinds of characters in a new one.", byDefault = "") String lcCtype,
    @Param(value = "Who knows the locale of a new one: icu or libc.", byDefault = "")
        String localeProvider,
    @Param(value = "Locale for icu of a new one.", byDefault = "") String icuLocale,
    @Param(value = "Tablespace that it is in.", byDefault = "") String tablespace,
    @Param(value = "How many connections it takes; -1 for no limit.", byDefault = "")
        String connLimit,
    @Param("Comment on it.") Optional<String> comment,
    @Param(value = "Whether connections are cut to remove it.", byDefault = "false") boolean force,
    @Param(
            value = "File on the host to dump to or to load; for rename, the new name.",
            byDefault = "",
            path = true)
        String target,
    @Param(value = "More words for the program that dumps or loads.", byDefault = "")
        String targetOpts,
    @Param("More words for the program that dumps.") Optional<String> dumpExtraArgs,
    @Param(value = "Database to connect to meanwhile.", byDefault = "postgres")
        String maintenanceDb,
    @Param(
            value = "Whether names that look like smuggled SQL are taken; all are quoted.",
            byDefault = "true")
        boolean trustInput,
    @Spread PostgresqlLogin login)
    implements TaskModule {

  /// What is done with a database.
  public enum State {
    ABSENT,
    DUMP,
    PRESENT,
    RENAME,
    RESTORE
  }

  public PostgresqlDb {
    new Suspicion(trustInput)
        .of("owner", owner)
        .of("conn_limit", connLimit)
        .of("encoding", encoding)
        .of("db", name)
        .of("template", template)
        .of("tablespace", tablespace)
        .of(login);
    boolean wants = state == State.DUMP || state == State.RESTORE || state == State.RENAME;
    if (wants && target.isEmpty()) {
      throw new BadParameter("target", "this state needs the parameter target");
    }
    if (!connLimit.isEmpty() && !connLimit.matches("-?\\d+")) {
      throw new BadParameter("conn_limit", "'%s' is no number".formatted(connLimit));
    }
  }

  @Override
  public Plan plan(Probe host) {
    Output output =
        login.ask(host, maintenanceDb, PostgresqlDatabase.question(List.of(name, target)));
    if (!output.ok()) {
      return PostgresqlLogin.unanswered(output);
    }
    Map<String, PostgresqlDatabase> known = PostgresqlDatabase.read(output);
    Optional<PostgresqlDatabase> there = Optional.ofNullable(known.get(name));
    boolean other = !name.equals(target) && known.containsKey(target);
    return switch (state) {
      case PRESENT -> present(host, there);
      case ABSENT -> absent(host, there.isPresent());
      case RENAME -> renamed(host, there.isPresent(), other);
      case DUMP ->
          there.isPresent()
              ? dump().made(host)
              : Plan.refuse("the server has no database " + name, "Check its name.");
      case RESTORE ->
          dump()
              .restored(
                  host,
                  there.isPresent()
                      ? Optional.empty()
                      : Optional.of(
                          Step.run(
                              "make the database " + name,
                              login.sql(host, maintenanceDb, Content.of(creation() + ";\n")))));
    };
  }

  private PostgresqlDump dump() {
    return new PostgresqlDump(
        name,
        target,
        Words.split(targetOpts),
        dumpExtraArgs.map(Words::split).orElse(List.of()),
        login);
  }

  private Plan statements(Probe host, String title, List<String> statements) {
    if (statements.isEmpty()) {
      return Plan.unchanged("the database is so")
          .with("db", name)
          .with("executed_commands", List.of());
    }
    String text = String.join(";\n", statements) + ";\n";
    return Plan.changes(
            Step.run(title, login.sql(host, maintenanceDb, Content.of(text)))
                .complaining("Database query failed: "))
        .predicting("db", name)
        .predicting("executed_commands", statements);
  }

  private String quoted() {
    return Sql.standardName(name);
  }

  private Plan present(Probe host, Optional<PostgresqlDatabase> there) {
    if (there.isEmpty()) {
      List<String> statements = new ArrayList<>(List.of(creation()));
      comment.ifPresent(text -> statements.add(commented(text)));
      return statements(host, "make the database " + name, statements);
    }
    PostgresqlDatabase now = there.get();
    Map<String, String> wanted = new LinkedHashMap<>();
    wanted.put(PostgresqlDatabase.ENCODING, encoding);
    wanted.put(PostgresqlDatabase.COLLATE, lcCollate);
    wanted.put(PostgresqlDatabase.CTYPE, lcCtype);
    wanted.put(PostgresqlDatabase.ICU_LOCALE, icuLocale);
    wanted.put(PostgresqlDatabase.LOCALE_PROVIDER, localeProvider);
    Optional<Plan.Refused> fixed = now.fixed(wanted);
    if (fixed.isPresent()) {
      return fixed.get();
    }
    List<String> statements = new ArrayList<>();
    if (!owner.isEmpty() && !owner.equals(now.owner())) {
      statements.add("ALTER DATABASE %s OWNER TO %s".formatted(quoted(), Sql.standardName(owner)));
    }
    if (!connLimit.isEmpty() && !connLimit.equals(now.limit())) {
      statements.add("ALTER DATABASE %s CONNECTION LIMIT %s".formatted(quoted(), connLimit));
    }
    if (!tablespace.isEmpty() && !tablespace.equals(now.space())) {
      statements.add(
          "ALTER DATABASE %s SET TABLESPACE %s".formatted(quoted(), Sql.standardName(tablespace)));
    }
    comment
        .filter(text -> !text.equals(now.comment()))
        .ifPresent(text -> statements.add(commented(text)));
    return statements(host, "change the database " + name, statements);
  }

  private String creation() {
    StringBuilder text = new StringBuilder("CREATE DATABASE ").append(quoted());
    name(text, " OWNER ", owner);
    name(text, " TEMPLATE ", template);
    text(text, " ENCODING ", encoding);
    text(text, " LC_COLLATE ", lcCollate);
    text(text, " LC_CTYPE ", lcCtype);
    text(text, " ICU_LOCALE ", icuLocale);
    text(text, " LOCALE_PROVIDER ", localeProvider);
    name(text, " TABLESPACE ", tablespace);
    return text.append(connLimit.isEmpty() ? "" : " CONNECTION LIMIT " + connLimit).toString();
  }

  private static void name(StringBuilder text, String word, String value) {
    text.append(value.isEmpty() ? "" : word + Sql.standardName(value));
  }

  private static void text(StringBuilder text, String word, String value) {
    text.append(value.isEmpty() ? "" : word + Sql.standardText(value));
  }

  private String commented(String text) {
    return "COMMENT ON DATABASE %s IS %s".formatted(quoted(), Sql.standardText(text));
  }

  private Plan absent(Probe host, boolean there) {
    List<String> statements = new ArrayList<>();
    if (there && force) {
      statements.add(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()"
              .formatted(Sql.standardText(name)));
    }
    if (there) {
      statements.add("DROP DATABASE " + quoted());
    }
    return statements(host, "remove the database " + name, statements);
  }

  private Plan renamed(Probe host, boolean there, boolean other) {
    if (there && other) {
      return Plan.refuse(
          "Both the source and the target databases exist.", "Remove one of them first.");
    } else if (!there && !other) {
      return Plan.refuse("The source and the target databases do not exist.", "");
    }
    return statements(
        host,
        "rename the database %s to %s".formatted(name, target),
        there
            ? List.of(
                "ALTER DATABASE %s RENAME TO %s".formatted(quoted(), Sql.standardName(target)))
            : List.of());
  }
}
