package dev.runner.report.console;

import dev.runner.event.EventSink;
import dev.runner.event.Outcome;
import dev.runner.event.RunEvent;
import dev.runner.report.console.Screen.Colour;
import dev.runner.values.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A run in the lines that scripts around ansible-playbook look for: a line for each task and host.
public final class LinesReport implements EventSink {
  private final Screen screen;
  private final int verbosity;
  private final boolean diff;
  private RunEvent.@Nullable Task task;
  private String play = "";

  /// @param verbosity how many `-v` were given
  /// @param diff whether diffs are shown
  public LinesReport(Screen screen, int verbosity, boolean diff) {
    this.screen = screen;
    this.verbosity = verbosity;
    this.diff = diff;
  }

  @Override
  public void accept(RunEvent event) {
    switch (event) {
      case RunEvent.PlayStarted started -> {
        play = started.name();
        task = null;
        headed("PLAY [%s]".formatted(play));
      }
      case RunEvent.PlayWithoutHosts without -> {
        headed("PLAY [%s]".formatted(without.name()));
        screen.line("skipping: no hosts matched");
      }
      case RunEvent.TaskStarted started -> task(started.task());
      case RunEvent.ItemFinished item -> outcome(item.host(), item.label(), item.outcome());
      case RunEvent.TaskFinished finished -> finished(finished);
      case RunEvent.Retrying retry ->
          screen.line(
              "FAILED - RETRYING: [%s]: %s (%d retries left)."
                  .formatted(retry.host(), retry.task().name(), retry.left()));
      case RunEvent.Included included ->
          screen.line(
              "included: %s for %s"
                  .formatted(included.file(), String.join(", ", included.hosts())));
      case RunEvent.Warned warned ->
          screen.line(screen.paint(Colour.WARNING, "[WARNING]: " + warned.sentence()));
      case RunEvent.Owed owed -> owed(owed);
      case RunEvent.RunFinished finished -> {
        headed("PLAY RECAP");
        Recaps.show(screen, finished.recap());
        screen.line("");
      }
      case RunEvent.RunStarted s -> {}
      case RunEvent.BatchStarted batch -> {
        task = null;
        if (batch.number() > 1) {
          headed("PLAY [%s]".formatted(play));
        }
      }
      case RunEvent.Progress s -> {}
      case RunEvent.Notified s -> {}
    }
  }

  private void task(RunEvent.Task started) {
    if (task == null || !task.id().equals(started.id())) {
      task = started;
      String role = started.role().isEmpty() ? "" : started.role() + " : ";
      headed(
          "%s [%s%s]"
              .formatted(
                  started.handler() ? "RUNNING HANDLER" : "TASK",
                  role,
                  Printable.of(started.name())));
    }
  }

  private void headed(String title) {
    screen.line("");
    screen.line(
        title + " " + "*".repeat(Math.max(3, Math.min(screen.width(), 80) - 1 - title.length())));
  }

  private void finished(RunEvent.TaskFinished finished) {
    boolean looped = finished.outcome().result().get("results") instanceof List<?>;
    if (!looped || finished.outcome().kind().isTrouble()) {
      outcome(finished.host(), "", finished.outcome());
    }
  }

  private void outcome(String host, String label, Outcome outcome) {
    String item = label.isEmpty() ? "" : " => (item=" + Printable.of(label) + ")";
    if (diff) {
      outcome.steps().stream()
          .map(Outcome.ShownStep::diff)
          .filter(text -> !text.isEmpty())
          .forEach(text -> text.lines().map(Printable::of).forEach(screen::line));
    }
    outcome.warnings().forEach(text -> screen.line("[WARNING]: " + Printable.of(text)));
    switch (outcome.kind()) {
      case OK -> plain(Colour.GOOD, "ok", host, item, outcome);
      case CHANGED -> plain(Colour.CHANGED, "changed", host, item, outcome);
      case UNKNOWN -> plain(Colour.WARNING, "unknown", host, item, outcome);
      case SKIPPED -> plain(Colour.FAINT, "skipping", host, item, outcome);
      case FAILED, REFUSED -> trouble("fatal", "FAILED!", host, item, outcome);
      case UNREACHABLE -> trouble("fatal", "UNREACHABLE!", host, item, outcome);
    }
  }

  private void plain(Colour colour, String word, String host, String item, Outcome outcome) {
    String result =
        verbosity > 0 || (isDebug() && outcome.kind() != Outcome.Kind.SKIPPED)
            ? " => " + Printable.of(Json.indented(shown(outcome)))
            : "";
    screen.line(screen.paint(colour, "%s: [%s]%s%s".formatted(word, host, item, result)));
  }

  /// What `debug` says is the very purpose of the task.
  private boolean isDebug() {
    return task != null
        && task.module().replaceFirst("^ansible\\.(builtin|legacy)\\.", "").equals("debug");
  }

  private Map<String, Object> shown(Outcome outcome) {
    Map<String, Object> result = result(outcome);
    if (verbosity == 0) {
      result.keySet().removeAll(Set.of("changed", "failed"));
      if (result.size() > 1) {
        result.values().removeIf(""::equals);
      }
    }
    return result;
  }

  private void trouble(String word, String kind, String host, String item, Outcome outcome) {
    String first = item.isEmpty() ? word : "failed";
    screen.line(
        screen.paint(
            Colour.BAD,
            "%s: [%s]%s: %s => %s"
                .formatted(first, host, item, kind, Printable.of(Json.spaced(result(outcome))))));
    switch (outcome.handled()) {
      case IGNORED -> screen.line("...ignoring");
      case RESCUED, NONE -> {}
    }
  }

  private static Map<String, Object> result(Outcome outcome) {
    Map<String, Object> result = new LinkedHashMap<>(outcome.result());
    if (outcome.kind().isTrouble()) {
      result.putIfAbsent("msg", outcome.reason());
    }
    return result;
  }

  private void owed(RunEvent.Owed owed) {
    switch (owed.state()) {
      case LEFT, FOUND ->
          screen.line(
              "[WARNING]: %s: still owed: %s (%s)"
                  .formatted(owed.host(), owed.sentence(), owed.remedy()));
      case DISCHARGED ->
          screen.line("[WARNING]: %s: paid at the end: %s".formatted(owed.host(), owed.sentence()));
      case RECORDED, SETTLED -> {}
    }
  }
}
