package dev.runner.modules.databases;

import dev.runner.module.Answer;
import dev.runner.module.BadParameter;
import dev.runner.module.Content;
import dev.runner.module.Describe;
import dev.runner.module.Finished;
import dev.runner.module.Output;
import dev.runner.module.Param;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Spread;
import dev.runner.module.Step;
import dev.runner.module.TaskModule;
import dev.runner.module.Value;
import dev.runner.values.Python;
import dev.runner.values.Secrets;
import dev.runner.values.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Runs statements on a MySQL or MariaDB server.
@Describe(
    summary = "Run statements on a MySQL or MariaDB server, and return what they answer.",
    description =
        """
        Values that are whole numbers are returned as numbers, all others as text. Statements that only
        read are asked in check mode too; others aren't run there. It counts as changed if a
        statement defines something, or changed rows.
        """,
    since = "0.1",
    collection = "community.mysql",
    aliases = {"ansible.mysql.mysql_query", "ansible.mariadb.mariadb_query"},
    example =
        """
        - name: count the orders
          mysql_query:
            login_db: shop
            query: SELECT COUNT(*) AS orders FROM orders WHERE day = %s
            positional_args:
              - "2026-11-26"
          register: counted
        """,
    returns = {
      @Describe.Returned(name = "executed_queries", value = "The statements, with their values."),
      @Describe.Returned(
          name = "query_result",
          value = "For each statement its rows, each a mapping of columns to values."),
      @Describe.Returned(
          name = "rowcount",
          value = "For each statement how many rows it gave or changed."),
      @Describe.Returned(
          name = "execution_time_ms",
          value = "For each statement its share of the time, in milliseconds.")
    })
