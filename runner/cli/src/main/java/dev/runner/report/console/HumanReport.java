package dev.runner.report.console;

import dev.runner.event.EventSink;
import dev.runner.event.Outcome;
import dev.runner.event.Recap;
import dev.runner.event.RunEvent;
import dev.runner.report.console.OutcomeLines.Group;
import dev.runner.report.console.Screen.Colour;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A run as a person wants to see it: a task, what came of it on each host and why, hosts with the
/// same outcome on one line, what would change in full.
public final class HumanReport implements EventSink {
  private static final String CONDITION = "not so: ";

  private final Screen screen;
  private final int verbosity;
  private boolean check;
  private OutcomeLines lines;
  private RunEvent.@Nullable Task task;
  private int hosts;
  private int ended;
  private boolean titled = true;
  private final Map<String, Integer> order = new HashMap<>();
  private final Map<Group, List<String>> outcomes = new LinkedHashMap<>();
  private final Map<Group, Outcome> details = new LinkedHashMap<>();

  /// @param verbosity how many `-v` were given
  public HumanReport(Screen screen, int verbosity) {
    this.screen = screen;
    this.verbosity = verbosity;
    this.lines = new OutcomeLines(screen, verbosity, false, false);
  }

  @Override
  public void accept(RunEvent event) {
    switch (event) {
      case RunEvent.RunStarted started -> start(started);
      case RunEvent.PlayStarted play -> play(play);
      case RunEvent.PlayWithoutHosts play -> {
        flush();
        screen.line(
            screen.paint(Colour.WARNING, "no host matches '%s'".formatted(play.pattern()))
                + ": the play '%s' is left out".formatted(play.name()));
      }
      case RunEvent.BatchStarted batch -> {
        flush();
        task = null;
        if (batch.of() > 1) {
          screen.line(
              screen.paint(
                  Colour.FAINT,
                  "batch %d of %d: %s"
                      .formatted(batch.number(), batch.of(), OutcomeLines.names(batch.hosts()))));
        }
      }
      case RunEvent.TaskStarted started -> task(started);
      case RunEvent.Progress progress -> progress(progress);
      case RunEvent.Polled polled -> {}
      case RunEvent.Retrying retry ->
          screen.status(
              "%s: try %d failed, %d left, next in %s"
                  .formatted(
                      retry.host(),
                      retry.attempt(),
                      retry.left(),
                      OutcomeLines.time(retry.delay())));
      case RunEvent.ItemFinished item -> remember(item.host(), item.label(), item.outcome());
      case RunEvent.TaskFinished finished -> finished(finished);
      case RunEvent.CarriedOutAgain again -> {}
      case RunEvent.PlaybookStarted e -> {}
      case RunEvent.PlaybookFinished e -> {}
      case RunEvent.Steered e -> {}
      case RunEvent.TooManyFailed e -> {
        flush();
        screen.line(
            screen.paint(Colour.BAD, "  the play ends for all hosts:")
                + " more than %s %% of them failed"
                    .formatted(
                        e.percent() == Math.rint(e.percent())
                            ? (Object) (long) e.percent()
                            : e.percent()));
      }
      case RunEvent.Notified notified -> {
        // seen when the handlers run
      }
      case RunEvent.Included included -> {
        flush();
        screen.line(screen.paint(Colour.FAINT, "  included " + included.file()));
      }
      case RunEvent.Warned warned -> {
        flush();
        String where = warned.where().isEmpty() ? "" : warned.where() + ": ";
        screen.line(screen.paint(Colour.WARNING, "warning: ") + where + warned.sentence());
      }
      case RunEvent.Owed owed -> owed(owed);
      case RunEvent.RunFinished finished -> finish(finished);
    }
  }

  private void start(RunEvent.RunStarted started) {
    check = started.check();
    lines = new OutcomeLines(screen, verbosity, check, started.diff());
    if (check) {
      screen.line(
          screen.paint(Colour.WARNING, "check run")
              + ": nothing is changed; what stands below would be done");
    }
  }

  private void play(RunEvent.PlayStarted play) {
    flush();
    order.clear();
    play.hosts().forEach(host -> order.put(host, order.size()));
    screen.line("");
    screen.line(
        screen.paint(Colour.STRONG, play.name())
            + screen.paint(Colour.FAINT, "  " + OutcomeLines.names(play.hosts())));
  }

  private void task(RunEvent.TaskStarted started) {
    if (task == null || !task.id().equals(started.task().id())) {
      flush();
      task = started.task();
      hosts = 0;
      ended = 0;
      titled = false;
    }
    hosts += started.hosts().size();
    screen.status(status(""));
  }

