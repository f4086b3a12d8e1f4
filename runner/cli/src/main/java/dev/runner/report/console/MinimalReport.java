package dev.runner.report.console;

import dev.runner.event.EventSink;
import dev.runner.event.Outcome;
import dev.runner.event.RunEvent;
import dev.runner.report.console.Screen.Colour;
import dev.runner.values.Deprecation;
import dev.runner.values.Json;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The outcome of one task on many hosts, in the lines of the command `ansible`: `web1 | CHANGED |
/// rc=0 >>` and the output of a command, `web1 | SUCCESS => {…}` for other modules.
public final class MinimalReport implements EventSink {
  private static final Set<String> COMMANDS = Set.of("command", "shell", "raw", "script");

  private final Screen screen;
  private final int verbosity;
  private final boolean diff;
  private final boolean oneLine;
  private @Nullable TroubleBlock troubles;
  private DeprecationLines deprecated = new DeprecationLines(where -> List.of());

  /// What was explained already isn't again: most failures are those of many hosts.
  private final Set<List<String>> explained = new HashSet<>();

  /// What was warned of already, likewise.
  private final Set<String> warned = new HashSet<>();

  /// @param verbosity how many `-v` were given
  /// @param diff whether diffs are shown
  /// @param oneLine a line for each host
  public MinimalReport(Screen screen, int verbosity, boolean diff, boolean oneLine) {
    this.screen = screen;
    this.verbosity = verbosity;
    this.diff = diff;
    this.oneLine = oneLine;
  }

  /// The same with a block of lines before each failure that says why.
  ///
  /// @param places the lines of a place
  public MinimalReport explaining(SourceLines places) {
    troubles = new TroubleBlock(places);
    deprecated = new DeprecationLines(places::of);
    return this;
  }

  @Override
  public void accept(RunEvent event) {
    switch (event) {
      case RunEvent.TaskFinished finished -> finished(finished);
      case RunEvent.PlayWithoutHosts play -> warning("No hosts matched, nothing to do");
      case RunEvent.Warned warned -> warning(warned.sentence());
      case RunEvent.Owed owed -> {
        if (owed.state() == RunEvent.Owed.State.FOUND || owed.state() == RunEvent.Owed.State.LEFT) {
          screen.line(
              "[WARNING]: %s: still owed: %s (%s)"
                  .formatted(owed.host(), owed.sentence(), owed.remedy()));
        }
      }
      case RunEvent.RunStarted e -> {}
      case RunEvent.PlayStarted e -> {}
      case RunEvent.BatchStarted e -> {}
      case RunEvent.TaskStarted e -> {}
      case RunEvent.Progress e -> {}
      case RunEvent.Polled e -> {}
      case RunEvent.Retrying e -> {}
      case RunEvent.ItemFinished e -> {}
      case RunEvent.Notified e -> {}
      case RunEvent.CarriedOutAgain e -> {}
      case RunEvent.Included e -> {}
      case RunEvent.RunFinished e -> {}
      case RunEvent.PlaybookStarted e -> {}
      case RunEvent.PlaybookFinished e -> {}
      case RunEvent.Steered e -> {}
      case RunEvent.TooManyFailed e -> {}
    }
  }

  private void warning(String sentence) {
    if (warned.add(sentence)) {
      screen.aside(screen.paint(Colour.WARNING, LinesWarnings.line(sentence)));
    }
  }

