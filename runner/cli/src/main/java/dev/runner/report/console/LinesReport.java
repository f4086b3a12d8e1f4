package dev.runner.report.console;

import dev.runner.event.EventSink;
import dev.runner.event.Outcome;
import dev.runner.event.RunEvent;
import dev.runner.report.console.Screen.Colour;
import dev.runner.values.Json;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A run in the lines that scripts around ansible-playbook look for: a line for each task and host.
public final class LinesReport implements EventSink {
  /// Modules whose result is for the reader.
  private static final Set<String> TOLD = Set.of("debug", "assert");

  /// Keys that the word at the start of a line says already.
  private static final Set<String> NOT_SHOWN = Set.of("failed", "skipped");

  private final Screen screen;
  private final int verbosity;
  private final boolean diff;
  private RunEvent.@Nullable Task task;
  private String play = "";
  private @Nullable TroubleBlock troubles;
  private boolean hidesOk;
  private boolean hidesSkipped;
  private String title = "";

  /// @param verbosity how many `-v` were given
  /// @param diff whether diffs are shown
  public LinesReport(Screen screen, int verbosity, boolean diff) {
    this.screen = screen;
    this.verbosity = verbosity;
    this.diff = diff;
  }

  /// The same without the lines of tasks that are ok, or skipped; a task of which nothing is shown
  /// has no title either.
  public LinesReport hiding(boolean ok, boolean skipped) {
    hidesOk = ok;
    hidesSkipped = skipped;
    return this;
  }

  /// The same with a block of lines before each failure: why, and where in the playbook.
  ///
  /// @param here what the names of files are relative to
  /// @param texts the text of a file, if it can be shown
  public LinesReport explaining(Path here, Function<Path, Optional<String>> texts) {
    troubles = new TroubleBlock(here, texts);
    return this;
  }

  private boolean hides(Outcome.Kind kind) {
    return (hidesOk && kind == Outcome.Kind.OK) || (hidesSkipped && kind == Outcome.Kind.SKIPPED);
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
              "included: %s for %s%s"
                  .formatted(
                      included.file(),
                      String.join(", ", included.hosts()),
                      included.label().isEmpty()
                          ? ""
                          : " => (item=%s)".formatted(Printable.of(included.label()))));
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
      title =
          "%s [%s%s]"
              .formatted(
                  started.handler() ? "RUNNING HANDLER" : "TASK",
                  role,
                  Printable.of(started.name()));
      if (!hidesOk && !hidesSkipped) {
        titled();
      }
    }
  }

  private void titled() {
    if (!title.isEmpty()) {
      headed(title);
      title = "";
    }
  }

  private void headed(String title) {
    screen.line("");
    screen.line(
        title + " " + "*".repeat(Math.max(3, Math.min(screen.width(), 80) - 1 - title.length())));
  }

  private void finished(RunEvent.TaskFinished finished) {
    Outcome outcome = finished.outcome();
    boolean told = outcome.kind() == Outcome.Kind.OK && isInclude(finished.task());
    if (!told && !(outcome.result().get("results") instanceof List<?>)) {
      outcome(finished.host(), "", outcome);
    }
    if (outcome.handled() == Outcome.Handling.IGNORED) {
      screen.line("...ignoring");
    }
  }

  /// What was included is told for all hosts at once.
  private static boolean isInclude(RunEvent.Task task) {
    String module = task.module().substring(task.module().lastIndexOf('.') + 1);
    return module.equals("include_tasks") || module.equals("include_role");
  }

  private void outcome(String host, String label, Outcome outcome) {
    if (hides(outcome.kind())) {
      return;
    }
    titled();
    String item = label.isEmpty() ? "" : "(item=" + Printable.of(label) + ")";
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
      case FAILED, REFUSED -> trouble("FAILED!", host, item, outcome);
      case UNREACHABLE -> trouble("UNREACHABLE!", host, item, outcome);
    }
  }

  private void plain(Colour colour, String word, String host, String item, Outcome outcome) {
    boolean told = isTold(outcome);
    String label = item.isEmpty() ? "" : " => " + item;
    String full = verbosity > 0 || told ? " => " + Printable.of(shown(outcome, told)) : "";
    screen.line(screen.paint(colour, "%s: [%s]%s%s".formatted(word, host, label, full)));
  }

  private void trouble(String kind, String host, String item, Outcome outcome) {
    if (troubles != null && task != null) {
      troubles.of(task, outcome).forEach(line -> screen.line(screen.paint(Colour.BAD, line)));
    }
    String result = Printable.of(shown(outcome, false));
    screen.line(
        screen.paint(
            Colour.BAD,
            item.isEmpty()
                ? "fatal: [%s]: %s => %s".formatted(host, kind, result)
                : "failed: [%s] %s => %s".formatted(host, item, result)));
  }

  /// Whether the result is what the task is for: it is shown without any `-v`.
  private boolean isTold(Outcome outcome) {
    return outcome.kind() == Outcome.Kind.UNKNOWN
        || (outcome.kind() != Outcome.Kind.SKIPPED
            && task != null
            && TOLD.contains(task.module().substring(task.module().lastIndexOf('.') + 1)));
  }

  private String shown(Outcome outcome, boolean told) {
    Map<String, Object> result = new TreeMap<>(outcome.result());
    NOT_SHOWN.forEach(result::remove);
    if (told && task != null && task.module().endsWith("debug")) {
      result.remove("changed");
    }
    if (!outcome.reason().isEmpty() && (outcome.kind().isTrouble() || isUnknown(outcome))) {
      result.putIfAbsent("msg", outcome.reason());
    }
    return told || verbosity > 2 ? Json.indented(result) : Json.spaced(result);
  }

  private static boolean isUnknown(Outcome outcome) {
    return outcome.kind() == Outcome.Kind.UNKNOWN;
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
