package dev.runner.execute;

import dev.runner.event.Outcome;
import dev.runner.event.Outcome.Handling;
import dev.runner.event.RunEvent;
import dev.runner.execute.compile.CompiledPlay;
import dev.runner.execute.compile.CompiledTask;
import dev.runner.execute.compile.Keywords;
import dev.runner.execute.task.TaskResult;
import dev.runner.source.DidYouMean;
import dev.runner.strategy.Coordinator;
import dev.runner.strategy.Directive;
import dev.runner.strategy.Ended;
import dev.runner.strategy.Node;
import dev.runner.template.TemplateException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/// One batch of a play: does what the coordinator directs, on a virtual thread for each host at
/// work, and tells it how each task ended.
final class BatchRun {

  /// What a batch asks for.
  interface Crew {
    /// Runs a task on a host. Never throws for trouble of the host.
    ///
    /// @param place of the task, for what it includes
    /// @param following what the host does next, if all goes well
    Performed perform(
        String host,
        CompiledTask task,
        Node.Place place,
        RunEvent.Task title,
        List<CompiledTask> following)
        throws InterruptedException;

    /// How many tasks after the one that is on are of interest.
    int looksAhead();

    /// Takes over what a task taught, for these hosts: registered results, variables, facts.
    void remember(CompiledTask task, Performed performed, List<String> hosts);

    /// Whether the user wants the task to run (`--step`).
    boolean agrees(RunEvent.Task title);

    /// Whether the task shows what it would do, instead of doing it.
    boolean checks(CompiledTask task, String host);

    /// Lets the user look at a task that ended, if that is wanted.
    Debugger.Next debug(
        String host, CompiledTask task, RunEvent.Task title, TaskResult result, Outcome outcome);

    /// The names of handlers that the task notifies, on this host.
    ///
    /// @throws TemplateException if a name can't be rendered
    List<String> notified(String host, CompiledTask task, TaskResult result);

    /// Whether a task fails that notifies a handler which isn't there.
    boolean demandsHandlers();

    /// Whether several handlers of the same name that listen to the same are all run, as before
    /// Ansible 2.19.
    boolean runsNamesakes();

    /// The task's name and place for reports, rendered as far as the host's variables allow.
    RunEvent.Task title(CompiledTask task, String host);

    /// A point at which all hosts have ended a task; without lockstep, one of them.
    ///
    /// @param out hosts that are out of the play
    void barrier(Set<String> out);
  }

  /// How a task ended on a host.
  ///
  /// @param included tasks to be run next, by an include
  /// @param result what the host does next, where that isn't plain from the outcome
  record Performed(
      String host, TaskResult result, Optional<Inclusion> included, Optional<Ended.Result> next) {}

  /// Tasks that an include brings.
  ///
  /// @param name the file's path, or the role's name; empty for the turns of a loop
  record Inclusion(
      String name,
      Node.Group tree,
      Map<String, CompiledTask> tasks,
      List<CompiledPlay.HandlerTask> handlers) {}

  private record Report(
      Node.Leaf leaf, CompiledTask task, RunEvent.Task title, Performed performed) {}

  private final CompiledPlay play;
  private final List<String> hosts;
  private final Crew crew;
  private final Consumer<RunEvent> events;
  private final ExecutorService threads;
  private final Turns forks;
  private final Coordinator coordinator;
  private final Map<String, CompiledTask> tasks;
  private final Handlers handlers;
  private final BlockingQueue<Object> reports = new LinkedBlockingQueue<>();
  private final Map<String, Future<?>> running = new HashMap<>();
  private final Pinning pinning;

  /// Tasks whose variables have been looked at.
  private final Set<String> warned = new HashSet<>();

  private final Map<String, Turns> throttles = new LinkedHashMap<>();

  BatchRun(
      CompiledPlay play,
      List<String> hosts,
      Crew crew,
      Consumer<RunEvent> events,
      ExecutorService threads,
      int forks) {
    this.play = play;
    this.hosts = hosts;
    this.crew = crew;
    this.events = events;
    this.threads = threads;
    this.forks = new Turns(forks);
    this.pinning = new Pinning(play.pinned() ? forks : Integer.MAX_VALUE);
    this.tasks = new LinkedHashMap<>(play.tasks());
    this.handlers = new Handlers(play.handlers(), crew.runsNamesakes());
    this.coordinator = new Coordinator(play.rules(), play.tree(), hosts, handlers::leaves);
  }

