package dev.runner.report.console;

import dev.runner.event.EventSink;
import dev.runner.event.RunEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Times beside another report, in the lines of Ansible's callbacks `profile_tasks`,
/// `profile_roles` and `timer`: when each task begins, how long the one before took, and the
/// longest at the end.
public final class TimedReport implements EventSink {
  private static final int WIDEST = 79;
  private static final int FIGURE = 9;
  private static final int LONGEST_TASKS = 20;
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("EEEE dd MMMM yyyy  HH:mm:ss xx", Locale.ENGLISH);

  /// What is told.
  public enum Kind {
    /// Each task.
    TASKS,
    /// The tasks of each role together; those of no role by their module.
    ROLES,
    /// The whole run.
    RUN
  }

  private final EventSink report;
  private final Screen screen;
  private final Set<Kind> kinds;
  private final InstantSource clock;
  private final ZoneId zone;
  private final Map<String, Duration> byTask = new LinkedHashMap<>();
  private final Map<String, Duration> byRole = new LinkedHashMap<>();
  private final Map<String, RunEvent.Task> tasks = new LinkedHashMap<>();
  private Optional<RunEvent.Task> current = Optional.empty();
  private Instant began;
  private Instant last;

  /// @param report what is shown besides
  /// @param kinds what is told
  /// @param zone whose time is told
  public TimedReport(
      EventSink report, Screen screen, Set<Kind> kinds, InstantSource clock, ZoneId zone) {
    this.report = report;
    this.screen = screen;
    this.kinds = Set.copyOf(kinds);
    this.clock = clock;
    this.zone = zone;
    this.began = clock.instant();
    this.last = began;
  }

  @Override
  public void accept(RunEvent event) {
    report.accept(event);
    switch (event) {
      case RunEvent.RunStarted started -> {
        began = clock.instant();
        last = began;
      }
      case RunEvent.TaskStarted started -> begun(started.task());
      case RunEvent.RunFinished finished -> finished();
      default -> {}
    }
  }

  private boolean isTold() {
    return kinds.contains(Kind.TASKS) || kinds.contains(Kind.ROLES);
  }

  private void begun(RunEvent.Task task) {
    boolean again = current.filter(each -> each.id().equals(task.id())).isPresent();
    if (!again && !task.bareModule().equals("meta")) {
      ended();
      current = Optional.of(task);
    }
  }

  /// The task that was at work has ended now.
  private void ended() {
    Instant now = clock.instant();
    Duration took = Duration.between(last, now);
    current.ifPresent(
        task -> {
          tasks.put(task.id(), task);
          byTask.merge(task.id(), took, Duration::plus);
          String role = task.role().isEmpty() ? task.bareModule() : task.role();
          byRole.merge(role, took, Duration::plus);
        });
    last = now;
    if (isTold()) {
      String text =
          "%s (%s)       %s "
              .formatted(
                  MOMENT.format(now.atZone(zone)),
                  seconds(took),
                  seconds(Duration.between(began, now)));
      screen.line(text + "*".repeat(Math.max(0, WIDEST - text.length())) + " ");
    }
  }

  private void finished() {
    if (kinds.contains(Kind.TASKS)) {
      headed("TASKS RECAP");
      ended();
      rule('=');
      Comparator<Map.Entry<String, Duration>> longest = Map.Entry.comparingByValue();
      byTask.entrySet().stream()
          .sorted(longest.reversed())
          .limit(LONGEST_TASKS)
          .forEach(
              each -> {
                RunEvent.Task task = tasks.get(each.getKey());
                row(task == null ? each.getKey() : task.title().strip(), each.getValue());
              });
      current = Optional.empty();
    }
    if (kinds.contains(Kind.ROLES)) {
      headed("ROLES RECAP");
      ended();
      rule('=');
      Comparator<Map.Entry<String, Duration>> longest = Map.Entry.comparingByValue();
      byRole.entrySet().stream()
          .sorted(longest.reversed())
          .forEach(each -> row(each.getKey(), each.getValue()));
      rule('~');
      row("total", byRole.values().stream().reduce(Duration.ZERO, Duration::plus));
    }
    if (kinds.contains(Kind.RUN)) {
      headed("PLAYBOOK RECAP");
      Duration took = Duration.between(began, clock.instant());
      screen.line(
          "Playbook run took %d days, %d hours, %d minutes, %d seconds"
              .formatted(
                  took.toDays(), took.toHoursPart(), took.toMinutesPart(), took.toSecondsPart()));
    }
  }

  private void headed(String title) {
    screen.line("");
    screen.line(title + " " + "*".repeat(WIDEST - title.length()));
  }

  private void rule(char of) {
    screen.line(String.valueOf(of).repeat(WIDEST) + " ");
  }

  private void row(String name, Duration took) {
    String figure = String.format(Locale.ROOT, " %.2fs", took.toMillis() / 1000.0);
    String dashes = "-".repeat(Math.max(0, WIDEST - FIGURE - name.length() - 1));
    screen.line(name + " " + dashes + "-".repeat(Math.max(0, FIGURE - figure.length())) + figure);
  }

  /// `0:00:02.199`.
  private static String seconds(Duration took) {
    return "%d:%02d:%02d.%03d"
        .formatted(took.toHours(), took.toMinutesPart(), took.toSecondsPart(), took.toMillisPart());
  }

  /// Names of callbacks, as `callbacks_enabled` lists them.
  public static Optional<Kind> kind(String callback) {
    return switch (callback) {
      case "profile_tasks" -> Optional.of(Kind.TASKS);
      case "profile_roles" -> Optional.of(Kind.ROLES);
      case "timer" -> Optional.of(Kind.RUN);
      default -> Optional.empty();
    };
  }
}
