package dev.runner.report.console;

import dev.runner.event.EventSink;
import dev.runner.event.Outcome;
import dev.runner.event.Recap;
import dev.runner.event.RunEvent;
import dev.runner.report.console.Screen.Colour;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A run in the lines that scripts around ansible-playbook look for: a line for each task and host.
public final class LinesReport implements EventSink {
  private static final int WIDEST = 80;

  private final Screen screen;
  private final LinesStyle style;
  private final ShownResult results;
  private RunEvent.@Nullable Task task;
  private String play = "";
  private boolean lockstep = true;
  private boolean checking;
  private String banner = "";
  private @Nullable TroubleBlock troubles;
  private @Nullable SourceLines places;
  private String title = "";

  /// Hosts that are in a loop.
  private final Set<String> looped = new HashSet<>();

  /// What was explained already isn't again: most failures are those of many hosts.
  private final Set<List<String>> explained = new HashSet<>();

  private final Set<String> warned = new HashSet<>();

  public LinesReport(Screen screen, LinesStyle style) {
    this.screen = screen;
    this.style = style;
    this.results = new ShownResult(style);
  }

  /// The same with a block of lines before each failure: why, and where in the playbook.
  ///
  /// @param lines the lines of a place
  public LinesReport explaining(SourceLines lines) {
    places = lines;
    troubles = new TroubleBlock(lines);
    return this;
  }

  private boolean hides(Outcome.Kind kind) {
    return (style.hidesOk() && kind == Outcome.Kind.OK)
        || (style.hidesSkipped() && kind == Outcome.Kind.SKIPPED);
  }

  @Override
  public void accept(RunEvent event) {
    switch (event) {
      case RunEvent.PlayStarted started -> played(started);
      case RunEvent.PlayWithoutHosts without -> {
        headed("PLAY [%s]".formatted(without.name()));
        screen.line(screen.paint(Colour.FAINT, "skipping: no hosts matched"));
      }
      case RunEvent.TaskStarted started -> task(started);
      case RunEvent.ItemFinished item -> item(item);
      case RunEvent.TaskFinished finished -> finished(finished);
      case RunEvent.Retrying retry -> {
        begun(retry.task());
        screen.line(
            "FAILED - RETRYING: [%s]: %s (%d retries left)."
                .formatted(retry.host(), retry.task().name(), retry.left()));
      }
      case RunEvent.Included included -> included(included);
      case RunEvent.Warned warned -> warning(warned.sentence(), warned.where());
      case RunEvent.Owed owed -> owed(owed);
      case RunEvent.PlaybookFinished finished -> recap(finished.recap());
      case RunEvent.RunFinished finished -> recap(finished.recap());
      case RunEvent.RunStarted started -> {
        checking = started.check();
        dry();
      }
      case RunEvent.BatchStarted batch -> {
        task = null;
        if (batch.number() > 1) {
          headed(play);
        }
      }
      case RunEvent.PlaybookStarted started -> book(started);
      case RunEvent.Steered steered -> steered(steered);
      case RunEvent.TooManyFailed e -> headed("NO MORE HOSTS LEFT");
      case RunEvent.Progress s -> {}
      case RunEvent.Notified s -> {}
      case RunEvent.CarriedOutAgain s -> {}
    }
  }

  private void played(RunEvent.PlayStarted started) {
    play = "PLAY [%s]%s".formatted(started.name(), marker(started.check()));
    lockstep = started.lockstep();
    task = null;
    headed(play);
  }

  private void recap(Map<String, Recap> recap) {
    headed("PLAY RECAP");
    Recaps.show(screen, recap);
    screen.line("");
    dry();
  }

  private void book(RunEvent.PlaybookStarted started) {
    if (style.verbosity() > 1) {
      headed("PLAYBOOK: " + Path.of(started.file()).getFileName());
      screen.line("%d plays in %s".formatted(started.plays(), started.file()));
    }
  }