  /// Runs the batch to its end.
  Coordinator run() throws InterruptedException {
    Deque<Directive> directives = new ArrayDeque<>(coordinator.start());
    Set<String> out = Set.of();
    try {
      while (true) {
        while (!directives.isEmpty()) {
          switch (directives.poll()) {
            case Directive.Finished end -> {
              return coordinator;
            }
            case Directive.Run run -> directives.addAll(start(run));
          }
        }
        Report report = take();
        running.remove(report.performed().host());
        boolean before = coordinator.isLimitExceeded();
        List<Directive> next = ended(report);
        if (coordinator.isLimitExceeded() && !before) {
          events.accept(new RunEvent.TooManyFailed(play.rules().maxFailPercentage().orElseThrow()));
        }
        if (report.performed().result().outcome().kind().isTrouble()
            || coordinator.isThrough(report.performed().host())) {
          out = out(); // a host may leave after what was to be done in any case
        }
        if (!play.rules().lockstep() || !next.isEmpty()) {
          crew.barrier(out);
        }
        directives.addAll(next);
      }
    } finally {
      running.values().forEach(each -> each.cancel(true));
    }
  }

  private Set<String> out() {
    Set<String> out = new LinkedHashSet<>(coordinator.failed());
    out.addAll(coordinator.unreachable());
    return out;
  }

  private Report take() throws InterruptedException {
    return switch (reports.take()) {
      case Report report -> report;
      case RuntimeException bug -> throw bug;
      case Error bug -> throw bug;
      case Object other -> throw new IllegalStateException("unexpected report " + other);
    };
  }

  private static final String NOT_ONCE =
      "Using run_once with the free strategy is not currently supported. This task will still be"
          + " executed for every host in the inventory list.";

  /// Starts a task on its hosts.
  ///
  /// @return what follows where it isn't started at all
  private List<Directive> start(Directive.Run run) throws InterruptedException {
    CompiledTask task = task(run.leaf());
    RunEvent.Task title = crew.title(task, run.hosts().getFirst());
    if (task.turn().isEmpty() && !crew.agrees(title)) {
      List<Directive> next = new ArrayList<>();
      run.hosts().forEach(host -> next.addAll(coordinator.on(Ended.done(host))));
      return next;
    }
    if (warned.add(task.id())) {
      ReservedNames.of(task).forEach(events);
      if (run.leaf().runOnce() && !play.rules().lockstep() && task.keyword("run_once") != null) {
        events.accept(new RunEvent.Warned(NOT_ONCE, ""));
      }
    }
    if (task.turn().isEmpty()) {
      events.accept(
          new RunEvent.TaskStarted(title, run.hosts(), crew.checks(task, run.hosts().getFirst())));
    }
    if (isMeta(task) && play.rules().lockstep()) { // in the hosts' order, and soon done
      run.hosts().forEach(host -> perform(run.leaf(), task, title, host, List.of()));
      return List.of();
    }
    for (String host : run.hosts()) {
      pinning.start(host, () -> start(run.leaf(), task, title, host));
    }
    return List.of();
  }

  private void start(Node.Leaf leaf, CompiledTask task, RunEvent.Task title, String host) {
    List<CompiledTask> following = following(host);
    Optional<Turns> throttle = throttle(task);
    CountDownLatch first = throttle.orElse(forks).ask();
    running.put(
        host,
        threads.submit(
            () -> {
              try {
                first.await();
                inTurn(throttle, () -> perform(leaf, task, title, host, following));
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // the run is being stopped
              }
            }));
  }

  private List<CompiledTask> following(String host) {
    int most = crew.looksAhead();
    return most == 0
        ? List.of()
        : coordinator.following(host, most).stream()
            .filter(leaf -> !leaf.flush() && !leaf.runOnce())
            .map(this::task)
            .toList();
  }

  /// What steers the play is nothing that happens on a host.
  private static boolean isShown(CompiledTask task) {
    return task.turn().isEmpty() && !isMeta(task);
  }

  private static boolean isMeta(CompiledTask task) {
    return task.bareModule().equals("meta");
  }

  /// Does this when enough others have ended, whose turn was before.
  private void inTurn(Optional<Turns> throttle, Runnable work) throws InterruptedException {
    try {
      if (throttle.isPresent()) {
        forks.ask().await();
      }
      try {
        work.run();
      } finally {
        forks.end();
      }
    } finally {
      throttle.ifPresent(Turns::end);
    }
  }

  private void perform(
      Node.Leaf leaf,
      CompiledTask task,
      RunEvent.Task title,
      String host,
      List<CompiledTask> following) {
    try {
      Performed performed = crew.perform(host, task, leaf.place(), title, following);
      reports.add(new Report(leaf, task, title, performed));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the run is being stopped: nobody waits for the report
    } catch (RuntimeException | Error bug) {
      reports.add(bug);
    }
  }

  private Optional<Turns> throttle(CompiledTask task) {
    Object written = task.keyword("throttle");
    if (written == null) {
      return Optional.empty();
    }
    int most = written instanceof Number number ? number.intValue() : 0;
    if (most <= 0) {
      return Optional.empty();
    }
    synchronized (throttles) {
      return Optional.of(throttles.computeIfAbsent(task.id(), id -> new Turns(most)));
    }
  }

