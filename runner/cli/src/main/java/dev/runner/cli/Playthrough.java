package dev.runner.cli;

import dev.runner.catalog.Modules;
import dev.runner.configuration.Configuration;
import dev.runner.configuration.Option;
import dev.runner.execute.PlaybookRun;
import dev.runner.execute.Workshop;
import dev.runner.execute.compile.RunOptions;
import dev.runner.execute.task.Masking;
import dev.runner.inventory.Inventory;
import dev.runner.journal.FileJournal;
import dev.runner.module.HostPython;
import dev.runner.playbook.Playbook;
import dev.runner.report.console.Screen;
import dev.runner.values.Json;
import dev.runner.variables.VariableStore;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import picocli.CommandLine;

/// Carries playbooks out for a verb: with a screen, a record, and care for interruptions.
final class Playthrough {
  private final CommandLine line;
  private final Main main;
  private final Wiring wiring;
  private final Modules modules;
  private final VariableStore store;
  private final RunOptions options;

  Playthrough(
      CommandLine line,
      Main main,
      Wiring wiring,
      Modules modules,
      VariableStore store,
      RunOptions options) {
    this.line = line;
    this.main = main;
    this.wiring = wiring;
    this.modules = modules;
    this.store = store;
    this.options = options;
  }

  /// Carries them out.
  ///
  /// @param report shows the run on the screen
  /// @return the exit status
  int run(List<Playbook> books, Function<Screen, Shown> report) {
    try (Interruption interruption = new Interruption();
        Screen screen =
            Screens.open(
                line.getOut(),
                line.getErr(),
                main.ownsOutput(),
                wiring.environment(),
                wiring.configuration());
        FileJournal journal = RunRecords.start(wiring.environment(), wiring.home())) {
      Shown shown = JobEvents.around(report.apply(screen), screen, wiring, modules);
      Workshop workshop =
          new Workshop(
              wiring.sources(),
              sources -> wiring.playbooks().loader(sources, modules),
              store,
              this::refreshed,
              modules,
              wiring.binder(),
              wiring.templates(),
              wiring.vault(),
              new Masking(),
              wiring.hosts(folder(books), shown.trace()),
              journal,
              new RetryFile(shown, wiring, books),
              new RunPrompt(wiring.prompt(), shown.notes()),
              new Random(),
              wiring.owner(),
              () -> wiring.python(modules),
              unset(wiring.configuration()),
              InstantSource.system());
      PlaybookRun.Result result =
          new PlaybookRun(workshop, options, wiring.extra())
              .run(books, RecordedWords.of(line.getParseResult().originalArgs()));
      stats(result, shown.notes());
      return (interruption.isStopping() ? ExitCode.INTERRUPTED : status(result.end())).status();
    }
  }

  /// Settings that modules know as variables.
  private static Map<String, Object> unset(Configuration settings) {
    Map<String, Object> unset = new LinkedHashMap<>();
    if (!settings.setting(Option.FACTS_MODULES).isDefault()) {
      unset.put("ansible_facts_modules", settings.list(Option.FACTS_MODULES));
    }
    settings
        .text(Option.INTERPRETER_PYTHON)
        .filter(named -> !named.startsWith(HostPython.AUTO))
        .ifPresent(named -> unset.put("ansible_python_interpreter", named));
    return unset;
  }

  /// Programs of the control machine start beside the playbook, as Ansible has it.
  private static Path folder(List<Playbook> books) {
    Path folder = books.getFirst().file().getParent();
    return folder == null ? Path.of("/") : folder;
  }

  private Inventory refreshed() {
    Inventory inventory = wiring.inventory().load();
    wiring.sources().diagnostics().throwIfErrors();
    return inventory;
  }

  /// Figures of `set_stats` are shown where Ansible's users ask for them, and as theirs are.
  private void stats(PlaybookRun.Result result, Consumer<String> notes) {
    Map<String, ?> figures = result.stats();
    if (!wiring.configuration().flag(Option.SHOW_CUSTOM_STATS) || figures.isEmpty()) {
      return;
    }
    notes.accept("CUSTOM STATS: " + "*".repeat(65));
    new TreeMap<>(figures)
        .forEach(
            (host, own) -> {
              if (!host.isEmpty()) {
                notes.accept("\t%s: %s".formatted(host, Json.spaced(own)));
              }
            });
    Object ofRun = figures.get("");
    if (ofRun != null) {
      notes.accept("");
      notes.accept("\tRUN: " + Json.spaced(ofRun));
    }
    notes.accept("");
  }

  private static ExitCode status(PlaybookRun.End end) {
    return switch (end) {
      case FINE -> ExitCode.FINE;
      case HOST_FAILED -> ExitCode.HOST_FAILED;
      case HOST_UNREACHABLE -> ExitCode.UNREACHABLE_OR_MISTAKE;
      case INTERRUPTED -> ExitCode.INTERRUPTED;
    };
  }
}
