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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Sees to an index in a database of a PostgreSQL server.
@Describe(
    summary = "Make or remove an index of a table of PostgreSQL.",
    description =
        """
        An index of that name that is there stays as it is, whatever it covers. Unless `concurrent` is
        turned off, others may write to the table meanwhile; an index whose making was interrupted
        stays behind invalid, and is warned of.
        """,
    since = "0.1",
    collection = "community.postgresql",
    aliases = "community.general.postgresql_idx",
    example =
        """
        - name: find orders by their day
          postgresql_idx:
            idxname: orders_day
            table: orders
            columns: day
            login_db: shop
          become: true
          become_user: postgres
        """,
    returns = {
      @Describe.Returned(name = "name", value = "Name of the index."),
      @Describe.Returned(name = "state", value = "Whether it is there: `present` or `absent`."),
      @Describe.Returned(name = "schema", value = "Schema that it is in."),
      @Describe.Returned(name = "tblname", value = "Table that it is on."),
      @Describe.Returned(
          name = "tblspace",
          value = "Tablespace that it is in; empty for that of the database."),
      @Describe.Returned(name = "storage_params", value = "How it is stored, as `name=value`."),
      @Describe.Returned(name = "valid", value = "Whether the server uses it."),
      @Describe.Returned(
          name = "query",
          value = "The statement that ran; empty if none did, or in check mode.")
    })
@Needs("psql")
public record PostgresqlIdx(
    @Param(value = "Name of the index.", name = "idxname", aliases = "name") String name,
    @Param(value = "Database that has it.", byDefault = "postgres", aliases = "db") String loginDb,
    @Param("Schema that it is in, and its table; public if left out.") Optional<String> schema,
    @Param(value = "Whether it is to be there.", byDefault = "present") State state,
    @Param("Table that it is on.") Optional<String> table,
    @Param(value = "Columns that it covers, as SQL has them.", aliases = "column")
        List<String> columns,
    @Param("Which rows it covers, as SQL has it; all if left out.") Optional<String> cond,
    @Param(value = "How it works; btree if left out.", aliases = "type") Optional<String> idxtype,
    @Param(value = "Whether others may write to the table meanwhile.", byDefault = "true")
        boolean concurrent,
    @Param(value = "Whether no two rows may be the same for it.", byDefault = "false")
        boolean unique,
    @Param("Tablespace that it is in.") Optional<String> tablespace,
    @Param("How it is stored, as `name=value`.") List<String> storageParams,
    @Param(value = "Whether what depends on it is removed with it.", byDefault = "false")
        boolean cascade,
    @Param(
            value = "Whether words that look like smuggled SQL are taken; names are quoted.",
            byDefault = "true")
        boolean trustInput,
    @Spread PostgresqlLogin login)
    implements TaskModule {
  private static final String BTREE = "btree";

  /// Whether the index is to be there.
  public enum State {
    ABSENT,
    PRESENT
  }

  public PostgresqlIdx {
    columns = List.copyOf(columns);
    storageParams = List.copyOf(storageParams);
    new Suspicion(trustInput)
        .of("idxname", name)
        .of("schema", schema)
        .of("table", table)
        .of("columns", columns)
        .of("tablespace", tablespace)
        .of("storage_params", storageParams)
        .of("cond", cond)
        .of(login);
    if (concurrent && cascade) {
      throw new BadParameter(
          "cascade", "Concurrent mode and cascade parameters are mutually exclusive");
    } else if (unique && !idxtype.orElse(BTREE).equalsIgnoreCase(BTREE)) {
      throw new BadParameter("unique", "Only btree currently supports unique indexes");
    } else if (state == State.PRESENT) {
      present(table, columns, cascade);
    } else if (table.isPresent()
        || !columns.isEmpty()
        || cond.isPresent()
        || idxtype.isPresent()
        || tablespace.isPresent()) {
      throw new BadParameter(
          "state",
          "Index %s is going to be removed, so it does not make sense to pass a table name, columns, conditions, index type, or tablespace"
              .formatted(name));
    }
  }

  private static void present(Optional<String> table, List<String> columns, boolean cascade) {
    if (table.isEmpty()) {
      throw new BadParameter("table", "Table must be specified");
    } else if (columns.isEmpty()) {
      throw new BadParameter("columns", "At least one column must be specified");
    } else if (cascade) {
      throw new BadParameter("cascade", "cascade parameter used only with state=absent");
    }
  }

  private String space() {
    return schema.orElse("public");
  }

  private String qualified(String what) {
    return "%s.%s".formatted(Sql.standardName(space()), Sql.standardName(what));
  }

  @Override
  public Plan plan(Probe host) {
    Output output =
        login.ask(
            host,
            loginDb,
            IndexState.context(table.map(this::qualified)) + IndexState.question(space(), name));
    if (!output.ok() || output.lines().isEmpty()) {
      return PostgresqlLogin.unanswered(output);
    }
    List<String> lines = output.lines();
    Optional<IndexState> there = IndexState.read(lines.subList(1, lines.size()));
    if (state == State.ABSENT) {
      return there.isEmpty()
          ? unchanged("there is no such index", there)
          : changes(host, "remove the index " + name, removal(), there);
    } else if (there.isPresent()) {
      Plan.Unchanged same = unchanged("there is such an index", there);
      return there.get().valid()
          ? same
          : same.warning("Index %s is invalid: remove it, and make it anew".formatted(name));
    }
    return IndexState.obstacle(lines.getFirst(), this, creation())
        .<Plan>map(refused -> refused)
        .orElseGet(() -> changes(host, "make the index " + name, creation(), there));
  }

  private String removal() {
    return "DROP INDEX %s%s%s"
        .formatted(concurrent ? "CONCURRENTLY " : "", qualified(name), cascade ? " CASCADE" : "");
  }

  private String creation() {
    StringBuilder text = new StringBuilder("CREATE ");
    text.append(unique ? "UNIQUE INDEX " : "INDEX ").append(concurrent ? "CONCURRENTLY " : "");
    text.append(Sql.standardName(name)).append(" ON ").append(qualified(table.orElse("")));
    text.append(" USING ").append(idxtype.orElse("BTREE"));
    text.append(" (").append(String.join(",", columns)).append(")");
    text.append(
        storageParams.isEmpty() ? "" : " WITH (%s)".formatted(String.join(",", storageParams)));
    tablespace.ifPresent(each -> text.append(" TABLESPACE ").append(Sql.standardName(each)));
    cond.ifPresent(each -> text.append(" WHERE ").append(each));
    return text.toString();
  }

  private Map<String, Object> values(Optional<IndexState> told, boolean there) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("name", name);
    values.put("state", (there ? State.PRESENT : State.ABSENT).name().toLowerCase(Locale.ROOT));
    values.put("schema", told.isPresent() ? space() : "");
    values.put("query", "");
    values.putAll(told.orElse(IndexState.NONE).values());
    return values;
  }

  private Plan.Unchanged unchanged(String because, Optional<IndexState> there) {
    return Plan.unchanged(because).withAll(values(there, there.isPresent()));
  }

  /// In check mode the index is told as it is; after a removal, as it was.
  private Plan changes(Probe host, String title, String statement, Optional<IndexState> there) {
    return new PostgresqlChange(
            login, loginDb, title, List.of(statement), false, IndexState.question(space(), name))
        .plan(
            host,
            lines -> {
              Optional<IndexState> now = IndexState.read(lines);
              Map<String, Object> values = values(now.or(() -> there), now.isPresent());
              values.put("query", statement);
              return values;
            })
        .predictingAll(values(there, there.isPresent()));
  }
}
