package dev.runner.modules.databases;

import dev.runner.module.Answer;
import dev.runner.module.BadParameter;
import dev.runner.module.Command;
import dev.runner.module.Constraint;
import dev.runner.module.Content;
import dev.runner.module.Describe;
import dev.runner.module.Finished;
import dev.runner.module.Needs;
import dev.runner.module.Output;
import dev.runner.module.Param;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.RemotePath;
import dev.runner.module.Spread;
import dev.runner.module.Step;
import dev.runner.module.TaskModule;
import dev.runner.module.Value;
import dev.runner.values.Secrets;
import dev.runner.values.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Runs statements on a PostgreSQL server.
@Describe(
    summary = "Run statements on a PostgreSQL server, and return what they answer.",
    description =
        """
        Rows come as JSON has them: numbers as numbers, all that JSON doesn't know as text. Statements
        that only read are asked in check mode too; others aren't run there. It counts as changed if a
        statement defines something, or changed rows.
        """,
    since = "0.1",
    collection = "community.postgresql",
    aliases = "community.general.postgresql_query",
    example =
        """
        - name: count the orders
          postgresql_query:
            login_db: shop
            query: SELECT COUNT(*) AS orders FROM orders WHERE day = %s
            positional_args:
              - "2026-11-26"
          become: true
          become_user: postgres
          register: counted
        """,
    returns = {
      @Describe.Returned(name = "query", value = "The last statement, with its values."),
      @Describe.Returned(name = "query_list", value = "All statements, as they were given."),
      @Describe.Returned(
          name = "query_result",
          value = "Rows of the last statement; an empty mapping if it has none to give."),
      @Describe.Returned(name = "query_all_results", value = "Rows of each statement."),
      @Describe.Returned(
          name = "execution_time_ms",
          value = "How long each statement took, in milliseconds."),
      @Describe.Returned(name = "rowcount", value = "Rows that all gave or changed."),
      @Describe.Returned(name = "statusmessage", value = "What the server said of the last one.")
    })
@Needs("psql")
@Constraint(
    value = Constraint.Kind.EXCLUSIVE,
    names = {"positional_args", "named_args"})
