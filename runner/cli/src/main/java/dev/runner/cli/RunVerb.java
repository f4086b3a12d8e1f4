package dev.runner.cli;

import dev.runner.catalog.Modules;
import dev.runner.event.EventSink;
import dev.runner.execute.PlayOutline;
import dev.runner.execute.compile.RunOptions;
import dev.runner.inventory.Inventory;
import dev.runner.playbook.Playbook;
import dev.runner.playbook.TagSelection;
import dev.runner.source.Diagnostic;
import dev.runner.source.Diagnostics;
import dev.runner.variables.VariableStore;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/// `runner run`: one task on many hosts; the options are those of the command `ansible`.
@CommandLine.Command(
    name = "run",
    mixinStandardHelpOptions = true,
    addMethodSubcommands = false,
    sortOptions = false,
    description = "Runs one task on hosts: runner run web -m command -a uptime.")
class RunVerb implements Callable<Integer> {
  @CommandLine.Parameters(
      arity = "1",
      paramLabel = "PATTERN",
      description = "Which hosts: a name, a group, all, web:!web3, …")
  private String pattern = "";

  @CommandLine.Mixin private final InventoryOptions inventoryOptions = new InventoryOptions();
  @CommandLine.Mixin private final ReachOptions reachOptions = new ReachOptions();
  @CommandLine.Mixin private final PlaceOption place = new PlaceOption();

  @Option(
      names = {"-m", "--module-name"},
      paramLabel = "MODULE",
      description = "The module; that of the configuration if left out, which is command.")
  private String module = "";

  @Option(
      names = {"-a", "--args"},
      paramLabel = "ARGUMENTS",
      description = "Its parameters: 'key=value …', a command line, or JSON.")
  private String arguments = "";

  @CommandLine.Mixin private final TaskOptions taskOptions = new TaskOptions();

  @Option(
      names = {"-B", "--background"},
      paramLabel = "SECONDS",
      description = "Let it go on in the background, for at most so long.")
  private Optional<Integer> background = Optional.empty();

  @Option(
      names = {"-P", "--poll"},
      paramLabel = "SECONDS",
      description = "How often to look at what goes on in the background; 0: not at all.")
  private Optional<Integer> poll = Optional.empty();

  @Option(
      names = "--task-timeout",
      paramLabel = "SECONDS",
      description = "How long the task may take.")
  private Optional<Integer> timeout = Optional.empty();

  @Option(
      names = {"-o", "--one-line"},
      description = "A line for each host.")
  private boolean oneLine;

  @Option(
      names = {"-t", "--tree"},
      paramLabel = "DIRECTORY",
      description = "Write each host's result into a file there, too.")
  private Optional<Path> tree = Optional.empty();

  private static final Set<String> COMMANDS = Set.of("command", "raw", "script", "shell");

  @CommandLine.Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() {
    return run(module, arguments);
  }