  private List<Directive> ended(Report report) throws InterruptedException {
    Performed performed = report.performed();
    String host = performed.host();
    List<String> all = report.leaf().runOnce() && play.rules().lockstep() ? hosts : List.of(host);
    TaskResult result = performed.result();
    List<String> notified = List.of();
    Outcome outcome = result.outcome();
    try {
      notified = result.notifies() ? crew.notified(host, report.task(), result) : List.of();
      outcome = found(notified, outcome);
    } catch (TemplateException e) {
      outcome = broken(Keywords.wrong("notify", e).sentence(), e.hint(), outcome);
    }
    crew.remember(report.task(), performed, all);
    if (outcome.kind().isTrouble()
        && outcome.handled() == Handling.NONE
        && outcome.kind() != Outcome.Kind.UNREACHABLE
        && coordinator.hasRescue(host)) {
      outcome = outcome.handled(Handling.RESCUED);
    }
    if (report.task().turn().isPresent() && outcome.kind().isTrouble()) {
      events.accept(new RunEvent.TaskStarted(report.title(), List.of(host), false));
    }
    boolean passed = isMeta(report.task()) && outcome.kind() == Outcome.Kind.OK;
    if (passed) {
      events.accept(new RunEvent.Steered(host, report.title(), outcome.reason()));
    }
    if (!passed
        && (isShown(report.task()) || isMeta(report.task()) || outcome.kind().isTrouble())) {
      events.accept(new RunEvent.TaskFinished(host, report.title(), outcome));
    }
    Debugger.Next debugged =
        report.task().turn().isEmpty() && !isMeta(report.task())
            ? crew.debug(host, report.task(), report.title(), result, outcome)
            : Debugger.Next.ON;
    if (debugged.quits()) {
      throw new InterruptedException("the user ended the run");
    }
    if (debugged.again().isPresent()) {
      CompiledTask again = debugged.again().get();
      events.accept(new RunEvent.CarriedOutAgain(host, report.title()));
      start(report.leaf(), again, report.title(), host);
      return List.of();
    }
    if (!notified.isEmpty()) {
      events.accept(new RunEvent.Notified(host, report.title(), notified));
    }
    performed.included().ifPresent(this::add);
    List<Directive> next =
        coordinator.on(
            new Ended(
                host,
                next(performed, outcome),
                notified,
                performed.included().map(Inclusion::tree)));
    if (coordinator.isThrough(host)) {
      pinning.through(host);
    }
    return next;
  }

  /// A task that notifies a handler that isn't there has failed.
  private Outcome found(List<String> notified, Outcome outcome) {
    for (String name : notified) {
      handlers.unusable(name).forEach(why -> events.accept(new RunEvent.Warned(why, "")));
      if (!handlers.isThere(name)) {
        if (!crew.demandsHandlers()) {
          events.accept(new RunEvent.Warned(missing(name), ""));
          continue;
        }
        return broken(missing(name), DidYouMean.hint(name, handlers.names()), outcome);
      }
    }
    return outcome;
  }

  private static String missing(String handler) {
    return ("The requested handler '%s' was not found in either the main handlers list nor in the"
            + " listening handlers list")
        .formatted(handler);
  }

  private static Outcome broken(String sentence, String hint, Outcome outcome) {
    Map<String, Object> result = new LinkedHashMap<>(outcome.result());
    result.put("failed", true);
    result.put("msg", sentence);
    return new Outcome(
        Outcome.Kind.FAILED,
        sentence,
        hint,
        result,
        outcome.steps(),
        outcome.warnings(),
        outcome.took(),
        Handling.NONE,
        List.of(new Outcome.Cause(sentence, "")),
        outcome.delegate(),
        false,
        outcome.loop());
  }

  private void add(Inclusion inclusion) {
    tasks.putAll(inclusion.tasks());
    handlers.add(inclusion.handlers());
  }

  private static Ended.Result next(Performed performed, Outcome outcome) {
    if (performed.next().isPresent()) {
      return performed.next().get();
    }
    if (outcome.handled() == Handling.IGNORED || !outcome.kind().isTrouble()) {
      return done(outcome.kind()) ? Ended.Result.DONE : Ended.Result.SKIPPED;
    }
    return outcome.kind() == Outcome.Kind.UNREACHABLE
        ? Ended.Result.UNREACHABLE
        : Ended.Result.FAILED;
  }

  private static boolean done(Outcome.Kind kind) {
    return kind != Outcome.Kind.SKIPPED && kind != Outcome.Kind.UNREACHABLE;
  }

  private CompiledTask task(Node.Leaf leaf) {
    return Optional.ofNullable(tasks.get(leaf.id()))
        .or(() -> handlers.task(leaf.id()))
        .orElseThrow(() -> new IllegalStateException("no task " + leaf.id()));
  }
}
