package dev.runner.report.awx;

import dev.runner.event.EventSink;
import dev.runner.event.Outcome;
import dev.runner.event.Recap;
import dev.runner.event.RunEvent;
import dev.runner.report.console.Screen;
import dev.runner.report.json.RegisteredResult;
import dev.runner.values.None;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A run for ansible-runner: the lines of another report, with marks around those of each event,
/// and a file for each that says what it is about. Names and values are those of its callback
/// `awx_display`
/// (https://ansible.readthedocs.io/projects/runner/en/stable/intro/#runner-artifact-job-events-host-and-playbook-events).
public final class EventsReport implements EventSink {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSxxx", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final double NANOS = 1e9;
  private static final Set<String> GATHERING = Set.of("setup", "gather_facts");

  private final Screen screen;
  private final EventSink lines;
  private final EventFolder folder;
  private final EventPlace place;
  private final EventLimits limits;
  private final InstantSource clock;
  private final boolean invocations;
  private final Map<String, Instant> starts = new HashMap<>();
  private boolean diff;

  /// @param screen takes the marks
  /// @param lines writes the lines of an event to the same screen
  /// @param data the folder that ansible-runner names by `AWX_ISOLATED_DATA_DIR`
  /// @param modules the full name of a module
  /// @param here the folder below which places of tasks are
  /// @param invocations whether results tell with which parameters a module was called
  /// @param environment what ansible-runner says of the events it wants
  public EventsReport(
      Screen screen,
      EventSink lines,
      Path data,
      UnaryOperator<String> modules,
      Path here,
      Map<String, String> environment,
      InstantSource clock,
      boolean invocations) {
    this.screen = screen;
    this.lines = lines;
    this.folder = new EventFolder(data);
    this.place = new EventPlace(modules, here);
    this.limits = new EventLimits(environment);
    this.clock = clock;
    this.invocations = invocations;
  }

  @Override
  public void accept(RunEvent event) {
    switch (event) {
      case RunEvent.RunStarted started -> {
        diff = started.diff();
        lines.accept(event);
      }
      case RunEvent.PlaybookStarted started -> {
        String uuid = place.playbook(started.file());
        tell("playbook_on_start", uuid, place.ofPlaybook(), event);
      }
      case RunEvent.PlayStarted play -> play(play.name(), play.pattern(), event);
      case RunEvent.PlayWithoutHosts play -> {
        play(play.name(), play.pattern(), null);
        tell("playbook_on_no_hosts_matched", place.ofPlay(), event);
      }
      case RunEvent.TaskStarted started -> task(started);
      case RunEvent.Steered steered -> begun(steered.task(), event);
      case RunEvent.ItemFinished item -> item(item);
      case RunEvent.TaskFinished finished -> finished(finished);
      case RunEvent.Retrying retrying -> retrying(retrying);
      case RunEvent.Polled polled ->
          tell(
              "runner_on_async_poll",
              with(polled.task(), polled.host(), Map.of("ansible_job_id", polled.job())),
              event);
      case RunEvent.Notified notified -> notified(notified);
      case RunEvent.Included included -> {
        Map<String, Object> about = place.ofLastTask();
        about.put("included_file", included.file());
        tell("playbook_on_include", about, event);
      }
      case RunEvent.Warned warned -> tell("warning", place.ofLastTask(), event);
      case RunEvent.PlaybookFinished finished -> stats(finished.recap(), Map.of(), event);
      case RunEvent.RunFinished finished ->
          stats(finished.recap(), finished.figures().getOrDefault("", Map.of()), event);
      case RunEvent.TooManyFailed e ->
          tell("playbook_on_no_hosts_remaining", place.ofPlay(), event);
      case RunEvent.BatchStarted e -> lines.accept(event);
      case RunEvent.Progress e -> lines.accept(event);
      case RunEvent.CarriedOutAgain e -> lines.accept(event);
      case RunEvent.Owed e -> lines.accept(event);
    }
  }

  private void play(String name, String pattern, @Nullable RunEvent event) {
    String uuid = place.play(name, pattern);
    Map<String, Object> about = place.ofPlay();
    about.put("name", name);
    about.put("pattern", pattern);
    tell("playbook_on_play_start", uuid, about, event);
  }

  private void task(RunEvent.TaskStarted started) {
    if (started.task().isMeta()) { // told of when it steers something
      lines.accept(started);
      return;
    }
    begun(started.task(), started);
    for (String host : started.hosts()) {
      starts.put(host, clock.instant());
      Map<String, Object> about = place.ofTask(started.task());
      about.put("host", host);
      tell("runner_on_start", about, null);
    }
  }

  private void begun(RunEvent.Task task, RunEvent event) {
    String uuid = place.task(task);
    Map<String, Object> about = place.ofTask(task);
    about.put("name", task.title());
    about.put("is_conditional", task.handler());
    tell("playbook_on_task_start", uuid, about, event);
  }

  private Map<String, Object> with(RunEvent.Task task, String host, Map<String, Object> result) {
    Map<String, Object> about = place.ofTask(task);
    about.put("host", host);
    Map<String, Object> shown = new LinkedHashMap<>(result);
    if (!invocations) {
      shown.remove("invocation");
    }
    about.put("res", limits.result(shown));
    return about;
  }

