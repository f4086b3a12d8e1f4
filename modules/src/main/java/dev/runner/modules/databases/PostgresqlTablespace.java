package dev.runner.modules.databases;

import dev.runner.module.BadParameter;
import dev.runner.module.Describe;
import dev.runner.module.Needs;
import dev.runner.module.Output;
import dev.runner.module.Param;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Spread;
import dev.runner.module.TaskModule;
import dev.runner.module.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Sees to a tablespace of a PostgreSQL server.
@Describe(
    summary = "Make, change, rename or remove a tablespace of PostgreSQL.",
    description =
        """
        Its directory has to be there, empty and the server's own. It can't be moved: another
        location than the one it has is refused.
        """,
    since = "0.1",
    collection = "community.postgresql",
    aliases = "community.general.postgresql_tablespace",
    example =
        """
        - name: use the fast disk
          postgresql_tablespace:
            tablespace: fast
            location: /srv/fast
            owner: site
            set:
              random_page_cost: 1.1
          become: true
          become_user: postgres
        """,
    returns = {
      @Describe.Returned(name = "tablespace", value = "Name of the tablespace."),
      @Describe.Returned(name = "newname", value = "Name that it got."),
      @Describe.Returned(name = "state", value = "Whether it is there: `present` or `absent`."),
      @Describe.Returned(name = "owner", value = "Role that owns it."),
      @Describe.Returned(name = "comment", value = "Comment on it."),
      @Describe.Returned(name = "options", value = "Settings that it has."),
      @Describe.Returned(name = "location", value = "Its directory."),
      @Describe.Returned(name = "queries", value = "Statements that ran.")
    })