  private void steered(RunEvent.Steered steered) {
    entitled(steered.task());
    if (style.verbosity() > 1) {
      begun(steered.task());
      screen.line(screen.paint(Colour.FAINT, "META: " + steered.sentence()));
    }
  }

  private void dry() {
    if (checking && style.marksCheck()) {
      headed("DRY RUN");
    }
  }

  private String marker(boolean check) {
    return check && style.marksCheck() ? " [CHECK MODE]" : "";
  }

  private void task(RunEvent.TaskStarted started) {
    if (lockstep && (task == null || !task.id().equals(started.task().id()))) {
      task = started.task();
      title = title(started.task(), started.check());
      if (!isMeta(started.task())) {
        titledAtOnce();
      }
    }
  }

  private void titledAtOnce() {
    if (!style.hidesOk() && !style.hidesSkipped()) {
      titled();
    }
  }

  /// What steers the play has a title for each host that it steers.
  private void entitled(RunEvent.Task of) {
    if (lockstep) {
      if (title.isEmpty()) {
        title = title(of, false);
      }
      titledAtOnce();
    }
  }

  private static boolean isMeta(RunEvent.Task task) {
    return ShownResult.bare(task).equals("meta");
  }

  private String title(RunEvent.Task task, boolean check) {
    return "%s [%s]%s"
        .formatted(
            task.handler() ? "RUNNING HANDLER" : "TASK",
            Printable.of(task.title().strip()),
            marker(check));
  }

  /// Where hosts don't wait for each other, a title is due whenever another task has something to
  /// say than the one before.
  private void begun(RunEvent.Task of) {
    if (!lockstep && !banner.equals(of.id())) {
      title = title(of, false);
    }
    task = of;
    titled();
    banner = of.id();
  }

  private void titled() {
    if (!title.isEmpty()) {
      headed(title);
      title = "";
      if (style.verbosity() > 1 && task != null) {
        screen.line("task path: " + place(task.where()));
      }
    }
  }

  private void headed(String title) {
    screen.line("");
    int stars = Math.max(3, Math.min(screen.width(), WIDEST) - 1 - title.length());
    screen.line(title + " " + "*".repeat(stars));
  }

  private void finished(RunEvent.TaskFinished finished) {
    Outcome outcome = finished.outcome();
    if (isMeta(finished.task())) {
      entitled(finished.task());
    }
    boolean include = outcome.kind() == Outcome.Kind.OK && isInclude(finished.task());
    if (include || hides(outcome.kind())) {
      if (include) {
        begun(finished.task());
      }
      return;
    }
    if (style.verbosity() > 1
        && outcome.kind() == Outcome.Kind.SKIPPED
        && isMeta(finished.task())) {
      begun(finished.task());
      screen.line(screen.paint(Colour.FAINT, "META: " + outcome.reason()));
    }
    boolean loop = outcome.loop() || looped.contains(finished.host());
    looped.remove(finished.host());
    if (!loop) {
      one(finished.task(), finished.host(), "", outcome);
    } else if (outcome.kind() == Outcome.Kind.SKIPPED) {
      begun(finished.task());
      screen.line(screen.paint(Colour.FAINT, "skipping: [%s]".formatted(finished.host())));
    } else if (outcome.kind() == Outcome.Kind.UNREACHABLE
        || (outcome.kind().isTrouble() && ShownResult.bare(finished.task()).equals("debug"))) {
      failure(finished.task(), finished.host(), "", outcome);
    }
    if (outcome.handled() == Outcome.Handling.IGNORED) {
      screen.line(screen.paint(Colour.FAINT, "...ignoring"));
    }
  }

  private void item(RunEvent.ItemFinished item) {
    looped.add(item.host());
    if (!hides(item.outcome().kind())) {
      one(
          item.task(),
          item.host(),
          "(item=%s)".formatted(Printable.of(item.label())),
          item.outcome());
    }
  }

  /// What was included is told for all hosts at once.
  private static boolean isInclude(RunEvent.Task task) {
    String module = ShownResult.bare(task);
    return module.equals("include_tasks") || module.equals("include_role");
  }

