package dev.runner.report.console;

import dev.runner.event.EventSink;
import dev.runner.event.Outcome;
import dev.runner.event.Recap;
import dev.runner.event.RunEvent;
import dev.runner.report.console.Screen.Colour;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A run in the lines that scripts around ansible-playbook look for: a line for each task and host.
public final class LinesReport implements EventSink {
  private final Screen screen;
  private final LinesStyle style;
  private final LinesTitles titles;
  private final LinesWarnings warnings;
  private final HostLines hosts;
  private boolean checking;

  /// Hosts that are in a loop.
  private final Set<String> looped = new HashSet<>();

  public LinesReport(Screen screen, LinesStyle style) {
    this(screen, style, Optional.empty());
  }

  private LinesReport(Screen screen, LinesStyle style, Optional<SourceLines> lines) {
    LinesPlaces places = new LinesPlaces(lines);
    this.screen = screen;
    this.style = style;
    this.titles = new LinesTitles(screen, style, places);
    this.warnings = new LinesWarnings(screen, places);
    this.hosts = new HostLines(screen, style, places, warnings);
  }

  /// The same with a block of lines before each failure: why, and where in the playbook.
  ///
  /// @param lines the lines of a place
  public LinesReport explaining(SourceLines lines) {
    return new LinesReport(screen, style, Optional.of(lines));
  }

  private boolean hides(Outcome.Kind kind) {
    return (style.hidesOk() && kind == Outcome.Kind.OK)
        || (style.hidesSkipped() && kind == Outcome.Kind.SKIPPED);
  }

  @Override
  public void accept(RunEvent event) {
    switch (event) {
      case RunEvent.PlayStarted started -> titles.play(started);
      case RunEvent.PlayWithoutHosts without -> {
        titles.headed("PLAY [%s]".formatted(without.name()));
        screen.line(screen.paint(Colour.FAINT, "skipping: no hosts matched"));
      }
      case RunEvent.TaskStarted started -> started(started);
      case RunEvent.ItemFinished item -> item(item);
      case RunEvent.TaskFinished finished -> finished(finished);
      case RunEvent.Retrying retry -> {
        titles.begun(retry.task());
        hosts.again(retry);
      }
      case RunEvent.Included included -> included(included);
      case RunEvent.Warned warned -> warnings.tell(warned.sentence(), warned.where());
      case RunEvent.Owed owed -> warnings.owed(owed);
      case RunEvent.PlaybookFinished finished -> recap(finished.recap());
      case RunEvent.RunFinished finished -> recap(finished.recap());
      case RunEvent.RunStarted started -> {
        checking = started.check();
        hosts.begin(checking);
        dry();
      }
      case RunEvent.BatchStarted batch -> titles.batch(batch.number());
      case RunEvent.PlaybookStarted started -> book(started);
      case RunEvent.Steered steered -> steered(steered);
      case RunEvent.TooManyFailed e -> titles.headed("NO MORE HOSTS LEFT");
      case RunEvent.Polled polled -> {
        titles.begun(polled.task());
        hosts.polled(polled);
      }
      case RunEvent.Progress s -> {}
      case RunEvent.Notified s -> {}
      case RunEvent.CarriedOutAgain s -> {}
    }
  }

  private void started(RunEvent.TaskStarted started) {
    titles.task(started);
    if (style.hostStarts() && !started.task().isMeta()) {
      titles.due();
      for (String host : started.hosts()) {
        String name = Printable.of(started.task().title());
        screen.line(screen.paint(Colour.GOOD, " [started TASK: %s on %s]".formatted(name, host)));
      }
    }
  }

  private void recap(Map<String, Recap> recap) {
    titles.headed("PLAY RECAP");
    Recaps.show(screen, recap);
    screen.line("");
    dry();
  }

  private void book(RunEvent.PlaybookStarted started) {
    if (style.verbosity() > 1) {
      titles.headed("PLAYBOOK: " + Path.of(started.file()).getFileName());
      verbose("%d plays in %s".formatted(started.plays(), started.file()));
    }
  }

  private void steered(RunEvent.Steered steered) {
    titles.steered(steered.task());
    if (style.verbosity() > 1) {
      titles.begun(steered.task());
      verbose(screen.paint(Colour.FAINT, "META: " + steered.sentence()));
    }
  }

  /// A line that is there for `-v` alone.
  private void verbose(String line) {
    if (style.verboseAside()) {
      screen.aside(line);
    } else {
      screen.line(line);
    }
  }

  private void dry() {
    if (checking && style.marksCheck()) {
      titles.headed("DRY RUN");
    }
  }

  private void finished(RunEvent.TaskFinished finished) {
    Outcome outcome = finished.outcome();
    if (finished.task().isMeta()) {
      titles.steered(finished.task());
    }
    boolean include = outcome.kind() == Outcome.Kind.OK && isInclude(finished.task());
    if (include || hides(outcome.kind())) {
      looped.remove(finished.host());
      if (include) {
        titles.begun(finished.task());
      }
      return;
    }
    if (style.verbosity() > 1
        && outcome.kind() == Outcome.Kind.SKIPPED
        && finished.task().isMeta()) {
      titles.begun(finished.task());
      verbose(screen.paint(Colour.FAINT, "META: " + outcome.reason()));
    }
    boolean loop = outcome.loop() || looped.contains(finished.host());
    looped.remove(finished.host());
    if (!loop) {
      titles.begun(finished.task());
      hosts.show(finished.task(), finished.host(), "", outcome);
    } else if (outcome.kind() == Outcome.Kind.SKIPPED) {
      titles.begun(finished.task());
      hosts.leftOut(finished.task(), finished.host(), outcome);
    } else if (outcome.kind() == Outcome.Kind.UNREACHABLE
        || (outcome.kind().isTrouble() && finished.task().bareModule().equals("debug"))) {
      hosts.failure(finished.task(), finished.host(), "", outcome);
    }
    if (outcome.handled() == Outcome.Handling.IGNORED) {
      screen.line(screen.paint(Colour.FAINT, "...ignoring"));
    }
  }

  private void item(RunEvent.ItemFinished item) {
    looped.add(item.host());
    if (!hides(item.outcome().kind())) {
      titles.begun(item.task());
      String label = "(item=%s)".formatted(Printable.of(item.label()));
      hosts.show(item.task(), item.host(), label, item.outcome());
    }
  }

  /// What was included is told for all hosts at once.
  private static boolean isInclude(RunEvent.Task task) {
    String module = task.bareModule();
    return module.equals("include_tasks") || module.equals("include_role");
  }

  private void included(RunEvent.Included included) {
    if (!style.hidesIncluded()) {
      titles.due();
      String item =
          included.label().isEmpty()
              ? ""
              : " => (item=%s)".formatted(Printable.of(included.label()));
      screen.line(
          screen.paint(
              Colour.FAINT,
              "included: %s for %s%s"
                  .formatted(included.file(), String.join(", ", included.hosts()), item)));
    }
  }
}
