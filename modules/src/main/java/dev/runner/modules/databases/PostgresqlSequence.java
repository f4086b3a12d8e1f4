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

/// Sees to a sequence in a database of a PostgreSQL server.
@Describe(
    summary = "Make, rename, move, hand over or remove a sequence of PostgreSQL.",
    description =
        """
        How it counts is decided when it is made: one that is there keeps counting as it does. What
        is registered tells how it was before it was handed over, renamed or moved.
        """,
    since = "0.1",
    collection = "community.postgresql",
    aliases = "community.general.postgresql_sequence",
    example =
        """
        - name: number the invoices
          postgresql_sequence:
            sequence: invoices
            start: 1000
            login_db: shop
            owner: shop
          become: true
          become_user: postgres
        """,
    returns = {
      @Describe.Returned(name = "sequence", value = "Name of the sequence."),
      @Describe.Returned(name = "schema", value = "Schema that it was in."),
      @Describe.Returned(name = "state", value = "Whether it is there now."),
      @Describe.Returned(name = "newname", value = "Name that it got."),
      @Describe.Returned(name = "newschema", value = "Schema that it was moved to."),
      @Describe.Returned(name = "owner", value = "Role that owned it."),
      @Describe.Returned(name = "data_type", value = "Kind of its numbers."),
      @Describe.Returned(name = "increment", value = "From one number to the next."),
      @Describe.Returned(name = "minvalue", value = "Its smallest number."),
      @Describe.Returned(name = "maxvalue", value = "Its greatest number."),
      @Describe.Returned(name = "start", value = "Its first number."),
      @Describe.Returned(name = "cycle", value = "YES if it begins anew at its end, or NO."),
      @Describe.Returned(name = "queries", value = "Statements that ran.")
    })
