package dev.runner.report.console;

import dev.runner.event.Outcome;
import dev.runner.report.console.Screen.Colour;
import dev.runner.values.Deprecation;
import dev.runner.values.Json;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What hosts with one outcome show of it.
final class OutcomeLines {
  private static final int NAMED_HOSTS = 6;
  private static final int MOST_STEPS = 12;

  /// What hosts have in common whose outcome stands on one line.
  record Group(
      Outcome.Kind kind,
      Outcome.Handling handled,
      String label,
      String reason,
      List<Outcome.ShownStep> steps,
      List<String> warnings) {

    /// @param label the item of a loop, or empty
    static Group of(String label, Outcome outcome) {
      return new Group(
          outcome.kind(),
          outcome.handled(),
          label,
          outcome.reason(),
          outcome.steps(),
          outcome.warnings());
    }
  }

  private final Screen screen;
  private final int verbosity;
  private final boolean check;
  private final boolean diff;

  /// @param verbosity how many `-v` were given
  OutcomeLines(Screen screen, int verbosity, boolean check, boolean diff) {
    this.screen = screen;
    this.verbosity = verbosity;
    this.check = check;
    this.diff = diff;
  }

  void show(Group group, List<String> names, Outcome outcome) {
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
    outcome.deprecations().forEach(use -> indented("deprecated: " + told(use), Colour.WARNING));
    steps(outcome.steps());
    boolean trouble = outcome.kind().isTrouble();
    if (verbosity > 0 || trouble) {
      result(outcome.result(), trouble);
    }
  }

  private static String told(Deprecation use) {
    String where = use.where().isEmpty() ? "" : use.where() + ": ";
    return (where + use.line() + " " + use.help()).strip();
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

  /// Lines below that of the outcome.
  void indented(String text, Colour colour) {
    text.lines().forEach(line -> screen.line("      " + screen.paint(colour, Printable.of(line))));
  }

  /// What fits on a line beside so many other characters; the whole stands in the record, and
  /// behind `-v`.
  String fitted(String text, int taken) {
    int room = Math.max(20, screen.width() - taken);
    return verbosity > 0 || text.length() <= room ? text : text.substring(0, room - 1) + "…";
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

  /// Some of the hosts by name, the others by their number.
  static String names(List<String> hosts) {
    return hosts.size() <= NAMED_HOSTS
        ? String.join(", ", hosts)
        : String.join(", ", hosts.subList(0, NAMED_HOSTS - 1))
            + " and %d more".formatted(hosts.size() - NAMED_HOSTS + 1);
  }

  static String firstLine(String text) {
    int end = text.indexOf('\n');
    return end < 0 ? text : text.substring(0, end);
  }

  private static Optional<String> rest(String text) {
    int end = text.indexOf('\n');
    return end < 0 ? Optional.empty() : Optional.of(text.substring(end + 1));
  }

  static String time(Duration duration) {
    double seconds = duration.toMillis() / 1000.0;
    return seconds < 60
        ? String.format(Locale.ROOT, "%.1fs", seconds)
        : "%dm %02ds".formatted(duration.toMinutes(), duration.toSecondsPart());
  }
}
