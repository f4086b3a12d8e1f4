package dev.runner.cli;

import static dev.runner.configuration.Option.FORCE_HANDLERS;
import static dev.runner.configuration.Option.GATHERING;
import static dev.runner.configuration.Option.TAGS_RUN;
import static dev.runner.configuration.Option.TAGS_SKIP;
import static dev.runner.configuration.Option.TASK_DEBUGGER;

import dev.runner.catalog.Modules;
import dev.runner.configuration.Configuration;
import dev.runner.execute.check.ExpectedHosts;
import dev.runner.execute.check.PlaybookCheck;
import dev.runner.execute.compile.RunOptions;
import dev.runner.inventory.Inventory;
import dev.runner.playbook.Playbook;
import dev.runner.playbook.PlaybookLoader;
import dev.runner.playbook.TagSelection;
import dev.runner.source.Diagnostics;
import dev.runner.source.Sources;
import dev.runner.variables.VariableStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/// `runner play`: carries playbooks out.
@CommandLine.Command(
    name = "play",
    mixinStandardHelpOptions = true,
    addMethodSubcommands = false,
    sortOptions = false,
    description = "Carries playbooks out.")
final class PlayVerb implements Callable<Integer> {
  /// Of the mode of a file, what says of which type it is, and that of a pipe.
  private static final int FILE_TYPE = 0170000;

  private static final int PIPE = 0010000;

  @CommandLine.Parameters(
      arity = "1..*",
      paramLabel = "PLAYBOOK",
      description = "Playbooks; 'deploy.yml' finds playbooks/deploy.yml.")
  private List<String> playbooks = new ArrayList<>();

  @CommandLine.Mixin private final InventoryOptions inventoryOptions = new InventoryOptions();
  @CommandLine.Mixin private final ReachOptions reachOptions = new ReachOptions();

  @CommandLine.Mixin private final TaskOptions taskOptions = new TaskOptions();

  @Option(
      names = {"-t", "--tags"},
      paramLabel = "TAGS",
      description = "Only tasks with one of these tags.")
  private List<String> tags = new ArrayList<>();

  @Option(names = "--skip-tags", paramLabel = "TAGS", description = "No tasks with these tags.")
  private List<String> skipTags = new ArrayList<>();

  @Option(names = "--list-tasks", description = "List the tasks of each play, and do nothing.")
  private boolean listTasks;

  @Option(names = "--list-tags", description = "List the tags of each play, and do nothing.")
  private boolean listTags;

  @Option(names = "--syntax-check", description = "Look for mistakes, and do nothing.")
  private boolean syntaxCheck;

  @Option(
      names = "--start-at-task",
      paramLabel = "NAME",
      description = "Begin at the task of this name; '*' and '?' stand for other letters.")
  private String startAt = "";

  @Option(names = "--step", description = "Ask before each task.")
  private boolean step;

  @Option(
      names = "--force-handlers",
      description = "Run notified handlers even on hosts that failed.")
  private boolean forceHandlers;

  @CommandLine.Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() throws NoSuchFileException {
    Main main = (Main) spec.root().userObject();
    Map<String, String> environment = main.environment();
    Wiring wiring =
        new Wiring(
            inventoryOptions, environment, main.here(), main.keyboard(spec.commandLine().getOut()));
    new Reach(reachOptions, wiring).expect();
    taskOptions.tellSettings(main, wiring, spec.commandLine());
    List<Path> files = playbooks.stream().map(wiring.playbooks()::find).toList();
    if (main.command().isPresent()) {
      demand(files);
    }
    Inventory inventory = wiring.inventory().load();
    wiring.inventory().warnIfEmpty("all", inventory);
    List<String> limit = wiring.inventory().limit();
    wiring.inventory().checkLimit(limit, inventory);
    if (!syntaxCheck) { // else plays are looked at as if they had hosts
      wiring.playbooks().expect(new ExpectedHosts(inventory, limit));
    }
    Modules modules = wiring.modules(files);
    PlaybookLoader loader = wiring.playbooks().loader(wiring.sources(), modules);
    List<Playbook> books = files.stream().map(loader::playbook).toList();
    PlaybookCheck checking = checked(books, modules, wiring);
    wiring.sources().diagnostics().throwWithWarningsIfErrors();
    RunOptions options = options(wiring, limit);
    VariableStore store = wiring.store(inventory, taskOptions, options);
    wiring.sources().diagnostics().throwWithWarningsIfErrors();
    Telling telling = Telling.of(main, spec.commandLine().getErr());
    telling.warnings(wiring.sources().diagnostics());
    if (syntaxCheck || lists()) {
      Diagnostics unmatched = new Diagnostics();
      PlayListing listing =
          new PlayListing(
              store, wiring.templates(), options, spec.commandLine().getOut(), unmatched);
      for (int i = 0; i < books.size(); i++) {
        listing.show(
            books.get(i),
            asAsked(files.get(i), playbooks.get(i), main.here()),
            taskOptions.listHosts && !syntaxCheck,
            listTasks && !syntaxCheck,
            listTags && !syntaxCheck);
      }
      telling.unmatched(unmatched);
      return ExitCode.FINE.status();
    }
    boolean starts = startAt.isBlank() || checking.hasTask(books, startAt);
    if (!starts && main.command().isEmpty()) {
      throw new BadOptions(nowhere());
    }
    int status =
        new Playthrough(spec.commandLine(), main, wiring, modules, store, options)
            .run(
                books,
                screen ->
                    Reports.of(
                        taskOptions.output,
                        screen,
                        wiring,
                        taskOptions.verbosity(wiring.configuration()),
                        options.diff()));
    if (!starts) { // Ansible plays nothing then, and says so in the end
      Telling.of(main, spec.commandLine().getErr()).wrong(nowhere());
    }
    return status;
  }