@Needs("psql")
public record PostgresqlSequence(
    @Param(value = "Name of the sequence.", name = "sequence", aliases = "name") String name,
    @Param(value = "Whether it is to be there.", byDefault = "present") State state,
    @Param("Kind of the numbers of a new one; bigint if left out.") Optional<NumberKind> dataType,
    @Param("From one number of a new one to the next; 1 if left out.") Optional<Long> increment,
    @Param(value = "Smallest number of a new one.", aliases = "min") Optional<Long> minvalue,
    @Param(value = "Greatest number of a new one.", aliases = "max") Optional<Long> maxvalue,
    @Param("First number of a new one.") Optional<Long> start,
    @Param("How many numbers each session takes from a new one at once.") Optional<Long> cache,
    @Param(value = "Whether a new one begins anew at its end.", byDefault = "false") boolean cycle,
    @Param(value = "Whether what depends on it is removed with it.", byDefault = "false")
        boolean cascade,
    @Param("Another name that it gets.") Optional<String> renameTo,
    @Param("Role that owns it.") Optional<String> owner,
    @Param(value = "Schema that it is in.", byDefault = "public") String schema,
    @Param("Schema that it is moved to.") Optional<String> newschema,
    @Param(
            value = "Database that has it.",
            byDefault = "postgres",
            aliases = {"database", "db"})
        String loginDb,
    @Param(
            value = "Whether names that look like smuggled SQL are taken; all are quoted.",
            byDefault = "true")
        boolean trustInput,
    @Spread PostgresqlLogin login)
    implements TaskModule {

  /// Whether the sequence is to be there.
  public enum State {
    ABSENT,
    PRESENT
  }

  /// Kinds of numbers.
  public enum NumberKind {
    BIGINT,
    INTEGER,
    SMALLINT
  }

  public PostgresqlSequence {
    new Suspicion(trustInput)
        .of("sequence", name)
        .of("schema", schema)
        .of("rename_to", renameTo)
        .of("owner", owner)
        .of("newschema", newschema)
        .of(login);
    Map<String, Boolean> given = new LinkedHashMap<>();
    given.put("data_type", dataType.isPresent());
    given.put("increment", increment.isPresent());
    given.put("minvalue", minvalue.isPresent());
    given.put("maxvalue", maxvalue.isPresent());
    given.put("start", start.isPresent());
    given.put("cache", cache.isPresent());
    given.put("cycle", cycle);
    given.put("owner", owner.isPresent());
    given.put("newschema", newschema.isPresent());
    List<String> others = given.keySet().stream().filter(given::get).toList();
    List<String> pairs = new ArrayList<>();
    if (renameTo.isPresent()) {
      pairs.addAll(others.stream().map("rename_to|%s"::formatted).toList());
      pairs.addAll(cascade ? List.of("rename_to|cascade") : List.of());
    }
    if (cascade) {
      pairs.addAll(others.stream().map("cascade|%s"::formatted).toList());
    }
    if (!pairs.isEmpty()) {
      throw new BadParameter(
          pairs.getFirst().split("\\|")[0],
          "parameters are mutually exclusive: " + String.join(", ", pairs));
    }
  }

  @Override
  public Plan plan(Probe host) {
    References references =
        References.none().schema(Optional.of(schema)).schema(newschema).role(owner);
    Output output =
        login.ask(host, loginDb, SequenceState.question(schema, name) + references.question());
    if (!output.ok() || output.lines().isEmpty()) {
      return PostgresqlLogin.unanswered(output);
    }
    List<String> answer = output.lines();
    Optional<SequenceState> there = SequenceState.read(References.others(answer));
    if (state == State.ABSENT) {
      return absent(host, there);
    } else if (there.isPresent()) {
      return altered(host, answer, there.get());
    } else if (renameTo.isPresent()) {
      return missing("nothing to rename");
    } else if (newschema.isPresent()) {
      return missing("change of schema not possible");
    }
    List<String> statements = new ArrayList<>(List.of(creation()));
    owner.ifPresent(role -> statements.add(owned(role)));
    SequenceState made =
        SequenceState.made(
            SequenceState.asking(answer),
            dataType.orElse(NumberKind.BIGINT),
            increment,
            minvalue,
            maxvalue,
            start,
            cycle);
    return References.checked(
        answer, statements, () -> changes(host, "make the sequence " + name, statements, made));
  }

  private Plan missing(String what) {
    return Plan.refuse(
        "Sequence '%s' does not exist, %s".formatted(name, what),
        "Make it before, or check its name and schema, capitals too.");
  }

  private Plan absent(Probe host, Optional<SequenceState> there) {
    if (there.isEmpty()) {
      return Plan.unchanged("there is no such sequence").withAll(values(SequenceState.NONE));
    }
    String statement = "DROP SEQUENCE %s%s".formatted(said(), cascade ? " CASCADE" : "");
    return there.get().needed() && !cascade
        ? Plan.refuse(
            "Cannot execute SQL '%s': cannot drop sequence %s because other objects depend on it"
                .formatted(statement, name),
            "Set cascade, if what depends on it may go too.")
        : changes(host, "remove the sequence " + name, List.of(statement), there.get());
  }

  private Plan altered(Probe host, List<String> answer, SequenceState now) {
    List<String> statements = new ArrayList<>();
    Map<String, Object> more = new LinkedHashMap<>();
    renameTo
        .filter(other -> !other.equals(name))
        .ifPresent(
            other -> {
              statements.add(altering("RENAME TO", other));
              more.put("newname", other);
            });
    owner.filter(role -> !role.equals(now.owner())).ifPresent(role -> statements.add(owned(role)));
    newschema
        .filter(other -> !other.equals(schema))
        .ifPresent(
            other -> {
              statements.add(altering("SET SCHEMA", other));
              more.put("newschema", other);
            });
    if (statements.isEmpty()) {
      return Plan.unchanged("the sequence is so").withAll(values(now));
    }
    return References.checked(
        answer,
        statements,
        () -> changes(host, "change the sequence " + name, statements, now).predictingAll(more));
  }

  private String said() {
    return "%s.%s".formatted(Sql.standardName(schema), Sql.standardName(name));
  }

  private String owned(String role) {
    return altering("OWNER TO", role);
  }

  private String altering(String what, String other) {
    return "ALTER SEQUENCE %s %s %s".formatted(said(), what, Sql.standardName(other));
  }

  private String creation() {
    StringBuilder text = new StringBuilder("CREATE SEQUENCE ").append(said());
    dataType.ifPresent(type -> text.append(" AS ").append(type.name().toLowerCase(Locale.ROOT)));
    increment.ifPresent(number -> text.append(" INCREMENT BY ").append(number));
    minvalue.ifPresent(number -> text.append(" MINVALUE ").append(number));
    maxvalue.ifPresent(number -> text.append(" MAXVALUE ").append(number));
    start.ifPresent(number -> text.append(" START WITH ").append(number));
    cache.ifPresent(number -> text.append(" CACHE ").append(number));
    return text.append(cycle ? " CYCLE" : "").toString();
  }

  private Map<String, Object> values(SequenceState told) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("sequence", name);
    values.put("schema", schema);
    values.put("state", state.name().toLowerCase(Locale.ROOT));
    values.put("queries", List.of());
    values.putAll(told.values());
    return values;
  }

  private Plan.Changes changes(
      Probe host, String title, List<String> statements, SequenceState told) {
    return new PostgresqlChange(login, loginDb, title, statements, true, "")
        .plan(host, lines -> Map.of())
        .predictingAll(values(told))
        .predicting("queries", statements);
  }
}
