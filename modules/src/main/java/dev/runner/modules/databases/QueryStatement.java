package dev.runner.modules.databases;

import dev.runner.module.Output;
import dev.runner.values.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A statement for `psql`, and how its answer is told.
record QueryStatement(String text) {
  private static final String MARK = "#runner-statement";
  private static final Pattern SELECTS =
      Pattern.compile("(?is)\\s*(select|values|table|with)\\b.*");
  private static final Pattern SHOWS = Pattern.compile("(?is)\\s*(show|explain)\\b.*");

  /// EXPLAIN ANALYZE carries its statement out, and another statement may follow.
  private static final Pattern ACTS =
      Pattern.compile("(?is)\\s*explain\\b.*\\banalyze\\b.*|.*;\\s*\\S.*");

  private static final Pattern WRITES =
      Pattern.compile("(?is)\\s*(insert|update|delete|merge)\\b.*");
  private static final Pattern MODIFIES =
      Pattern.compile("(?is).*\\b(insert\\s+into|update|delete\\s+from|merge\\s+into)\\b.*");
  private static final Pattern RETURNS = Pattern.compile("(?is).*\\breturning\\b.*");
  private static final Pattern COUNT =
      Pattern.compile("^(?:INSERT \\d+|UPDATE|DELETE|MERGE) (\\d+)$", Pattern.MULTILINE);

  /// What `\timing` adds; times of a second and more are told in minutes too, behind it.
  private static final Pattern TIME =
      Pattern.compile("^Time: (\\d+[.,]\\d+) ms.*\n?", Pattern.MULTILINE);

  /// @param rows a list; an empty mapping where the statement has none to give, as Ansible has it
  /// @param status what the server said
  record Result(Object rows, long count, String status, double milliseconds) {}

  /// Whether the statement can't change anything by what it is.
  boolean reads() {
    if (ACTS.matcher(Sql.withoutTexts(text)).matches()) {
      return false;
    }
    boolean with = text.strip().toLowerCase(Locale.ROOT).startsWith("with");
    return SHOWS.matcher(text).matches()
        || (SELECTS.matcher(text).matches() && !(with && MODIFIES.matcher(text).matches()));
  }

  /// Whether it changed something, by what it answered.
  boolean changes(Result result) {
    return !reads() && (!WRITES.matcher(text).matches() || result.count() > 0);
  }

  /// What `psql` reads, so that the answer ends with a mark.
  String marked() {
    return "%s;\n\\echo %s\n".formatted(wrapped(), MARK);
  }

  /// The statement, so that its rows come as JSON.
  private String wrapped() {
    String rows = "SELECT coalesce(json_agg(row_to_json(runner_q)), '[]') FROM ";
    if (SELECTS.matcher(text).matches() && reads()) {
      return rows + "(\n" + text + "\n) runner_q";
    } else if (WRITES.matcher(text).matches() && RETURNS.matcher(text).matches()) {
      return "WITH runner_q AS (\n" + text + "\n) " + rows + "runner_q";
    }
    return text;
  }

  /// What the statements answered, each of them.
  static List<Result> results(List<QueryStatement> statements, Output output) {
    List<Result> results = new ArrayList<>();
    String[] parts = output.stdout().lenientText().split("(?m)^" + MARK + "\n");
    for (int i = 0; i < statements.size(); i++) {
      results.add(statements.get(i).result(i < parts.length ? parts[i] : ""));
    }
    return results;
  }

  private Result result(String answer) {
    Matcher time = TIME.matcher(answer);
    double milliseconds = 0;
    while (time.find()) {
      milliseconds += Double.parseDouble(time.group(1).replace(',', '.'));
    }
    String said = TIME.matcher(answer).replaceAll("").strip();
    String verb = text.strip().split("\\s", 2)[0].toUpperCase(Locale.ROOT);
    if (!wrapped().equals(text)) {
      // A query that finds no row at all is answered with nothing.
      List<Object> rows =
          !said.isEmpty() && Json.parse(said) instanceof List<?> list
              ? List.copyOf(list)
              : List.of();
      String status = "%s %d".formatted(verb.equals("WITH") ? "SELECT" : verb, rows.size());
      return new Result(rows, rows.size(), status, milliseconds);
    } else if (SHOWS.matcher(text).matches()) {
      String column =
          verb.equals("EXPLAIN")
              ? "QUERY PLAN"
              : text.strip().replaceFirst("(?is)^show\\s+", "").toLowerCase(Locale.ROOT);
      List<Object> rows =
          said.lines()
              .filter(line -> !line.equals(verb))
              .<Object>map(line -> Map.of(column, line))
              .toList();
      return new Result(rows, rows.size(), verb, milliseconds);
    }
    Matcher count = COUNT.matcher(said);
    return new Result(
        Map.of(), count.find() ? Long.parseLong(count.group(1)) : 0, said, milliseconds);
  }
}
