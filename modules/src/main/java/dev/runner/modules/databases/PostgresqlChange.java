package dev.runner.modules.databases;

import dev.runner.module.Answer;
import dev.runner.module.Content;
import dev.runner.module.Finished;
import dev.runner.module.Output;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Step;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Statements that change something on a PostgreSQL server, and a question that tells afterwards
/// how it is now. Which statement failed is known by the marks that those before it leave.
///
/// @param together whether all take effect or none; some statements stand no transaction
/// @param question answers with lines of JSON
record PostgresqlChange(
    PostgresqlLogin login,
    String database,
    String title,
    List<String> statements,
    boolean together,
    String question) {
  private static final String MARK = "#runner-statement";

  PostgresqlChange {
    statements = List.copyOf(statements);
  }

  /// The plan of it.
  ///
  /// @param values what is registered, by what the question is answered with
  Plan.Changes plan(Probe host, Function<List<String>, Map<String, Object>> values) {
    boolean wrapped = together && statements.size() > 1;
    StringBuilder text = new StringBuilder(wrapped ? "BEGIN;\n" : "");
    statements.forEach(each -> text.append("%s;\n\\echo %s\n".formatted(each, MARK)));
    text.append(wrapped ? "COMMIT;\n" : "").append(question);
    return Plan.changes(
            Step.run(title, login.sql(host, database, Content.of(text.toString()))).anyStatus())
        .after((outputs, now) -> finished(outputs.last(), wrapped, values));
  }

  private Answer finished(
      Output output, boolean wrapped, Function<List<String>, Map<String, Object>> values) {
    long done = output.lines().stream().filter(MARK::equals).count();
    if (output.ok()) {
      return Finished.changed("")
          .withAll(
              values.apply(output.lines().stream().filter(line -> !line.equals(MARK)).toList()));
    }
    int failed = (int) Math.min(done, statements.size() - 1L);
    return Finished.failed(PostgresqlLogin.turnedDown(statements.get(failed), output).because())
        .changedWhen(done > 0 && !wrapped);
  }
}