  /// What is only listed may hold mistakes: they are told, and the list is shown.
  private PlaybookCheck checked(List<Playbook> books, Modules modules, Wiring wiring) {
    Sources all = wiring.sources();
    Sources sources = lists() ? all.apart() : all;
    PlaybookCheck checking =
        new PlaybookCheck(
            sources, modules, wiring.binder(), wiring.templates(), wiring.playbooks().expected());
    books.forEach(checking::check);
    if (lists()) {
      sources.diagnostics().all().forEach(each -> all.diagnostics().add(each.asWarning()));
    }
    return checking;
  }

  private boolean lists() {
    return taskOptions.listHosts || listTasks || listTags;
  }

  /// Ansible ends with a status of its own where a playbook isn't there.
  private void demand(List<Path> files) throws NoSuchFileException {
    for (int i = 0; i < files.size(); i++) {
      boolean there = Files.exists(files.get(i));
      if (!there || !isReadAsFile(files.get(i))) {
        String what = there ? "does not appear to be a file" : "could not be found";
        throw new NoSuchFileException("the playbook: %s %s".formatted(playbooks.get(i), what));
      }
    }
  }

  /// A pipe is one too: `<(…)` of a shell.
  private static boolean isReadAsFile(Path path) {
    try {
      int mode = (int) Files.getAttribute(path, "unix:mode");
      return Files.isRegularFile(path) || (mode & FILE_TYPE) == PIPE;
    } catch (IOException e) {
      return false;
    }
  }

  /// A file as it was written; that of a playbook of a collection by its place.
  private static String asAsked(Path file, String written, Path here) {
    boolean there = here.resolve(written).normalize().equals(file.normalize());
    return there || file.endsWith(written) ? written : file.toString();
  }

  private String nowhere() {
    return "No matching task \"%s\" found. Note: --start-at-task can only follow static includes."
        .formatted(startAt);
  }

  private RunOptions options(Wiring wiring, List<String> limit) {
    Reach reach = new Reach(reachOptions, wiring);
    Configuration configuration = wiring.configuration();
    boolean runs = !(syntaxCheck || lists());
    return new RunOptions(
        taskOptions.check,
        taskOptions.diff(configuration),
        reach.forks(),
        selection(wiring),
        limit,
        forceHandlers || configuration.flag(FORCE_HANDLERS),
        startAt.isBlank() ? Optional.empty() : Optional.of(startAt),
        step,
        configuration.flag(TASK_DEBUGGER),
        gathering(wiring),
        wiring.configuration().flag(dev.runner.configuration.Option.LOOK_AHEAD),
        runs ? reach.reaching() : reach.unasked(),
        reach.defaults());
  }

  private TagSelection selection(Wiring wiring) {
    Configuration configuration = wiring.configuration();
    Set<String> chosen = words(tags.isEmpty() ? configuration.list(TAGS_RUN) : tags);
    Set<String> skipped = words(skipTags.isEmpty() ? configuration.list(TAGS_SKIP) : skipTags);
    boolean everything = chosen.isEmpty() && tags.isEmpty(); // --tags "$NONE" isn't all of them
    if (everything && listTags && skipped.isEmpty() && !wiring.templates().isBefore219()) {
      // who asks which tags there are asks for those of tasks that never run unasked, too
      return new TagSelection(Set.of("all", "never"), skipped);
    }
    return new TagSelection(everything ? TagSelection.EVERY : chosen, skipped);
  }

  private static String gathering(Wiring wiring) {
    String how = wiring.configuration().text(GATHERING).orElse("implicit");
    if (!Set.of("implicit", "explicit", "smart").contains(how)) {
      throw new BadOptions(
          "%s: gathering is implicit, explicit or smart, not '%s'"
              .formatted(wiring.configuration().setting(GATHERING).from(), how));
    }
    return how;
  }

  private static Set<String> words(List<String> written) {
    Set<String> words = new LinkedHashSet<>();
    for (String each : written) {
      for (String word : each.split(",")) {
        if (!word.isBlank()) {
          words.add(word.strip());
        }
      }
    }
    return words;
  }
}