  private void included(RunEvent.Included included) {
    if (!style.hidesIncluded()) {
      titled();
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

  private void one(RunEvent.Task of, String host, String item, Outcome outcome) {
    begun(of);
    job(of, host, outcome);
    outcome.warnings().forEach(text -> warning(text, ""));
    if (style.diff() || !checking) {
      differences(outcome);
    }
    switch (outcome.kind()) {
      case OK -> plain(Colour.GOOD, "ok", host, item, outcome);
      case CHANGED -> plain(Colour.CHANGED, "changed", host, item, outcome);
      case UNKNOWN -> plain(Colour.WARNING, "unknown", host, item, outcome);
      case SKIPPED -> plain(Colour.FAINT, "skipping", host, item, outcome);
      case FAILED, REFUSED, UNREACHABLE -> {
        explain(of, outcome);
        failure(of, host, item, outcome);
      }
    }
  }

  /// A job that was waited for.
  private void job(RunEvent.Task of, String host, Outcome outcome) {
    Object id = outcome.result().get("ansible_job_id");
    boolean ended = Boolean.TRUE.equals(outcome.result().get("finished"));
    if (id != null && ended && !ShownResult.bare(of).equals("async_status")) {
      boolean failed = outcome.kind().isTrouble();
      screen.line(
          screen.paint(
              failed ? Colour.BAD : Colour.FAINT,
              "ASYNC %s on %s: jid=%s".formatted(failed ? "FAILED" : "OK", host, id)));
    }
  }

  private void differences(Outcome outcome) {
    DiffLines.of(outcome).forEach(line -> screen.line(painted(line)));
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

  private void plain(Colour colour, String word, String host, String item, Outcome outcome) {
    boolean told = ShownResult.isTold(outcome);
    String label = item.isEmpty() ? "" : " => " + item;
    String space = !item.isEmpty() && outcome.kind() == Outcome.Kind.SKIPPED ? " " : "";
    String full =
        results.isShown(shownTask(), outcome)
            ? " => " + Printable.of(results.text(shownTask(), outcome, told))
            : "";
    screen.line(
        screen.paint(
            colour, "%s: [%s]%s%s%s".formatted(word, label(host, outcome), label, space, full)));
  }

  private RunEvent.Task shownTask() {
    return java.util.Objects.requireNonNull(task);
  }

  private void explain(RunEvent.Task of, Outcome outcome) {
    if (troubles != null) {
      List<String> lines = troubles.of(of, outcome);
      if (explained.add(lines)) {
        lines.forEach(line -> bad(screen.paint(Colour.BAD, line)));
      }
    }
    if (style.placeOfFailure() && style.verbosity() < 2) {
      screen.line("task path: " + place(of.where()));
    }
  }

  private String place(String where) {
    String line = where.replaceFirst(":[0-9]+$", "");
    return places == null ? line : places.whole(line);
  }

  private void failure(RunEvent.Task of, String host, String item, Outcome outcome) {
    String kind = outcome.kind() == Outcome.Kind.UNREACHABLE ? "UNREACHABLE!" : "FAILED!";
    boolean told = ShownResult.isTold(outcome);
    String result = Printable.of(results.text(of, outcome, told));
    String label = label(host, outcome);
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

  /// What was told already isn't again: most warnings are those of many hosts.
  private void warning(String sentence, String where) {
    if (warned.add(sentence + where)) {
      aside("[WARNING]: " + Printable.of(sentence));
      if (places != null) {
        places.of(where).forEach(this::aside);
      }
    }
  }

  private void aside(String line) {
    screen.aside(screen.paint(Colour.WARNING, line));
  }

  private void owed(RunEvent.Owed owed) {
    switch (owed.state()) {
      case LEFT, FOUND ->
          warning(
              "%s: still owed: %s (%s)".formatted(owed.host(), owed.sentence(), owed.remedy()), "");
      case DISCHARGED ->
          warning("%s: paid at the end: %s".formatted(owed.host(), owed.sentence()), "");
      case RECORDED, SETTLED -> {}
    }
  }
}
