package dev.runner.cli;

import dev.runner.configuration.Option;
import dev.runner.event.EventSink;
import dev.runner.jinja.Language;
import dev.runner.report.console.HumanReport;
import dev.runner.report.console.LinesReport;
import dev.runner.report.console.MinimalReport;
import dev.runner.report.console.PlainScreen;
import dev.runner.report.console.Screen;
import dev.runner.vault.Vault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

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
      case "lines" -> lines(screen, wiring, verbosity, diff);
      case "minimal" -> new MinimalReport(screen, verbosity, diff, false);
      case "oneline" -> new MinimalReport(screen, verbosity, diff, true);
      default ->
          throw new BadOptions(
              "the output is human, lines, minimal or oneline, not '%s'".formatted(form));
    };
  }

  private static EventSink lines(Screen screen, Wiring wiring, int verbosity, boolean diff) {
    LinesReport report =
        new LinesReport(screen, verbosity, diff)
            .hiding(
                !wiring.configuration().flag(Option.DISPLAY_OK),
                !wiring.configuration().flag(Option.DISPLAY_SKIPPED));
    return wiring.language() == Language.ANSIBLE_2_14
        ? report
        : report.explaining(wiring.here(), Reports::text);
  }

  /// The text of a file; nothing if it is encrypted, or gone.
  private static Optional<String> text(Path file) {
    try {
      byte[] content = Files.readAllBytes(file);
      return Vault.isEncrypted(content)
          ? Optional.empty()
          : Optional.of(new String(content, StandardCharsets.UTF_8));
    } catch (IOException e) {
      return Optional.empty(); // the lines are a help, and no more
    }
  }
}