public record PostgresqlQuery(
    @Param("A statement, or a list of them.") Optional<Value> query,
    @Param("A file of statements on the host, instead of query; they count as one.")
        Optional<RemotePath> pathToScript,
    @Param(
            value = "Whether that file is one statement; else each that ends with a semicolon.",
            byDefault = "true")
        boolean asSingleQuery,
    @Param("Values for each %s in the statements.") List<Value> positionalArgs,
    @Param("Values for each %(name)s in the statements.") Map<String, Value> namedArgs,
    @Param(value = "Database to work in.", aliases = "db") Optional<String> loginDb,
    @Param(
            value = "Whether each statement is a transaction of its own, instead of all together.",
            byDefault = "false")
        boolean autocommit,
    @Param("Encoding of the client.") Optional<String> encoding,
    @Param("Schemas to look for names in.") List<String> searchPath,
    @Param(
            value = "Whether names that look like smuggled SQL are taken; all are quoted.",
            byDefault = "true")
        boolean trustInput,
    @Spread PostgresqlLogin login)
    implements TaskModule {
  public PostgresqlQuery {
    new Suspicion(trustInput).of(login);
    positionalArgs = List.copyOf(positionalArgs);
    namedArgs = new LinkedHashMap<>(namedArgs);
    searchPath = List.copyOf(searchPath);
    if (pathToScript.isPresent() && query.isPresent()) {
      throw new BadParameter("query", "path_to_script is mutually exclusive with query");
    }
    if (pathToScript.isEmpty() && query.map(Sql::statements).orElse(List.of()).isEmpty()) {
      throw new BadParameter("query", "there is no statement");
    }
  }

  @Override
  public boolean foreseeable() {
    return pathToScript.isEmpty()
        && given().stream().map(QueryStatement::new).allMatch(QueryStatement::reads);
  }

  /// The statements as they were given.
  private List<String> given() {
    return query.map(Sql::statements).orElse(List.of());
  }

  private List<QueryStatement> statements() {
    return Placeholders.filled(given(), positionalArgs, namedArgs, Sql::standardValue).stream()
        .map(each -> new QueryStatement(each.strip().replaceFirst(";\\s*$", "")))
        .toList();
  }

  private boolean secret() {
    return query.filter(each -> Secrets.in(each.value())).isPresent()
        || positionalArgs.stream().anyMatch(each -> Secrets.in(each.value()))
        || namedArgs.values().stream().anyMatch(each -> Secrets.in(each.value()));
  }

  @Override
  public Plan plan(Probe host) {
    return pathToScript.isPresent() ? ofScript(host, pathToScript.get()) : planned(host);
  }

  private Plan ofScript(Probe host, RemotePath path) {
    Optional<Content> script = host.read(path);
    if (script.isEmpty()) {
      return Plan.refuse(
          "Cannot read file '%s'".formatted(path), "the file is looked for on the host");
    }
    String text = script.get().lenientText();
    List<String> parts =
        asSingleQuery
            ? List.of(text)
            : Stream.of(text.split(";")).filter(part -> !part.isBlank()).toList();
    return new PostgresqlQuery(
            Optional.of(new Value(parts)),
            Optional.empty(),
            asSingleQuery,
            positionalArgs,
            namedArgs,
            loginDb,
            autocommit,
            encoding,
            searchPath,
            trustInput,
            login)
        .planned(host);
  }

  private Plan planned(Probe host) {
    List<QueryStatement> statements = statements();
    List<Object> words = new ArrayList<>();
    if (!autocommit) {
      words.add("--single-transaction");
    }
    Content script = script(statements);
    Command command = login.sql(host, loginDb.orElse("postgres"), script, words.toArray());
    if (foreseeable()) {
      Output output = host.look(command);
      return output.ok()
          ? Plan.unchanged("only read").withAll(values(statements, output))
          : PostgresqlLogin.notDone(output);
    }
    return Plan.changes(
            Step.run("run %d statements".formatted(statements.size()), command).anyStatus())
        .predicting("query", last(statements))
        .predicting("query_list", written())
        .after((outputs, now) -> finished(statements, outputs.last()));
  }

  private List<Object> shown(List<String> statements) {
    return statements.stream().<Object>map(each -> secret() ? Text.secret(each) : each).toList();
  }

  private List<Object> written() {
    return shown(given());
  }

  private Content script(List<QueryStatement> statements) {
    StringBuilder text = new StringBuilder();
    encoding.ifPresent(
        name -> text.append("SET client_encoding TO %s;\n".formatted(Sql.standardText(name))));
    if (!searchPath.isEmpty()) {
      text.append("SET search_path TO ")
          .append(String.join(", ", searchPath.stream().map(Sql::standardName).toList()))
          .append(";\n");
    }
    text.append("\\timing on\n\\set QUIET off\n");
    statements.forEach(each -> text.append(each.marked()));
    Content content = Content.of(text.toString());
    return secret() ? content.asSecret() : content;
  }

  private Answer finished(List<QueryStatement> statements, Output output) {
    if (!output.ok()) {
      return Finished.failed(PostgresqlLogin.notDone(output).because())
          .changedWhen(false)
          .with("query_list", written());
    }
    List<QueryStatement.Result> results = QueryStatement.results(statements, output);
    boolean changed = false;
    for (int i = 0; i < results.size(); i++) {
      changed |= statements.get(i).changes(results.get(i));
    }
    return Finished.changed("").changedWhen(changed).withAll(values(statements, output));
  }

  private Object last(List<QueryStatement> statements) {
    return shown(statements.stream().map(QueryStatement::text).toList()).getLast();
  }

  private Map<String, Object> values(List<QueryStatement> statements, Output output) {
    List<QueryStatement.Result> results = QueryStatement.results(statements, output);
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("query", last(statements));
    values.put("query_list", written());
    values.put("query_result", results.getLast().rows());
    values.put("query_all_results", results.stream().map(QueryStatement.Result::rows).toList());
    values.put(
        "execution_time_ms", results.stream().map(QueryStatement.Result::milliseconds).toList());
    values.put("rowcount", results.stream().mapToLong(QueryStatement.Result::count).sum());
    values.put("statusmessage", results.getLast().status());
    return values;
  }
}
