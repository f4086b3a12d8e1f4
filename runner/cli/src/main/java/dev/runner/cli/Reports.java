package dev.runner.cli;

import dev.runner.configuration.Configuration;
import dev.runner.configuration.Option;
import dev.runner.event.EventSink;
import dev.runner.jinja.Language;
import dev.runner.report.console.HumanReport;
import dev.runner.report.console.LinesReport;
import dev.runner.report.console.LinesStyle;
import dev.runner.report.console.MinimalReport;
import dev.runner.report.console.Screen;
import dev.runner.report.console.SourceLines;
import dev.runner.report.console.WithoutDeprecations;
import dev.runner.report.json.JsonLinesReport;
import dev.runner.report.json.JsonReport;
import dev.runner.report.junit.JunitReport;
import dev.runner.vault.Vault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/// Chooses the form in which a run is shown.
final class Reports {
  private Reports() {}

  /// The report of a playbook: what the command line asks for, or else the configuration; a human
  /// form on a terminal, Ansible's lines elsewhere.
  static Shown of(String asked, Screen screen, Wiring wiring, int verbosity, boolean diff) {
    Shown shown =
        heeding(
            of(asked, "lines", screen, wiring, verbosity, diff)
                .at(verbosity, traces(screen, wiring)),
            wiring);
    return new Callbacks(screen, wiring, InstantSource.system()).beside(shown);
  }

  /// The report of a single task: on a terminal as above, elsewhere a line for each host.
  static Shown ofOneTask(String asked, Screen screen, Wiring wiring, int verbosity, boolean diff) {
    return heeding(
        of(asked, "minimal", screen, wiring, verbosity, diff).at(verbosity, traces(screen, wiring)),
        wiring);
  }

  /// Where lines about connections go that are no part of a document.
  private static Optional<Consumer<String>> traces(Screen screen, Wiring wiring) {
    return wiring.configuration().flag(Option.VERBOSE_TO_STDERR)
        ? Optional.of(screen::aside)
        : Optional.empty();
  }

  /// What is deprecated is shown to whoever asks for it.
  private static Shown heeding(Shown shown, Wiring wiring) {
    return wiring.configuration().flag(Option.DEPRECATION_WARNINGS)
        ? shown
        : shown.with(new WithoutDeprecations(shown.report()));
  }

  private static Shown of(
      String asked, String piped, Screen screen, Wiring wiring, int verbosity, boolean diff) {
    String usual = screen.isTerminal() ? "human" : piped;
    String form =
        asked.isBlank() ? wiring.configuration().text(Option.OUTPUT).orElse(usual) : asked;
    boolean told =
        form.equals("lines")
            || (form.equals("minimal")
                && wiring.configuration().flag(Option.LOAD_CALLBACK_PLUGINS));
    if (asked.isBlank() && told) {
      form = callback(wiring, form, screen);
    }
    Consumer<String> lines = screen::line;
    return switch (form) {
      case "json" ->
          document(new JsonReport(lines, wiring.sources().here(), InstantSource.system()), screen);
      case "jsonl" -> document(new JsonLinesReport(lines, InstantSource.system()), screen);
      case "junit" -> document(new JunitReport(lines), screen);
      case "yaml" -> new Shown(yaml(screen, wiring, verbosity, diff), lines);
      case "human" -> new Shown(new HumanReport(screen, verbosity), lines);
      case "lines" -> new Shown(lines(screen, wiring, verbosity, diff), lines);
      case "minimal" -> new Shown(minimal(screen, wiring, verbosity, diff), lines);
      case "oneline" -> new Shown(new MinimalReport(screen, verbosity, diff, true), lines);
      default ->
          throw new BadOptions(
              "the output is human, lines, yaml, minimal, oneline, json, jsonl or junit, not '%s'"
                  .formatted(form));
    };
  }

  private static Shown document(EventSink report, Screen screen) {
    return new Shown(report, screen::aside);
  }

  /// What Ansible's users call the form of the output.
  private static String callback(Wiring wiring, String usual, Screen screen) {
    String set = wiring.configuration().text(Option.STDOUT_CALLBACK).orElse("default");
    String name = JobEvents.isName(set) ? JobEvents.lines(wiring.environment(), "default") : set;
    String bare = name.substring(name.lastIndexOf('.') + 1);
    return switch (bare) {
      case "json", "jsonl", "junit", "yaml", "minimal", "oneline" -> bare;
      case "default" -> usual;
      default -> {
        screen.aside(
            "[WARNING]: %s: there is no callback '%s' here; the run is shown as by 'default'"
                .formatted(wiring.configuration().setting(Option.STDOUT_CALLBACK).from(), name));
        yield "lines";
      }
    };
  }

  private static EventSink minimal(Screen screen, Wiring wiring, int verbosity, boolean diff) {
    MinimalReport report = new MinimalReport(screen, verbosity, diff, false);
    return wiring.language() == Language.ANSIBLE_2_14
        ? report
        : report.explaining(new SourceLines(wiring.here(), Reports::text));
  }

  private static EventSink yaml(Screen screen, Wiring wiring, int verbosity, boolean diff) {
    return lines(screen, wiring, style(wiring, screen, verbosity, diff, true));
  }

  private static EventSink lines(Screen screen, Wiring wiring, int verbosity, boolean diff) {
    return lines(screen, wiring, style(wiring, screen, verbosity, diff, false));
  }

  private static EventSink lines(Screen screen, Wiring wiring, LinesStyle style) {
    LinesReport report = new LinesReport(screen, style);
    return wiring.language() == Language.ANSIBLE_2_14
        ? report
        : report.explaining(new SourceLines(wiring.here(), Reports::text));
  }

  private static LinesStyle style(
      Wiring wiring, Screen screen, int verbosity, boolean diff, boolean always) {
    Configuration settings = wiring.configuration();
    Optional<Boolean> pretty =
        settings.text(Option.PRETTY_RESULTS).map(word -> settings.flag(Option.PRETTY_RESULTS));
    boolean yaml = always || settings.text(Option.RESULT_FORMAT).filter("yaml"::equals).isPresent();
    return new LinesStyle(
        verbosity,
        diff,
        !settings.flag(Option.DISPLAY_OK),
        !settings.flag(Option.DISPLAY_SKIPPED),
        !settings.flag(Option.DISPLAY_INCLUDED),
        settings.flag(Option.DISPLAY_FAILED_STDERR),
        settings.flag(Option.CHECK_MODE_MARKERS),
        settings.flag(Option.SHOW_TASK_PATH),
        settings.flag(Option.VERBOSE_TO_STDERR),
        settings.flag(Option.SHOW_PER_HOST_START),
        pretty,
        settings.number(Option.RESULT_INDENTATION),
        yaml ? Optional.of(results(settings, screen, pretty)::text) : Optional.empty());
  }

  private static YamlResults results(
      Configuration settings, Screen screen, Optional<Boolean> pretty) {
    int width =
        switch (settings.text(Option.YAML_LINE_WIDTH).orElse("default")) {
          case "no-break" -> Integer.MAX_VALUE;
          case "terminal-width" -> screen.width();
          default -> 80;
        };
    return new YamlResults(settings.number(Option.RESULT_INDENTATION), width, pretty.orElse(true));
  }

  /// The text of a file; nothing if it is encrypted, or gone.
  static Optional<String> text(Path file) {
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