  private void item(RunEvent.ItemFinished item) {
    Outcome outcome = item.outcome();
    String word =
        switch (outcome.kind()) {
          case OK, CHANGED, UNKNOWN -> "ok";
          case SKIPPED -> "skipped";
          case FAILED, REFUSED, UNREACHABLE -> "failed";
        };
    tell(
        "runner_item_on_" + word,
        with(item.task(), item.host(), RegisteredResult.of(outcome)),
        item);
  }

  private void finished(RunEvent.TaskFinished finished) {
    Outcome outcome = finished.outcome();
    Map<String, Object> about = with(finished.task(), finished.host(), registered(finished));
    about.put("remote_addr", finished.host());
    timed(finished.host(), about);
    about.put("event_loop", None.NONE);
    Object changes = outcome.result().get("diff");
    if (diff && changes != null) {
      Map<String, Object> difference = place.ofTask(finished.task());
      difference.put("host", finished.host());
      difference.put("diff", changes);
      tell("runner_on_file_diff", difference, null);
    }
    String event =
        switch (outcome.kind()) {
          case OK, CHANGED, UNKNOWN -> "runner_on_ok";
          case SKIPPED -> {
            about.remove("res");
            yield "runner_on_skipped";
          }
          case FAILED, REFUSED -> {
            about.put("ignore_errors", outcome.handled() == Outcome.Handling.IGNORED);
            yield "runner_on_failed";
          }
          case UNREACHABLE -> "runner_on_unreachable";
        };
    tell(event, about, finished);
  }

  /// Without what the environment of a host holds: it is nobody's business.
  private static Map<String, Object> registered(RunEvent.TaskFinished finished) {
    Map<String, Object> result = RegisteredResult.of(finished.outcome());
    if (GATHERING.contains(finished.task().bareModule())
        && result.get("ansible_facts") instanceof Map<?, ?> facts) {
      Map<Object, Object> shown = new LinkedHashMap<>(facts);
      shown.remove("ansible_env");
      result.put("ansible_facts", shown);
    }
    return result;
  }

  private void timed(String host, Map<String, Object> about) {
    Instant end = clock.instant();
    Instant start = starts.getOrDefault(host, end);
    about.put("start", TIME.format(start));
    about.put("end", TIME.format(end));
    about.put("duration", Duration.between(start, end).toNanos() / NANOS);
  }

  private void retrying(RunEvent.Retrying retrying) {
    Map<String, Object> result =
        new LinkedHashMap<>(retrying.last().map(RegisteredResult::of).orElse(Map.of()));
    result.put("attempts", (long) retrying.attempt());
    result.put("retries", (long) retrying.attempt() + retrying.left());
    tell("runner_retry", with(retrying.task(), retrying.host(), result), retrying);
  }

  private void notified(RunEvent.Notified notified) {
    lines.accept(notified);
    for (String handler : notified.handlers()) {
      Map<String, Object> about = place.ofTask(notified.task());
      about.put("host", notified.host());
      about.put("handler", handler);
      tell("playbook_on_notify", about, null);
    }
  }

  private void stats(Map<String, Recap> recap, Map<String, Object> figures, RunEvent event) {
    Map<String, Object> about = place.ofPlaybook();
    about.put("changed", counts(recap, Recap::changed));
    about.put("dark", counts(recap, Recap::unreachable));
    about.put("failures", counts(recap, Recap::failed));
    about.put("ignored", counts(recap, Recap::ignored));
    about.put("ok", counts(recap, Recap::ok));
    about.put("processed", counts(recap, any -> 1));
    about.put("rescued", counts(recap, Recap::rescued));
    about.put("skipped", counts(recap, Recap::skipped));
    about.put("artifact_data", figures);
    tell("playbook_on_stats", about, event);
  }

  private static Map<String, Object> counts(Map<String, Recap> recap, ToIntFunction<Recap> part) {
    Map<String, Object> counts = new TreeMap<>();
    recap.forEach(
        (host, own) -> {
          if (part.applyAsInt(own) > 0) {
            counts.put(host, (long) part.applyAsInt(own));
          }
        });
    return counts;
  }

  private void tell(String name, Map<String, Object> about, @Nullable RunEvent shown) {
    tell(name, UUID.randomUUID().toString(), about, shown);
  }

  /// @param shown what the lines within the event's marks tell
  private void tell(String name, String uuid, Map<String, Object> about, @Nullable RunEvent shown) {
    if (!limits.has(name)) {
      return;
    }
    about.put("uuid", uuid);
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("event", name);
    event.putAll(limits.owner());
    event.put("pid", ProcessHandle.current().pid());
    event.put("uuid", uuid);
    event.put("created", TIME.format(clock.instant()));
    EventPlace.parent(about, uuid).ifPresent(parent -> event.put("parent_uuid", parent));
    event.put("event_data", limits.tells(name) ? about : Map.of());
    folder.put(uuid, event);
    screen.mark(EventMarks.begin(uuid));
    try {
      if (shown != null) {
        lines.accept(shown);
      }
    } finally {
      screen.mark(EventMarks.end());
    }
  }
}
