package dev.runner.report.console;

import dev.runner.event.Outcome;
import dev.runner.event.RunEvent;
import dev.runner.report.console.Screen.Colour;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Ansible's lines about one host's outcome of a task, or of an item of its loop.
final class HostLines {
  private final Screen screen;
  private final LinesStyle style;
  private final LinesPlaces places;
  private final LinesWarnings warnings;
  private final ShownResult results;
  private final Optional<TroubleBlock> troubles;

  /// What was explained already isn't again: most failures are those of many hosts.
  private final Set<List<String>> explained = new HashSet<>();

  private boolean checking;

  HostLines(Screen screen, LinesStyle style, LinesPlaces places, LinesWarnings warnings) {
    this.screen = screen;
    this.style = style;
    this.places = places;
    this.warnings = warnings;
    this.results = new ShownResult(style);
    this.troubles = places.lines().map(TroubleBlock::new);
  }

  /// The run begins.
  ///
  /// @param check whether it shows what it would do
  void begin(boolean check) {
    checking = check;
  }

  /// Shows an outcome.
  ///
  /// @param item of a loop, as it is told; else empty
  void show(RunEvent.Task task, String host, String item, Outcome outcome) {
    job(task, host, outcome);
    outcome.warnings().forEach(text -> warnings.tell(text, ""));
    outcome.deprecations().forEach(warnings::tell);
    if (style.diff() || !checking) {
      DiffLines.of(outcome, style.diff()).forEach(line -> screen.line(painted(line)));
    }
    String label = label(host, outcome);
    switch (outcome.kind()) {
      case OK -> plain(Colour.GOOD, "ok: [%s]".formatted(label), task, item, outcome);
      case CHANGED -> plain(Colour.CHANGED, "changed: [%s]".formatted(label), task, item, outcome);
      case UNKNOWN -> plain(Colour.WARNING, "unknown: [%s]".formatted(label), task, item, outcome);
      case SKIPPED -> plain(Colour.FAINT, "skipping: [%s]".formatted(label), task, item, outcome);
      case FAILED, REFUSED, UNREACHABLE -> {
        explain(task, outcome);
        failure(task, host, item, outcome);
      }
    }
  }

  /// An attempt that failed, and another one follows.
  void again(RunEvent.Retrying retry) {
    RunEvent.Task task = retry.task();
    String result =
        retry
            .last()
            .filter(last -> last.told() || style.verbosity() > 2)
            .map(last -> "Result was: " + Printable.of(results.text(task, last, true)))
            .orElse("");
    String host = retry.last().map(last -> label(retry.host(), last)).orElse(retry.host());
    String name = Printable.of(task.title().strip());
    screen.line(
        "FAILED - RETRYING: [%s]: %s (%d retries left).%s"
            .formatted(host, name, retry.left(), result));
  }

  /// A job that goes on.
  void polled(RunEvent.Polled polled) {
    screen.line(
        screen.paint(
            Colour.FAINT,
            "ASYNC POLL on %s: jid=%s started=True finished=False"
                .formatted(polled.host(), polled.job())));
  }

  /// A loop all of whose items were left out, after they were told.
  void leftOut(RunEvent.Task task, String host, Outcome outcome) {
    Map<String, Object> whole = new LinkedHashMap<>(outcome.result());
    whole.remove("results");
    String head = "skipping: [%s]".formatted(host);
    plain(Colour.FAINT, head, task, "", outcome.showing(whole));
  }

  /// A job that was waited for.
  private void job(RunEvent.Task of, String host, Outcome outcome) {
    Object id = outcome.result().get("ansible_job_id");
    boolean ended = Boolean.TRUE.equals(outcome.result().get("finished"));
    if (id != null && ended && !of.bareModule().equals("async_status")) {
      boolean failed = outcome.kind().isTrouble();
      screen.line(
          screen.paint(
              failed ? Colour.BAD : Colour.FAINT,
              "ASYNC %s on %s: jid=%s".formatted(failed ? "FAILED" : "OK", host, id)));
    }
  }

  private String painted(String line) {
    return switch (line.isEmpty() ? ' ' : line.charAt(0)) {
      case '+' -> screen.paint(Colour.ADDED, line);
      case '-' -> screen.paint(Colour.REMOVED, line);
      case '@' -> screen.paint(Colour.FAINT, line);
      default -> line;
    };
  }

  private static String label(String host, Outcome outcome) {
    boolean told = outcome.delegate().isEmpty() || outcome.kind() == Outcome.Kind.SKIPPED;
    return told ? host : host + " -> " + outcome.delegate();
  }

  private void plain(Colour colour, String head, RunEvent.Task task, String item, Outcome outcome) {
    String label = item.isEmpty() ? "" : " => " + item;
    String space = !item.isEmpty() && outcome.kind() == Outcome.Kind.SKIPPED ? " " : "";
    String full =
        results.isShown(task, outcome)
            ? " => " + Printable.of(results.text(task, outcome, ShownResult.isTold(outcome)))
            : "";
    screen.line(screen.paint(colour, head + label + space + full));
  }

  private void explain(RunEvent.Task task, Outcome outcome) {
    if (troubles.isPresent()) {
      List<String> lines = troubles.get().of(task, outcome);
      if (explained.add(lines)) {
        lines.forEach(line -> bad(screen.paint(Colour.BAD, line)));
      }
    }
  }

  /// The line of a failure, without an explanation.
  void failure(RunEvent.Task of, String host, String item, Outcome outcome) {
    String kind = outcome.kind() == Outcome.Kind.UNREACHABLE ? "UNREACHABLE!" : "FAILED!";
    boolean told = ShownResult.isTold(outcome);
    String result = Printable.of(results.text(of, outcome, told));
    String label = label(host, outcome);
    if (item.isEmpty() && style.placeOfFailure() && style.verbosity() < 2) {
      screen.line("task path: " + places.of(of));
    }
    bad(
        screen.paint(
            Colour.BAD,
            item.isEmpty()
                ? "fatal: [%s]: %s => %s".formatted(label, kind, result)
                : "failed: [%s] %s => %s".formatted(label, item, result)));
  }

  private void bad(String line) {
    if (style.failedAside()) {
      screen.aside(line);
    } else {
      screen.line(line);
    }
  }
}
