package dev.runner.cli;

import dev.runner.become.Become;
import dev.runner.catalog.Modules;
import dev.runner.event.Outcome;
import dev.runner.event.RunEvent;
import dev.runner.execute.PlaybookRun;
import dev.runner.execute.UserPrompt;
import dev.runner.execute.Workshop;
import dev.runner.execute.ahead.Knowledge;
import dev.runner.execute.compile.RunOptions;
import dev.runner.execute.host.RemoteAccess;
import dev.runner.execute.reach.HostAccess;
import dev.runner.execute.reach.Way;
import dev.runner.execute.task.Masking;
import dev.runner.inventory.Inventory;
import dev.runner.journal.FileJournal;
import dev.runner.playbook.Playbook;
import dev.runner.playbook.TagSelection;
import dev.runner.transport.HostSession;
import dev.runner.transport.Transport;
import dev.runner.transport.local.LocalTransport;
import dev.runner.transport.shell.ShellSession;
import dev.runner.values.Json;
import dev.runner.variables.RunFlags;
import dev.runner.variables.VariableStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/// A playbook carried out on this machine, with or without looking ahead: how its tasks ended, what
/// scripts it took, and what it left.
final class AheadRun {
  private static final List<String> VOLATILE =
      List.of(
          "start",
          "end",
          "delta",
          "atime",
          "mtime",
          "ctime",
          "inode",
          "started",
          "elapsed",
          "attempts",
          "version",
          "ansible_job_id",
          "results_file");

  private static final Modules MODULES = ModuleJars.load(List.of(), List.of());

  private final Path directory;
  private final boolean ahead;
  private final boolean check;
  private final List<String> scripts = new ArrayList<>();
  private final List<String> outcomes = new ArrayList<>();

  private final InstantSource clock;

  private AheadRun(Path directory, boolean ahead, boolean check, InstantSource clock) {
    this.directory = directory;
    this.ahead = ahead;
    this.check = check;
    this.clock = clock;
  }

  /// Carries out `play.yml` of this directory on the hosts that `hosts` names.
  static AheadRun of(Path directory, boolean ahead) throws IOException {
    return of(directory, ahead, false);
  }

  /// The same, perhaps in check mode.
  static AheadRun of(Path directory, boolean ahead, boolean check) throws IOException {
    return played(new AheadRun(directory, ahead, check, InstantSource.fixed(Instant.EPOCH)));
  }

  /// Looking ahead, where a second passes between one look at the clock and the next.
  static AheadRun slowly(Path directory) throws IOException {
    AtomicLong seconds = new AtomicLong();
    return played(
        new AheadRun(
            directory, true, false, () -> Instant.ofEpochSecond(seconds.incrementAndGet())));
  }

  private static AheadRun played(AheadRun run) throws IOException {
    run.play();
    return run;
  }

  /// The scripts of tasks; those that open and end a run aside.
  List<String> scripts() {
    return scripts.stream().filter(each -> !each.contains("runner.lock")).toList();
  }

  /// What the scripts do, without the functions that they bring.
  String told() {
    return String.join(
        "\n==\n",
        scripts().stream()
            .map(each -> each.replaceFirst("(?s).*?(?=\nrn_end\\(\\) )", ""))
            .map(each -> each.replace(directory.toString(), "DIR"))
            .toList());
  }

  int trips() {
    return scripts().size();
  }

  /// A line for each task on each host, by host; those aside that are called `unheard`.
  List<String> outcomes() {
    return outcomes.stream()
        .filter(line -> !line.contains(" unheard: "))
        .sorted(Comparator.comparing(line -> line.split(" ")[0]))
        .toList();
  }

  private void play() throws IOException {
    InventoryOptions named = new InventoryOptions();
    named.inventories.add("hosts");
    Map<String, String> environment = new HashMap<>();
    environment.put("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
    environment.put("HOME", directory.toString());
    Wiring wiring = new Wiring(named, environment, directory, UserPrompt.NOBODY);
    Path file = directory.resolve("play.yml");
    Playbook book = wiring.playbooks().loader(wiring.sources(), MODULES).playbook(file);
    Inventory inventory = wiring.inventory().load();
    wiring.sources().diagnostics().throwIfErrors();
    VariableStore store =
        new VariableStore(wiring.sources(), inventory, wiring.extra(), RunFlags.NONE);
    try (FileJournal journal = FileJournal.start(directory.resolve("runs"), "r" + ahead + check)) {
      Workshop workshop =
          new Workshop(
              wiring.sources(),
              sources -> wiring.playbooks().loader(sources, MODULES),
              store,
              () -> inventory,
              MODULES,
              wiring.binder(),
              wiring.templates(),
              wiring.vault(),
              new Masking(),
              new Hosts(Map.of("local", kind())),
              journal,
              this::note,
              UserPrompt.NOBODY,
              new Random(),
              "test",
              Optional::empty,
              Map.of(),
              clock);
      new PlaybookRun(workshop, options(wiring), wiring.extra()).run(List.of(book), List.of());
    }
    try (Stream<Path> record = Files.walk(directory.resolve("runs"))) {
      for (Path each : record.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  private RunOptions options(Wiring wiring) {
    Reach reach = new Reach(new ReachOptions(), wiring);
    return new RunOptions(
        check,
        false,
        50,
        TagSelection.ALL,
        List.of(),
        false,
        Optional.empty(),
        false,
        false,
        "explicit",
        ahead,
        reach.reaching(),
        reach.defaults());
  }

  private Hosts.Kind kind() {
    return new Hosts.Kind() {
      @Override
      public Transport transport() {
        return new LocalTransport(directory, Map.of("HOME", directory.toString()));
      }

      @Override
      public HostSession session(Transport opened, Way way) {
        return new CountedSession(new ShellSession(opened, way.target(), new Become()), scripts);
      }

      @Override
      public HostAccess access(Way way, HostSession session, Optional<Knowledge> knowledge) {
        return new RemoteAccess(session, way.target().name(), Duration.ofMinutes(1), knowledge);
      }
    };
  }

  private void note(RunEvent event) {
    if (event instanceof RunEvent.TaskFinished end) {
      note(end.host(), end.task().name(), end.outcome());
    } else if (event instanceof RunEvent.ItemFinished end) {
      note(end.host(), end.task().name() + " " + end.label(), end.outcome());
    }
  }

  private void note(String host, String task, Outcome outcome) {
    String line =
        "%s %s: %s %s %s %s"
            .formatted(
                host,
                task,
                outcome.kind(),
                outcome.reason().lines().findFirst().orElse(""),
                Json.line(settled(outcome.result())),
                outcome.steps().stream().map(Outcome.ShownStep::title).toList());
    synchronized (outcomes) {
      outcomes.add(
          line.replace(directory.toString(), "DIR").replaceAll("runner-[0-9a-f]{32}", "runner-X"));
    }
  }

  private static Object settled(Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        Map<String, Object> kept = new LinkedHashMap<>();
        map.forEach(
            (key, each) -> {
              if (!VOLATILE.contains(key.toString())) {
                kept.put(key.toString(), settled(each));
              }
            });
        yield kept;
      }
      case List<?> list -> list.stream().map(AheadRun::settled).toList();
      default -> value;
    };
  }
}