  private void finished(RunEvent.TaskFinished finished) {
    Outcome outcome = finished.outcome();
    outcome.warnings().forEach(this::warning);
    for (Deprecation use : outcome.deprecations()) {
      deprecated.of(use).forEach(line -> screen.aside(screen.paint(Colour.WARNING, line)));
    }
    if (diff) {
      DiffLines.of(outcome, true).forEach(screen::line);
    }
    explain(finished);
    String bare = finished.task().bareModule();
    boolean output =
        COMMANDS.contains(bare)
            && outcome.kind() != Outcome.Kind.UNREACHABLE
            && !outcome.result().containsKey("ansible_job_id");
    String word = output ? word(outcome).replace("!", "") : word(outcome);
    String rest = "";
    if (outcome.kind() == Outcome.Kind.UNREACHABLE && oneLine) {
      rest = ": " + escaped(outcome.reason());
    } else if (outcome.kind() != Outcome.Kind.SKIPPED) {
      rest = output ? command(outcome) : " => " + values(bare, outcome);
    }
    screen.line(
        screen.paint(colour(outcome.kind()), "%s | %s%s".formatted(finished.host(), word, rest)));
  }

  private void explain(RunEvent.TaskFinished finished) {
    if (troubles == null || !finished.outcome().kind().isTrouble()) {
      return;
    }
    List<String> lines = troubles.of(finished.task(), finished.outcome());
    if (!lines.isEmpty() && explained.add(lines)) {
      screen.line(screen.paint(Colour.BAD, String.join("\n", lines)));
    }
  }

  private String command(Outcome outcome) {
    Map<String, Object> result = outcome.result();
    String stdout = String.valueOf(result.getOrDefault("stdout", ""));
    String stderr = String.valueOf(result.getOrDefault("stderr", ""));
    if (oneLine) {
      String more = stderr.isEmpty() ? "" : " (stderr) " + escaped(stderr);
      return " | rc=%s | (stdout) %s%s".formatted(status(result), escaped(stdout), more);
    }
    Object told = result.getOrDefault("msg", "");
    String message = outcome.kind().isTrouble() ? outcome.reason() : told.toString();
    return " | rc=%s >>\n%s"
        .formatted(status(result), Printable.of(stdout + stderr + message).stripTrailing());
  }

  /// The exit status of a command; -1 if it never ran, or several did.
  private static Object status(Map<String, Object> result) {
    return result.getOrDefault("rc", -1);
  }

  private static String escaped(String text) {
    return Printable.of(text.replace("\n", "\\n"));
  }

  private String values(String module, Outcome outcome) {
    Map<String, Object> result = new TreeMap<>(outcome.result());
    result.remove("failed");
    result.remove("skipped");
    result.remove("exception");
    result.remove("warnings"); // told aside
    if (module.equals("debug") && !oneLine && !outcome.kind().isTrouble()) {
      result.remove("changed");
    }
    if (module.startsWith("include_")) {
      result.putIfAbsent("changed", false);
    }
    boolean reasons = outcome.kind().isTrouble() || outcome.kind() == Outcome.Kind.UNKNOWN;
    if (reasons && !outcome.reason().isEmpty()) {
      result.putIfAbsent("msg", outcome.reason());
    }
    if (verbosity < 3) {
      result.remove("invocation");
    }
    String text = Printable.of(Json.indented(result));
    if (!oneLine) {
      return text;
    }
    boolean shown = module.equals("debug") && !outcome.kind().isTrouble(); // the blanks stay
    return text.lines()
        .map(shown ? Function.identity() : String::strip)
        .collect(Collectors.joining());
  }

  private static String word(Outcome outcome) {
    return switch (outcome.kind()) {
      case OK -> "SUCCESS";
      case CHANGED -> "CHANGED";
      case SKIPPED -> "SKIPPED";
      case REFUSED, FAILED -> "FAILED!";
      case UNREACHABLE -> "UNREACHABLE!";
      case UNKNOWN -> "UNKNOWN";
    };
  }

  private static Colour colour(Outcome.Kind kind) {
    return switch (kind) {
      case OK -> Colour.GOOD;
      case CHANGED -> Colour.CHANGED;
      case SKIPPED -> Colour.FAINT;
      case UNKNOWN -> Colour.WARNING;
      case REFUSED, FAILED, UNREACHABLE -> Colour.BAD;
    };
  }
}