  /// A task that every host skips takes one line; so its name waits until more is known.
  private void title() {
    if (!titled && task != null) {
      titled = true;
      screen.line(heading(task));
    }
  }

  private static String heading(RunEvent.Task task) {
    String role = task.role().isEmpty() ? "" : task.role() + ": ";
    return (task.handler() ? "  handler " : "  ") + role + Printable.of(task.name());
  }

  private void progress(RunEvent.Progress progress) {
    String text = Printable.of(progress.text().strip());
    if (progress.output() && (verbosity > 0 || hosts == 1)) {
      title();
      screen.line(
          screen.paint(
              Colour.FAINT,
              "      %s| %s".formatted(hosts == 1 ? "" : progress.host() + " ", text)));
    } else {
      screen.status(status(progress.host() + ": " + text));
    }
  }

  private String status(String more) {
    String name = task == null ? "" : task.name();
    return " %d/%d  %s  %s".formatted(ended, hosts, name, more);
  }

  private void finished(RunEvent.TaskFinished finished) {
    ended++;
    if (!finished.outcome().loop() || finished.outcome().kind().isTrouble()) {
      remember(finished.host(), "", finished.outcome());
    }
    if (ended >= hosts) {
      flush();
    } else {
      screen.status(status(""));
    }
  }

  private void remember(String host, String label, Outcome outcome) {
    Group group = Group.of(label, outcome);
    outcomes.computeIfAbsent(group, key -> new ArrayList<>()).add(host);
    details.putIfAbsent(group, outcome);
  }

  private void flush() {
    if (outcomes.isEmpty()) {
      return;
    }
    screen.status("");
    outcomes.values().forEach(names -> names.sort(Comparator.comparingInt(this::place)));
    List<Map.Entry<Group, List<String>>> sorted =
        outcomes.entrySet().stream()
            .sorted(Comparator.comparingInt(entry -> place(entry.getValue().getFirst())))
            .toList();
    if (!titled && verbosity == 0 && sorted.stream().allMatch(HumanReport::isSkipped)) {
      skipped(sorted);
    } else {
      title();
      sorted.forEach(
          entry ->
              lines.show(
                  entry.getKey(),
                  entry.getValue(),
                  Objects.requireNonNull(details.get(entry.getKey()))));
    }
    outcomes.clear();
    details.clear();
  }

  private static boolean isSkipped(Map.Entry<Group, List<String>> entry) {
    return entry.getKey().kind() == Outcome.Kind.SKIPPED;
  }

  private void skipped(List<Map.Entry<Group, List<String>>> groups) {
    titled = true;
    String reason = Printable.of(OutcomeLines.firstLine(groups.getFirst().getKey().reason()));
    String line =
        "%s  skipped%s"
            .formatted(
                task == null ? "" : heading(task),
                reason.startsWith(CONDITION)
                    ? ", when: " + reason.substring(CONDITION.length())
                    : reason.isEmpty() ? "" : ": " + reason);
    screen.line(screen.paint(Colour.FAINT, lines.fitted(line, 0)));
  }

  /// Hosts stand in the order of the play, whichever of them was done first.
  private int place(String host) {
    return order.getOrDefault(host, Integer.MAX_VALUE);
  }

  private void owed(RunEvent.Owed owed) {
    switch (owed.state()) {
      case RECORDED, SETTLED -> {
        // the tasks that do it say so themselves
      }
      case DISCHARGED -> {
        flush();
        screen.line(
            screen.paint(Colour.WARNING, "paid at the end: ")
                + "%s: no longer so: %s".formatted(owed.host(), owed.sentence()));
      }
      case LEFT, FOUND -> {
        flush();
        String since = owed.state() == RunEvent.Owed.State.FOUND ? " (left by an earlier run)" : "";
        screen.line(
            screen.paint(Colour.BAD, "still owed: ")
                + "%s: %s%s".formatted(owed.host(), owed.sentence(), since));
        lines.indented("→ " + owed.remedy(), Colour.STRONG);
      }
    }
  }

  private void finish(RunEvent.RunFinished finished) {
    flush();
    screen.status("");
    if (!finished.recap().isEmpty()) {
      screen.line("");
      RecapTable.show(screen, finished.recap());
      Recap sum = finished.recap().values().stream().reduce(Recap.NOTHING, Recap::plus);
      screen.line(
          screen.paint(
              Colour.FAINT,
              "%d host%s, %d change%s%s, in %s"
                  .formatted(
                      finished.recap().size(),
                      finished.recap().size() == 1 ? "" : "s",
                      sum.changed(),
                      sum.changed() == 1 ? "" : "s",
                      check ? " predicted" : "",
                      OutcomeLines.time(finished.took()))));
    }
  }
}