@Needs("psql")
public record PostgresqlTablespace(
    @Param(value = "Name of the tablespace.", name = "tablespace", aliases = "name") String name,
    @Param(value = "Its directory on the host; a new one needs it.", aliases = "path", path = true)
        Optional<String> location,
    @Param(value = "Whether it is to be there.", byDefault = "present") State state,
    @Param("Role that owns it.") Optional<String> owner,
    @Param("Settings that it has; reset takes one away.") Map<String, Value> set,
    @Param("Another name that it gets; nothing else is changed then.") Optional<String> renameTo,
    @Param("Comment on it; empty for none.") Optional<String> comment,
    @Param(value = "Database to log in to.", byDefault = "postgres", aliases = "db") String loginDb,
    @Param(
            value = "Whether names that look like smuggled SQL are taken; all are quoted.",
            byDefault = "true")
        boolean trustInput,
    @Spread PostgresqlLogin login)
    implements TaskModule {
  private static final String RESET = "reset";

  /// Whether the tablespace is to be there.
  public enum State {
    ABSENT,
    PRESENT
  }

  public PostgresqlTablespace {
    set = new LinkedHashMap<>(set);
    Suspicion suspicion =
        new Suspicion(trustInput)
            .of("tablespace", name)
            .of("location", location)
            .of("owner", owner)
            .of("rename_to", renameTo)
            .of("comment", comment)
            .of(login);
    set.forEach(
        (setting, value) -> {
          suspicion.of("set", setting).of("set", Sql.plain(value.value()));
          if (!setting.matches("[A-Za-z_][A-Za-z0-9_]*")) {
            throw new BadParameter("set", "'%s' is no setting".formatted(setting));
          }
        });
    boolean more = owner.isPresent() || renameTo.isPresent() || !set.isEmpty();
    if (state == State.ABSENT && (location.isPresent() || more)) {
      throw new BadParameter(
          "state", "state=absent is mutually exclusive location, owner, rename_to, and set");
    }
  }

  @Override
  public Plan plan(Probe host) {
    References references = References.none().role(owner);
    Output output =
        login.ask(host, loginDb, TablespaceState.question(name) + references.question());
    if (!output.ok()) {
      return PostgresqlLogin.unanswered(output);
    }
    return planned(host, output.lines());
  }

  private Plan planned(Probe host, List<String> answer) {
    Optional<TablespaceState> there = TablespaceState.read(References.others(answer));
    if (state == State.ABSENT) {
      return there.isEmpty()
          ? unchanged("there is no such tablespace", there)
          : changes(
              host, "remove the tablespace " + name, List.of("DROP TABLESPACE " + said()), there);
    } else if (there.isPresent()) {
      return altered(host, answer, there.get());
    } else if (renameTo.isPresent()) {
      return Plan.refuse(
          "Tablespace %s does not exist, nothing to rename".formatted(name),
          "Check its name, capitals too.");
    } else if (location.isEmpty()) {
      return Plan.refuse(
          "'location' parameter must be passed with state=present if the tablespace doesn't exist",
          "Name its directory.");
    }
    List<String> statements = new ArrayList<>();
    statements.add(
        "CREATE TABLESPACE %s LOCATION %s"
            .formatted(said(), Sql.standardText(location.orElseThrow())));
    statements.addAll(wanted(TablespaceState.NONE));
    return References.checked(
        answer, statements, () -> changes(host, "make the tablespace " + name, statements, there));
  }

  private Plan altered(Probe host, List<String> answer, TablespaceState now) {
    if (location.isPresent() && !location.get().equals(now.location())) {
      return Plan.refuse(
          "Tablespace '%s' exists with different location '%s'".formatted(name, now.location()),
          "Make another tablespace, and move there what is in this one.");
    }
    if (renameTo.isPresent()) {
      String other = renameTo.get();
      return other.equals(name)
          ? unchanged("the tablespace has that name", Optional.of(now))
          : changes(
                  host,
                  "rename the tablespace %s to %s".formatted(name, other),
                  List.of(
                      "ALTER TABLESPACE %s RENAME TO %s"
                          .formatted(said(), Sql.standardName(other))),
                  Optional.of(now))
              .predicting("newname", other);
    }
    List<String> statements = wanted(now);
    return statements.isEmpty()
        ? unchanged("the tablespace is so", Optional.of(now))
        : References.checked(
            answer,
            statements,
            () -> changes(host, "change the tablespace " + name, statements, Optional.of(now)));
  }

  private String said() {
    return Sql.standardName(name);
  }

  /// What makes it as it is wanted.
  private List<String> wanted(TablespaceState now) {
    List<String> statements = new ArrayList<>();
    owner
        .filter(role -> !role.equals(now.owner()))
        .ifPresent(
            role ->
                statements.add(
                    "ALTER TABLESPACE %s OWNER TO %s".formatted(said(), Sql.standardName(role))));
    set.forEach(
        (setting, given) -> {
          String value = Sql.plain(given.value());
          boolean reset = value.equals(RESET);
          if (reset && now.options().containsKey(setting)) {
            statements.add("ALTER TABLESPACE %s RESET (%s)".formatted(said(), setting));
          } else if (!reset && !value.equals(now.options().get(setting))) {
            statements.add(
                "ALTER TABLESPACE %s SET (%s = %s)"
                    .formatted(said(), setting, Sql.standardText(value)));
          }
        });
    comment
        .filter(text -> !text.equals(now.comment()))
        .ifPresent(
            text ->
                statements.add(
                    "COMMENT ON TABLESPACE %s IS %s".formatted(said(), Sql.standardText(text))));
    return statements;
  }

  private Map<String, Object> values(TablespaceState told, boolean there, List<String> statements) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("tablespace", name);
    values.put("state", (there ? State.PRESENT : State.ABSENT).name().toLowerCase(Locale.ROOT));
    values.put("queries", statements);
    values.putAll(told.values());
    return values;
  }

  private Plan.Unchanged unchanged(String because, Optional<TablespaceState> there) {
    return Plan.unchanged(because)
        .withAll(values(there.orElse(TablespaceState.NONE), there.isPresent(), List.of()));
  }

  /// In check mode the tablespace is told as it is; after a removal or another name, as it was.
  private Plan.Changes changes(
      Probe host, String title, List<String> statements, Optional<TablespaceState> there) {
    TablespaceState before = there.orElse(TablespaceState.NONE);
    boolean together = statements.stream().noneMatch(each -> each.startsWith("CREATE"));
    return new PostgresqlChange(
            login, loginDb, title, statements, together, TablespaceState.question(name))
        .plan(
            host,
            lines ->
                values(
                    TablespaceState.read(lines).orElse(before), state == State.PRESENT, statements))
        .predictingAll(values(before, there.isPresent(), statements));
  }
}
