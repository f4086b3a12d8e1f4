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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Sees to a table in a database of a PostgreSQL server.
@Describe(
    summary = "Make, change, rename, empty or remove a table of PostgreSQL.",
    description =
        """
        Columns, and what a table is made like, count for new tables only: one that is there keeps
        its own. Emptying always counts as a change.
        """,
    since = "0.1",
    collection = "community.postgresql",
    aliases = "community.general.postgresql_table",
    example =
        """
        - name: make a table for orders
          postgresql_table:
            table: shop.orders
            columns:
              - id bigserial primary key
              - placed timestamptz
            login_db: site
            owner: site
          become: true
          become_user: postgres
        """,
    returns = {
      @Describe.Returned(name = "table", value = "Name of the table, as it was given."),
      @Describe.Returned(
          name = "state",
          value = "Whether it is there: `present`, `absent`, empty if it wasn't there before."),
      @Describe.Returned(name = "owner", value = "Role that owns it."),
      @Describe.Returned(
          name = "tablespace",
          value = "Tablespace that it is in; empty for that of the database."),
      @Describe.Returned(name = "storage_params", value = "How it is stored, as `name=value`."),
      @Describe.Returned(name = "queries", value = "Statements that ran.")
    })
@Needs("psql")
public record PostgresqlTable(
    @Param(
            value = "Name of the table, with its schema before a dot.",
            name = "table",
            aliases = "name")
        String name,
    @Param(value = "Whether it is to be there.", byDefault = "present") State state,
    @Param("Tablespace that it is in.") Optional<String> tablespace,
    @Param("Role that owns it.") Optional<String> owner,
    @Param(value = "Whether a new one isn't written to the server's log.", byDefault = "false")
        boolean unlogged,
    @Param("Table that a new one is made like.") Optional<String> like,
    @Param(
            "What is taken from that table besides its columns, between commas: ALL, COMMENTS,"
                + " CONSTRAINTS, DEFAULTS, INDEXES, STORAGE.")
        Optional<String> including,
    @Param("Columns of a new one, and constraints, as SQL has them.") List<String> columns,
    @Param("Another name that it gets.") Optional<String> rename,
    @Param(value = "Whether its rows are removed.", byDefault = "false") boolean truncate,
    @Param("How it is stored, as `name=value`.") List<String> storageParams,
    @Param(value = "Database that has it.", byDefault = "postgres", aliases = "db") String loginDb,
    @Param(value = "Whether what depends on it is removed with it.", byDefault = "false")
        boolean cascade,
    @Param(
            value = "Whether names that look like smuggled SQL are taken; all are quoted.",
            byDefault = "true")
        boolean trustInput,
    @Spread PostgresqlLogin login)
    implements TaskModule {

  /// Whether the table is to be there.
  public enum State {
    ABSENT,
    PRESENT
  }

  public PostgresqlTable {
    columns = List.copyOf(columns);
    storageParams = List.copyOf(storageParams);
    new Suspicion(trustInput)
        .of("table", name)
        .of("columns", columns)
        .of("like", like)
        .of("including", including)
        .of("tablespace", tablespace)
        .of("owner", owner)
        .of("rename", rename)
        .of("storage_params", storageParams)
        .of(login);
    Stream<Boolean> shaping =
        Stream.of(
            tablespace.isPresent(),
            owner.isPresent(),
            unlogged,
            like.isPresent(),
            including.isPresent(),
            !columns.isEmpty(),
            !storageParams.isEmpty());
    boolean shapes = shaping.anyMatch(given -> given);
    String others = "columns, like, unlogged, including, storage_params, owner, tablespace";
    if (state == State.ABSENT && (shapes || truncate || rename.isPresent())) {
      throw wrong(
          name,
          "state",
          "state=absent is mutually exclusive with: truncate, rename, columns, tablespace,"
              + " including, like, storage_params, unlogged, owner");
    } else if (truncate && (shapes || rename.isPresent())) {
      throw wrong(name, "truncate", "truncate is mutually exclusive with: rename, " + others);
    } else if (rename.isPresent() && shapes) {
      throw wrong(name, "rename", "rename is mutually exclusive with: " + others);
    } else if (like.isPresent() && !columns.isEmpty()) {
      throw wrong(name, "like", "like and columns params are mutually exclusive");
    } else if (including.isPresent() && like.isEmpty()) {
      throw wrong(name, "including", "including param needs like param specified");
    }
    like.ifPresent(other -> QualifiedName.of("like", "table", other));
    QualifiedName.of("table", "table", name);
  }

  private static BadParameter wrong(String name, String parameter, String what) {
    return new BadParameter(parameter, "%s: %s".formatted(name, what));
  }

  private QualifiedName qualified() {
    return QualifiedName.of("table", "table", name);
  }

  @Override
  public Plan plan(Probe host) {
    List<String> parts = qualified().parts();
    References references =
        References.none()
            .schema(parts.reversed().stream().skip(1).findFirst())
            .relation(like.map(other -> QualifiedName.of("like", "table", other)))
            .tablespace(tablespace)
            .role(owner);
    Output output =
        login.ask(host, loginDb, TableState.question(qualified()) + references.question());
    if (!output.ok()) {
      return PostgresqlLogin.unanswered(output);
    }
    Plan plan = planned(host, output.lines());
    return plan instanceof Plan.Changes changes && cascade && state == State.PRESENT
        ? changes.warning("cascade=true is ignored when state=present")
        : plan;
  }

  private Plan planned(Probe host, List<String> answer) {
    Optional<TableState> there = TableState.read(References.others(answer));
    if (state == State.ABSENT) {
      return there.isEmpty()
          ? Plan.unchanged("there is no such table")
              .withAll(values(there, List.of()))
              .with("state", "")
          : changes(
              host,
              "remove the table " + name,
              List.of("DROP TABLE %s%s".formatted(said(), cascade ? " CASCADE" : "")),
              there);
    } else if (truncate || rename.isPresent()) {
      return truncate
          ? done(host, "empty the table " + name, "TRUNCATE TABLE " + said(), there)
          : done(
              host,
              "rename the table %s to %s".formatted(name, rename.get()),
              "ALTER TABLE %s RENAME TO %s".formatted(said(), Sql.standardName(rename.get())),
              there);
    } else if (there.isEmpty()) {
      List<String> statements = new ArrayList<>(List.of(creation()));
      owner.ifPresent(role -> statements.add(owned(role)));
      return References.checked(
          answer, statements, () -> changes(host, "make the table " + name, statements, there));
    }
    List<String> statements = altered(there.get());
    if (statements.isEmpty()) {
      return Plan.unchanged("the table is so").withAll(values(there, statements));
    }
    return References.checked(
        answer, statements, () -> changes(host, "change the table " + name, statements, there));
  }

  private String said() {
    return qualified().said();
  }

  private String owned(String role) {
    return "ALTER TABLE %s OWNER TO %s".formatted(said(), Sql.standardName(role));
  }

  private String stored() {
    return "(%s)".formatted(String.join(",", storageParams));
  }

  private Plan done(Probe host, String title, String statement, Optional<TableState> there) {
    return there.isEmpty()
        ? Plan.refuse(
            "Cannot execute SQL '%s': relation \"%s\" does not exist"
                .formatted(statement, String.join(".", qualified().parts())),
            "Make the table before, or check its name, capitals too.")
        : changes(host, title, List.of(statement), there);
  }

  private String creation() {
    StringBuilder text = new StringBuilder("CREATE ");
    text.append(unlogged ? "UNLOGGED TABLE " : "TABLE ").append(said()).append(" (");
    text.append(like.map(this::likeness).orElse(String.join(",", columns))).append(")");
    text.append(storageParams.isEmpty() ? "" : " WITH " + stored());
    tablespace.ifPresent(space -> text.append(" TABLESPACE %s".formatted(Sql.standardName(space))));
    return text.toString();
  }

  private String likeness(String other) {
    return "LIKE "
        + QualifiedName.of("like", "table", other).said()
        + including.stream()
            .flatMap(text -> Stream.of(text.split(",")))
            .map(word -> " INCLUDING " + word)
            .collect(Collectors.joining());
  }

  private List<String> altered(TableState now) {
    List<String> statements = new ArrayList<>();
    tablespace
        .filter(space -> !space.equals(now.tablespace().isEmpty() ? now.home() : now.tablespace()))
        .ifPresent(
            space ->
                statements.add(
                    "ALTER TABLE %s SET TABLESPACE %s".formatted(said(), Sql.standardName(space))));
    owner.filter(role -> !role.equals(now.owner())).ifPresent(role -> statements.add(owned(role)));
    if (!now.stored().containsAll(storageParams)) {
      statements.add("ALTER TABLE %s SET %s".formatted(said(), stored()));
    }
    return statements;
  }

  private Map<String, Object> values(Optional<TableState> there, List<String> statements) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("table", name);
    values.put(
        "state",
        (there.isPresent() ? State.PRESENT : State.ABSENT).name().toLowerCase(Locale.ROOT));
    values.put("queries", statements);
    there.ifPresent(now -> values.putAll(now.values()));
    return values;
  }

  /// In check mode the table is told as it is; after a removal, as it was.
  private Plan changes(
      Probe host, String title, List<String> statements, Optional<TableState> there) {
    QualifiedName after = rename.map(qualified()::renamed).orElse(qualified());
    Map<String, Object> before = values(there, statements);
    if (rename.isPresent()) {
      before.put("state", "absent");
    }
    return new PostgresqlChange(login, loginDb, title, statements, true, TableState.question(after))
        .plan(
            host,
            lines -> {
              Map<String, Object> values = new LinkedHashMap<>(before);
              values.putAll(values(TableState.read(lines), statements));
              return values;
            })
        .predictingAll(before);
  }
}