public record MysqlQuery(
    @Param("A statement, or a list of them.") Value query,
    @Param("Values for each %s in the statements.") List<Value> positionalArgs,
    @Param("Values for each %(name)s in the statements.") Map<String, Value> namedArgs,
    @Param("Database to work in.") Optional<String> loginDb,
    @Param(value = "Whether all statements are one transaction.", byDefault = "false")
        boolean singleTransaction,
    @Param("Variables of the session to set first.") Map<String, Value> sessionVars,
    @Spread MysqlLogin login)
    implements TaskModule {
  private static final Pattern READS =
      Pattern.compile("(?is)\\s*(select|show|explain|describe|desc|with)\\b.*");

  /// What changes rows all the same: EXPLAIN ANALYZE carries its statement out, WITH may stand
  /// before one that writes, SELECT may write a file, and another statement may follow.
  private static final Pattern ACTS =
      Pattern.compile(
          "(?is)\\s*(explain|desc|describe)\\b.*\\banalyze\\b.*"
              + "|\\s*with\\b.*\\b(insert|update|delete|replace)\\b.*"
              + "|.*\\binto\\s+(outfile|dumpfile|@).*|.*;\\s*\\S.*");

  private static final Pattern CONDITIONAL =
      Pattern.compile("(?is).*\\bIF\\s+(NOT\\s+)?EXISTS\\b.*");
  private static final Pattern DEFINES =
      Pattern.compile("(?is)\\s*(create|drop|alter|rename|truncate|grant|revoke)\\b.*");
  private static final String END = "$$runner$$";

  public MysqlQuery {
    positionalArgs = List.copyOf(positionalArgs);
    namedArgs = new LinkedHashMap<>(namedArgs);
    sessionVars = new LinkedHashMap<>(sessionVars);
    if (!positionalArgs.isEmpty() && !namedArgs.isEmpty()) {
      throw BadParameter.exclusive("positional_args", "named_args");
    }
    if (query.value() instanceof Map) {
      throw new BadParameter(
          "query",
          "the query option value must be a string or list, passed %s"
              .formatted(Python.string(query.value())));
    }
    if (query.value() instanceof List<?> list && !list.stream().allMatch(Text::isText)) {
      throw new BadParameter("query", "the elements in query list must be strings");
    }
    if (Sql.statements(query).isEmpty()) {
      throw new BadParameter("query", "there is no statement");
    }
  }

  private boolean reads() {
    return Sql.statements(query).stream()
        .map(Sql::withoutTexts)
        .allMatch(READS.asMatchPredicate().and(ACTS.asMatchPredicate().negate()));
  }

  @Override
  public boolean foreseeable() {
    return reads();
  }

  private List<String> statements(boolean escapes) {
    return Placeholders.filled(
        Sql.statements(query), positionalArgs, namedArgs, value -> Sql.value(value, escapes));
  }

  /// Whether backslashes escape in this session; asked only where that makes a difference.
  private boolean escapes(Probe host) {
    if (statements(true).equals(statements(false))) {
      return true;
    }
    StringBuilder question = new StringBuilder();
    session().forEach(statement -> question.append(statement).append(";\n"));
    Output mode = login.ask(host, question + "SELECT @@SESSION.sql_mode;\n");
    return !mode.out().contains("NO_BACKSLASH_ESCAPES");
  }

  private List<String> session() {
    return sessionVars.entrySet().stream()
        .map(
            each ->
                "SET SESSION %s = %s".formatted(each.getKey(), Sql.value(each.getValue().value())))
        .toList();
  }

  private boolean secret() {
    return Secrets.in(query.value())
        || positionalArgs.stream().anyMatch(each -> Secrets.in(each.value()))
        || namedArgs.values().stream().anyMatch(each -> Secrets.in(each.value()))
        || sessionVars.values().stream().anyMatch(each -> Secrets.in(each.value()));
  }

  @Override
  public Plan plan(Probe host) {
    List<String> statements = statements(escapes(host));
    List<Object> words = new ArrayList<>(List.of("--xml"));
    loginDb.ifPresent(name -> words.add("--database=" + name));
    Content script = script(statements);
    var command = login.sql(host, script, words.toArray());
    if (reads()) {
      Output output = host.look(command);
      return output.ok()
          ? Plan.unchanged("only read").withAll(values(statements, output))
          : failed(output);
    }
    return Plan.changes(
            Step.run("run %d statements".formatted(statements.size()), command).anyStatus())
        .predicting("executed_queries", shown(statements))
        .after((outputs, now) -> finished(statements, outputs.last()));
  }

  private List<Object> shown(List<String> statements) {
    return statements.stream().<Object>map(each -> secret() ? Text.secret(each) : each).toList();
  }

  private Content script(List<String> statements) {
    StringBuilder text = new StringBuilder("DELIMITER " + END + "\n");
    session().forEach(statement -> text.append("%s\n%s\n".formatted(statement, END)));
    if (singleTransaction) {
      text.append("START TRANSACTION\n" + END + "\n");
    }
    for (String statement : statements) {
      text.append(statement.strip().replaceFirst(";$", "")).append('\n').append(END).append('\n');
      text.append(MysqlRows.QUESTION).append('\n').append(END).append('\n');
    }
    if (singleTransaction) {
      text.append("COMMIT\n" + END + "\n");
    }
    Content content = Content.of(text.toString());
    return secret() ? content.asSecret() : content;
  }

  private static Plan failed(Output output) {
    return output.err().matches("(?s).*ERROR (1045|2002|2003|2005|1698).*")
        ? MysqlLogin.silent(output)
        : Plan.refuse("Cannot execute SQL: " + Sql.complaint(output), "");
  }

  private Answer finished(List<String> statements, Output output) {
    if (!output.ok()) {
      return Finished.failed("Cannot execute SQL: " + Sql.complaint(output))
          .changedWhen(false)
          .with("executed_queries", shown(statements));
    }
    Map<String, Object> values = values(statements, output);
    List<?> counts = (List<?>) values.getOrDefault("rowcount", List.of());
    List<Long> warnings = MysqlRows.read(output.stdout().lenientText()).warnings();
    boolean changed = false;
    for (int i = 0; i < statements.size(); i++) {
      boolean rows = i < counts.size() && counts.get(i) instanceof Long count && count > 0;
      changed |=
          (DEFINES.matcher(statements.get(i)).matches()
                  && !isSoAlready(statements.get(i), i < warnings.size() ? warnings.get(i) : 0))
              || (rows && !READS.matcher(statements.get(i)).matches());
    }
    return Finished.changed("").changedWhen(changed).withAll(values);
  }

  /// Where a condition on what exists kept it from doing anything, the server warns.
  private static boolean isSoAlready(String statement, long warnings) {
    return warnings > 0 && CONDITIONAL.matcher(Sql.withoutTexts(statement)).matches();
  }

  private Map<String, Object> values(List<String> statements, Output output) {
    MysqlRows rows = MysqlRows.read(output.stdout().lenientText());
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("executed_queries", shown(statements));
    values.put("query_result", rows.results());
    values.put("rowcount", rows.counts());
    long each = output.took().toMillis() / Math.max(1, statements.size());
    values.put("execution_time_ms", statements.stream().map(statement -> each).toList());
    return values;
  }
}
