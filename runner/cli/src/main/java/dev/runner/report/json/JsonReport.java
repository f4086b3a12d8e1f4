package dev.runner.report.json;

import dev.runner.event.EventSink;
import dev.runner.event.Outcome;
import dev.runner.event.Recap;
import dev.runner.event.RunEvent;
import dev.runner.values.Json;
import dev.runner.values.Python;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/// The whole run as one JSON document at its end, in the shape of Ansible's `json` output: plays,
/// their tasks, the result of each host, and the recap.
public final class JsonReport implements EventSink {
  private final Consumer<String> lines;
  private final Path here;
  private final InstantSource clock;
  private final List<Map<String, Object>> plays = new ArrayList<>();
  private final Map<String, Map<String, Object>> tasks = new LinkedHashMap<>();

  /// @param lines takes the document
  /// @param here the working directory, below which the files of plays are
  /// @param clock for the times of plays and tasks
  public JsonReport(Consumer<String> lines, Path here, InstantSource clock) {
    this.lines = lines;
    this.here = here;
    this.clock = clock;
  }

  @Override
  public void accept(RunEvent event) {
    switch (event) {
      case RunEvent.PlayStarted started -> play(started.name(), started.where());
      case RunEvent.PlayWithoutHosts without -> play(without.name(), "");
      case RunEvent.TaskStarted started -> task(started.task());
      case RunEvent.TaskFinished finished -> finished(finished);
      case RunEvent.CarriedOutAgain again -> hosts(again.task()).remove(again.host());
      case RunEvent.RunFinished finished -> lines.accept(Json.indentedInAscii(document(finished)));
      case RunEvent.RunStarted e -> {}
      case RunEvent.BatchStarted e -> tasks.clear();
      case RunEvent.Progress e -> {}
      case RunEvent.Polled e -> {}
      case RunEvent.Retrying e -> {}
      case RunEvent.ItemFinished e -> {}
      case RunEvent.Notified e -> {}
      case RunEvent.Included e -> {}
      case RunEvent.Warned e -> {}
      case RunEvent.Owed e -> {}
      case RunEvent.PlaybookStarted e -> {}
      case RunEvent.PlaybookFinished e -> {}
      case RunEvent.Steered e -> {}
      case RunEvent.TooManyFailed e -> {}
    }
  }

  private Map<String, Object> timed(String name, String id, String path) {
    Map<String, Object> duration = new TreeMap<>();
    duration.put("start", clock.instant().toString());
    duration.put("end", clock.instant().toString());
    Map<String, Object> about = new TreeMap<>();
    about.put("duration", duration);
    about.put("id", id);
    about.put("name", name);
    about.put(
        "path", path.isEmpty() ? "" : here.resolve(path.replaceFirst(":[0-9]+$", "")).toString());
    return about;
  }

  private void play(String name, String where) {
    tasks.clear();
    Map<String, Object> play = new TreeMap<>();
    play.put("play", timed(name, "p" + (plays.size() + 1), where));
    play.put("tasks", new ArrayList<Object>());
    plays.add(play);
  }

  @SuppressWarnings("unchecked") // we put the list there
  private Map<String, Object> task(RunEvent.Task task) {
    return tasks.computeIfAbsent(
        task.id(),
        id -> {
          Map<String, Object> entry = new TreeMap<>();
          entry.put("task", timed(task.title(), id, task.where()));
          entry.put("hosts", new TreeMap<String, Object>());
          if (!plays.isEmpty()) {
            ((List<Object>) plays.getLast().getOrDefault("tasks", new ArrayList<>())).add(entry);
          }
          return entry;
        });
  }

  @SuppressWarnings("unchecked") // we put the map there
  private Map<String, Object> hosts(RunEvent.Task task) {
    return (Map<String, Object>) task(task).getOrDefault("hosts", new TreeMap<>());
  }

  private void finished(RunEvent.TaskFinished finished) {
    Outcome outcome = finished.outcome();
    Map<String, Object> result = new TreeMap<>();
    RegisteredResult.of(outcome).forEach((name, value) -> result.put(name, sorted(value)));
    result.computeIfPresent("results", (name, items) -> withoutFailed(items));
    result.put("action", finished.task().module());
    hosts(finished.task()).put(finished.host(), result);
    ended(task(finished.task()), "task");
    if (!plays.isEmpty()) {
      ended(plays.getLast(), "play");
    }
  }

  private static Object sorted(Object value) {
    return switch (value) {
      case List<?> list -> list.stream().map(JsonReport::sorted).toList();
      case Map<?, ?> map -> {
        Map<Object, Object> copy = new LinkedHashMap<>();
        map.entrySet().stream()
            .sorted(Comparator.comparing(each -> Python.string(each.getKey())))
            .forEach(each -> copy.put(each.getKey(), sorted(each.getValue())));
        yield copy;
      }
      default -> value;
    };
  }

  private static Object withoutFailed(Object items) {
    if (items instanceof List<?> list) {
      for (Object item : list) {
        if (item instanceof Map<?, ?> map) {
          map.remove("failed", false);
        }
      }
    }
    return items;
  }

  @SuppressWarnings("unchecked") // we put the maps there
  private void ended(Map<String, Object> entry, String part) {
    Map<String, Object> about = (Map<String, Object>) entry.getOrDefault(part, new TreeMap<>());
    ((Map<String, Object>) about.getOrDefault("duration", new TreeMap<>()))
        .put("end", clock.instant().toString());
  }

  private Map<String, Object> document(RunEvent.RunFinished finished) {
    Map<String, Object> stats = new TreeMap<>();
    finished.recap().forEach((host, recap) -> stats.put(host, counts(recap)));
    Map<String, Object> document = new TreeMap<>();
    Map<String, Object> figures = new TreeMap<>(finished.figures());
    Object ofRun = figures.remove("");
    document.put("custom_stats", figures);
    document.put("global_custom_stats", ofRun == null ? Map.of() : ofRun);
    document.put("plays", plays);
    document.put("stats", stats);
    return document;
  }

  private static Map<String, Object> counts(Recap recap) {
    Map<String, Object> counts = new TreeMap<>();
    counts.put("ok", (long) recap.ok());
    counts.put("changed", (long) recap.changed());
    counts.put("unreachable", (long) recap.unreachable());
    counts.put("failures", (long) recap.failed());
    counts.put("skipped", (long) recap.skipped());
    counts.put("rescued", (long) recap.rescued());
    counts.put("ignored", (long) recap.ignored());
    return counts;
  }
}
