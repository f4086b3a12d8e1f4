package dev.runner.modules.django;

import dev.runner.module.Answer;
import dev.runner.module.Finished;
import dev.runner.module.Output;
import dev.runner.module.Probe;
import dev.runner.modules.django.SiteReport.Migration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Tells what became of migrations that were run.
///
/// @param before the history before
/// @param wanted what was to be run
/// @param tables that were to be made, of applications without migrations
/// @param holds obligations that stay owed when one stopped midway
record Migrating(
    ManagePy manage,
    History before,
    List<Migration> wanted,
    List<String> tables,
    Direction direction,
    List<String> holds) {

  private static final int SHOWN = 12;

  /// A shell's exit status for a process that a signal ended is this plus the signal's number.
  private static final int SIGNAL = 128;

  /// A warning as Python's `warnings` prints it: file, line, kind, text. Those about old Python and
  /// old Django are of no interest to who deploys.
  private static final Pattern WARNING =
      Pattern.compile(
          "^(?:\\S+:\\d+: )?((?!Deprecation|PendingDeprecation|RemovedIn)\\w*Warning: .*)$");

  Answer outcome(Output output, Probe now) {
    Output inspected = now.look(manage.inspects("migrations"));
    Optional<SiteReport> report = SiteReport.in(inspected);
    if (report.isEmpty()) {
      return hold(
          Finished.failed(
                  "what became of %s can't be said, since the site can't be asked any more: %s"
                      .formatted(History.words(wanted), inspected.lastWords()))
              .with("unknown", true));
    }
    History after = new History(report.get());
    boolean forwards = direction == Direction.FORWARDS;
    List<Migration> left =
        wanted.stream().filter(each -> after.isApplied(each) != forwards).toList();
    List<Migration> done =
        wanted.stream().filter(each -> after.isApplied(each) == forwards).toList();
    List<String> missing = tables.stream().filter(after.lacking()::contains).toList();
    Finished finished =
        !left.isEmpty()
            ? stopped(output, after, left.getFirst(), done)
            : missing.isEmpty()
                ? complete(output, done)
                : Finished.failed(
                        "these tables weren't made: %s; it said: %s"
                            .formatted(String.join(", ", missing), output.lastWords()))
                    .changedWhen(!done.isEmpty());
    return warned(finished.withAll(values(after, left, done)), output);
  }

  private Map<String, Object> values(History after, List<Migration> left, List<Migration> done) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("pending", left.stream().map(Migration::toString).toList());
    values.put("applied", done.stream().map(Migration::toString).toList());
    values.put("after", after.newest());
    values.put("tables", tables.stream().filter(each -> !after.lacking().contains(each)).toList());
    values.put("back", back(done));
    values.put("schema", History.difference(before.schema(), after.schema()));
    return values;
  }

  /// How what was run would be taken back: the last application first, each to where it was.
  private List<Map<String, Object>> back(List<Migration> done) {
    return done.stream()
        .map(Migration::app)
        .distinct()
        .map(
            app ->
                Map.<String, Object>of(
                    "app", app, "target", before.newest().getOrDefault(app, "zero")))
        .toList()
        .reversed();
  }

  private Finished complete(Output output, List<Migration> done) {
    String made =
        tables.isEmpty()
            ? ""
            : "%d tables: %s; ".formatted(tables.size(), String.join(", ", tables));
    String words = made + "%d migrations: %s".formatted(done.size(), History.words(done));
    return output.ok()
        ? Finished.changed(words)
        : Finished.failed(
            "all migrations were run (%s), but then migrate failed: %s"
                .formatted(words, cause(output)));
  }

  private Finished stopped(Output output, History after, Migration failed, List<Migration> done) {
    String ran = done.isEmpty() ? "none was run before" : "run before: " + History.words(done);
    Optional<History.Between> between = after.between();
    List<String> difference =
        between
            .map(History.Between::difference)
            .orElseGet(
                () ->
                    after.report().part("last").isPresent()
                        ? List.of()
                        : History.difference(before.schema(), after.schema()));
    if (difference.isEmpty()) {
      return Finished.failed(
              "%s failed, and the schema is as before it (%s): %s"
                  .formatted(failed, ran, cause(output)))
          .changedWhen(!done.isEmpty())
          .with("between", false);
    }
    return hold(
        Finished.failed(
                "%s stopped midway: %s. It took effect in part (%s): %s. Noted in %s"
                    .formatted(
                        failed,
                        cause(output),
                        ran,
                        String.join("; ", first(difference)),
                        after.report().text("state_file")))
            .with("between", true)
            .with("took_effect", difference));
  }

  private Finished hold(Finished finished) {
    Finished held = finished;
    for (String key : holds) {
      held = held.holding(key);
    }
    return held;
  }

  /// The exception as it was caught, since what South prints says "between" of every failure.
  private static String cause(Output output) {
    Optional<String> caught =
        SiteReport.in(output)
            .map(report -> report.text("failure"))
            .filter(text -> !text.isEmpty() && !text.startsWith("exit status"));
    boolean killed = output.exit() > SIGNAL;
    return caught.orElseGet(
        () ->
            killed
                ? "migrate was ended by signal %d; rows may have been changed"
                    .formatted(output.exit() - SIGNAL)
                : output.lastWords());
  }

  private static Finished warned(Finished finished, Output output) {
    Finished all = finished;
    for (String line : output.err().lines().distinct().toList()) {
      var matcher = WARNING.matcher(line.strip());
      if (matcher.matches()) {
        all = all.warning(matcher.group(1));
      }
    }
    return all;
  }

  /// The first of many lines.
  static List<String> first(List<String> lines) {
    return lines.subList(0, Math.min(SHOWN, lines.size()));
  }
}
