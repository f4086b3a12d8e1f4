package dev.runner.cli;

import dev.runner.configuration.Option;
import dev.runner.event.EventSink;
import dev.runner.report.console.HumanReport;
import dev.runner.report.console.LinesReport;
import dev.runner.report.console.MinimalReport;
import dev.runner.report.console.PlainScreen;
import dev.runner.report.console.Screen;

/// Chooses the form in which a run is shown.
final class Reports {
  private Reports() {}

  /// The report of a playbook: what the command line asks for, or else the configuration; a human
  /// form on a terminal, Ansible's lines elsewhere.
  static EventSink of(String asked, Screen screen, Wiring wiring, int verbosity, boolean diff) {
    return of(asked, "lines", screen, wiring, verbosity, diff);
  }

  /// The report of a single task: on a terminal as above, elsewhere a line for each host.
  static EventSink ofOneTask(
      String asked, Screen screen, Wiring wiring, int verbosity, boolean diff) {
    return of(asked, "minimal", screen, wiring, verbosity, diff);
  }

  private static EventSink of(
      String asked, String piped, Screen screen, Wiring wiring, int verbosity, boolean diff) {
    String usual = screen instanceof PlainScreen ? piped : "human";
    String form =
        asked.isBlank() ? wiring.configuration().text(Option.OUTPUT).orElse(usual) : asked;
    return switch (form) {
      case "human" -> new HumanReport(screen, verbosity);
      case "lines" ->
          new LinesReport(screen, verbosity, diff)
              .hiding(
                  !wiring.configuration().flag(Option.DISPLAY_OK),
                  !wiring.configuration().flag(Option.DISPLAY_SKIPPED));
      case "minimal" -> new MinimalReport(screen, verbosity, diff, false);
      case "oneline" -> new MinimalReport(screen, verbosity, diff, true);
      default ->
          throw new BadOptions(
              "the output is human, lines, minimal or oneline, not '%s'".formatted(form));
    };
  }
}