  /// Runs a module on the hosts.
  int run(String asked, String given) {
    Main main = (Main) spec.root().userObject();
    Wiring wiring =
        new Wiring(
            inventoryOptions,
            main.environment(),
            main.here(),
            main.keyboard(spec.commandLine().getOut()));
    new Reach(reachOptions, wiring).expect();
    taskOptions.tellSettings(main, wiring, spec.commandLine());
    String name = set(asked, dev.runner.configuration.Option.MODULE_NAME, wiring);
    String parameters = set(given, dev.runner.configuration.Option.MODULE_ARGS, wiring);
    demandCommand(name, parameters);
    Path directory = wiring.playbooks().directory(place).orElse(wiring.here());
    Modules modules = wiring.modules(List.of(directory.resolve("any")));
    Playbook book =
        OneTask.playbook(
            new OneTask.Wanted(pattern, name, parameters, background, poll, timeout),
            directory,
            wiring,
            modules);
    Inventory inventory = wiring.inventory().load();
    wiring.inventory().warnIfEmpty(pattern, inventory);
    List<String> limit = wiring.inventory().limit();
    wiring.inventory().checkLimit(limit, inventory);
    wiring.inventory().checkLimit(pattern, limit, inventory);
    wiring.sources().diagnostics().throwWithWarningsIfErrors();
    RunOptions options = options(wiring, limit);
    VariableStore store = wiring.store(inventory, taskOptions, options);
    wiring.sources().diagnostics().throwWithWarningsIfErrors();
    Telling telling = Telling.of(main, spec.commandLine().getErr());
    telling.warnings(wiring.sources().diagnostics());
    List<Diagnostic> mistakes = wiring.inventory().mistakes(pattern, inventory);
    if (!mistakes.isEmpty()) {
      return nobody(mistakes, telling);
    }
    if (taskOptions.listHosts) {
      return list(book, store, wiring, options, telling);
    }
    String form = oneLine ? "oneline" : taskOptions.output;
    int verbosity = taskOptions.verbosity(wiring.configuration());
    return new Playthrough(spec.commandLine(), main, wiring, modules, store, options)
        .run(
            List.of(book),
            screen ->
                treed(Reports.ofOneTask(form, screen, wiring, verbosity, options.diff()), wiring));
  }

  private static String set(
      String given, dev.runner.configuration.Option otherwise, Wiring wiring) {
    return given.isEmpty() ? wiring.configuration().text(otherwise).orElse("") : given;
  }

  /// What runs a command needs one.
  private void demandCommand(String name, String parameters) {
    String bare = name.substring(name.lastIndexOf('.') + 1);
    if (COMMANDS.contains(bare) && parameters.isBlank() && !taskOptions.listHosts) {
      throw new BadOptions(
          "No argument passed to %s module%s"
              .formatted(
                  name,
                  pattern.endsWith(".yml") ? " (did you mean to run ansible-playbook?)" : ""));
    }
  }

  /// A pattern that chooses nobody is no failure here.
  private int nobody(List<Diagnostic> mistakes, Telling telling) {
    for (Diagnostic mistake : mistakes) {
      telling.tell(Diagnostic.warning(null, mistake.sentence()).withHint(mistake.hint()));
    }
    telling.tell(Diagnostic.warning(null, "No hosts matched, nothing to do"));
    if (taskOptions.listHosts) {
      spec.commandLine().getOut().println("  hosts (0):");
    }
    return ExitCode.FINE.status();
  }

  private Shown treed(Shown shown, Wiring wiring) {
    if (tree.isEmpty()) {
      return shown;
    }
    EventSink files = new TreeReport(wiring.here().resolve(tree.get()));
    return shown.with(
        event -> {
          shown.report().accept(event);
          files.accept(event);
        });
  }

  private int list(
      Playbook book, VariableStore store, Wiring wiring, RunOptions options, Telling telling) {
    PrintWriter out = spec.commandLine().getOut();
    Diagnostics unmatched = new Diagnostics();
    List<PlayOutline> plays = PlayOutline.of(book, store, wiring.templates(), options, unmatched);
    telling.unmatched(unmatched);
    for (PlayOutline play : plays) {
      if (play.hosts().isEmpty()) {
        telling.tell(Diagnostic.warning(null, "No hosts matched, nothing to do"));
      }
      out.println("  hosts (%d):".formatted(play.hosts().size()));
      play.hosts().forEach(host -> out.println("    " + host));
    }
    return ExitCode.FINE.status();
  }

  private RunOptions options(Wiring wiring, List<String> limit) {
    Reach reach = new Reach(reachOptions, wiring);
    return new RunOptions(
        taskOptions.check,
        taskOptions.diff(wiring.configuration()),
        reach.forks(),
        TagSelection.ALL,
        limit,
        false,
        Optional.empty(),
        false,
        false,
        "explicit",
        wiring.configuration().flag(dev.runner.configuration.Option.LOOK_AHEAD),
        taskOptions.listHosts ? reach.unasked() : reach.reaching(),
        reach.defaults());
  }
}
