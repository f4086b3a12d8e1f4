package dev.runner.report.console;

import dev.runner.event.EventSink;
import dev.runner.event.Outcome;
import dev.runner.event.Recap;
import dev.runner.event.RunEvent;
import dev.runner.report.console.Screen.Colour;
import dev.runner.values.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A run as a person wants to see it: a task, what came of it on each host and why, hosts with the
/// same outcome on one line, what would change in full.
public final class HumanReport implements EventSink {
  private static final String CONDITION = "not so: ";
  private static final int NAMED_HOSTS = 6;
  private static final int MOST_STEPS = 12;

  private final Screen screen;
  private final int verbosity;
  private boolean check;
  private boolean diff;
  private RunEvent.@Nullable Task task;
  private int hosts;
  private int ended;
  private boolean titled = true;
  private final Map<String, Integer> order = new HashMap<>();
  private final Map<Group, List<String>> outcomes = new LinkedHashMap<>();
  private final Map<Group, Outcome> details = new LinkedHashMap<>();

  private record Group(
      Outcome.Kind kind,
      Outcome.Handling handled,
      String label,
      String reason,
      List<Outcome.ShownStep> steps,
      List<String> warnings) {}

  /// @param verbosity how many `-v` were given
  public HumanReport(Screen screen, int verbosity) {
    this.screen = screen;
    this.verbosity = verbosity;
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
                      .formatted(batch.number(), batch.of(), names(batch.hosts()))));
        }
      }
      case RunEvent.TaskStarted started -> task(started);
      case RunEvent.Progress progress -> progress(progress);
      case RunEvent.Retrying retry ->
          screen.status(
              "%s: try %d failed, %d left, next in %s"
                  .formatted(retry.host(), retry.attempt(), retry.left(), time(retry.delay())));
      case RunEvent.ItemFinished item -> remember(item.host(), item.label(), item.outcome());
      case RunEvent.TaskFinished finished -> finished(finished);
      case RunEvent.CarriedOutAgain again -> {}
      case RunEvent.PlaybookStarted e -> {}
      case RunEvent.Steered e -> {}
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
    diff = started.diff();
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
            + screen.paint(Colour.FAINT, "  " + names(play.hosts())));
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
    Group group =
        new Group(
            outcome.kind(),
            outcome.handled(),
            label,
            outcome.reason(),
            outcome.steps(),
            outcome.warnings());
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
              show(
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
    String reason = Printable.of(firstLine(groups.getFirst().getKey().reason()));
    String line =
        "%s  skipped%s"
            .formatted(
                task == null ? "" : heading(task),
                reason.startsWith(CONDITION)
                    ? ", when: " + reason.substring(CONDITION.length())
                    : reason.isEmpty() ? "" : ": " + reason);
    screen.line(screen.paint(Colour.FAINT, fitted(line, 0)));
  }

  /// What fits on a line beside so many other characters; the whole stands in the record, and
  /// behind `-v`.
  private String fitted(String text, int taken) {
    int room = Math.max(20, screen.width() - taken);
    return verbosity > 0 || text.length() <= room ? text : text.substring(0, room - 1) + "…";
  }

  /// Hosts stand in the order of the play, whichever of them was done first.
  private int place(String host) {
    return order.getOrDefault(host, Integer.MAX_VALUE);
  }

  private void show(Group group, List<String> names, Outcome outcome) {
    String word = word(group);
    String label = group.label().isEmpty() ? "" : " (" + Printable.of(group.label()) + ")";
    String reason =
        outcome.reason().isEmpty() ? "" : "  " + Printable.of(firstLine(outcome.reason()));
    String took =
        outcome.took().compareTo(Duration.ofSeconds(1)) < 0 ? "" : "  " + time(outcome.took());
    String head = "    %-11s ".formatted(word);
    String about = names(names) + label + reason;
    if (!outcome.kind().isTrouble()) {
      about = fitted(about, head.length() + took.length());
    }
    screen.line(
        "    "
            + screen.paint(colour(group), "%-11s".formatted(word))
            + " "
            + about
            + screen.paint(Colour.FAINT, took));
    rest(outcome.reason()).ifPresent(text -> indented(text, Colour.FAINT));
    if (!outcome.remedy().isEmpty()) {
      indented("→ " + outcome.remedy(), Colour.STRONG);
    }
    outcome.warnings().forEach(text -> indented("warning: " + text, Colour.WARNING));
    steps(outcome.steps());
    boolean trouble = outcome.kind().isTrouble();
    if (verbosity > 0 || trouble) {
      result(outcome.result(), trouble);
    }
  }

  private void steps(List<Outcome.ShownStep> all) {
    List<Outcome.ShownStep> told =
        all.stream()
            .filter(each -> check || diff || verbosity > 0 || !each.diff().isEmpty())
            .toList();
    int most = verbosity > 0 ? told.size() : MOST_STEPS;
    told.stream().limit(most).forEach(this::step);
    if (told.size() > most) {
      String more = "      … and %d steps more like these (-v shows all)";
      screen.line(screen.paint(Colour.FAINT, more.formatted(told.size() - most)));
    }
  }

  private void step(Outcome.ShownStep step) {
    screen.line(screen.paint(Colour.FAINT, "      - " + Printable.of(step.title())));
    if (!step.command().isEmpty() && (check || verbosity > 0)) {
      indented("  $ " + step.command(), Colour.FAINT);
    }
    step.diff().lines().forEach(this::diffLine);
  }

  private void diffLine(String line) {
    String text = Printable.of(line);
    Colour colour =
        line.startsWith("+") ? Colour.ADDED : line.startsWith("-") ? Colour.REMOVED : Colour.FAINT;
    screen.line("        " + screen.paint(colour, text));
  }

  private void result(Map<String, Object> result, boolean trouble) {
    if (verbosity > 0) {
      indented(Json.indented(result), Colour.FAINT);
    } else if (trouble) {
      for (String stream : List.of("stdout", "stderr")) {
        if (result.get(stream) instanceof String text && !text.isBlank()) {
          indented(stream + ":\n" + tail(text), Colour.FAINT);
        }
      }
    }
  }

  private static String tail(String text) {
    List<String> lines = text.lines().toList();
    int from = Math.max(0, lines.size() - 40);
    String cut = from == 0 ? "" : "… %d lines before\n".formatted(from);
    return cut + String.join("\n", lines.subList(from, lines.size()));
  }

  private void indented(String text, Colour colour) {
    text.lines().forEach(line -> screen.line("      " + screen.paint(colour, Printable.of(line))));
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
        indented("→ " + owed.remedy(), Colour.STRONG);
      }
    }
  }

  private void finish(RunEvent.RunFinished finished) {
    flush();
    screen.status("");
    if (!finished.recap().isEmpty()) {
      screen.line("");
      RecapTable.show(screen, finished.recap());
      Recap sum = finished.recap().values().stream().reduce(Recap.NOTHING, HumanReport::sum);
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
                      time(finished.took()))));
    }
  }

  private static Recap sum(Recap a, Recap b) {
    return new Recap(
        a.ok() + b.ok(),
        a.changed() + b.changed(),
        a.unreachable() + b.unreachable(),
        a.failed() + b.failed(),
        a.skipped() + b.skipped(),
        a.rescued() + b.rescued(),
        a.ignored() + b.ignored(),
        a.unknown() + b.unknown());
  }

  private String word(Group group) {
    if (group.handled() != Outcome.Handling.NONE) {
      return group.handled().name().toLowerCase(Locale.ROOT);
    }
    return check && group.kind() == Outcome.Kind.CHANGED
        ? "would change"
        : group.kind().name().toLowerCase(Locale.ROOT);
  }

  private static Colour colour(Group group) {
    return switch (group.kind()) {
      case OK -> Colour.GOOD;
      case CHANGED -> Colour.CHANGED;
      case SKIPPED -> Colour.FAINT;
      case UNKNOWN -> Colour.WARNING;
      case REFUSED, FAILED, UNREACHABLE -> Colour.BAD;
    };
  }

  private static String names(List<String> hosts) {
    return hosts.size() <= NAMED_HOSTS
        ? String.join(", ", hosts)
        : String.join(", ", hosts.subList(0, NAMED_HOSTS - 1))
            + " and %d more".formatted(hosts.size() - NAMED_HOSTS + 1);
  }

  private static String firstLine(String text) {
    int end = text.indexOf('\n');
    return end < 0 ? text : text.substring(0, end);
  }

  private static Optional<String> rest(String text) {
    int end = text.indexOf('\n');
    return end < 0 ? Optional.empty() : Optional.of(text.substring(end + 1));
  }

  private static String time(Duration duration) {
    double seconds = duration.toMillis() / 1000.0;
    return seconds < 60
        ? String.format(Locale.ROOT, "%.1fs", seconds)
        : "%dm %02ds".formatted(duration.toMinutes(), duration.toSecondsPart());
  }
}
