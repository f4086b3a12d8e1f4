package dev.runner.execute;

import dev.runner.event.Outcome;
import dev.runner.event.Outcome.Handling;
import dev.runner.event.RunEvent;
import dev.runner.execute.compile.CompiledPlay;
import dev.runner.execute.compile.CompiledTask;
import dev.runner.strategy.Coordinator;
import dev.runner.strategy.Directive;
import dev.runner.strategy.Ended;
import dev.runner.strategy.Node;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/// One batch of a play: does what the coordinator directs, on a virtual thread for each host at
/// work, and tells it how each task ended.
final class BatchRun {
  private static final String NOT_ONCE =
      "Using run_once with the free strategy is not currently supported. This task will still be"
          + " executed for every host in the inventory list.";

  private record Report(
      Node.Leaf leaf, CompiledTask task, RunEvent.Task title, Performed performed) {}

  private final CompiledPlay play;
  private final List<String> hosts;
  private final Crew crew;
  private final Consumer<RunEvent> events;
  private final HostThreads threads;
  private final Coordinator coordinator;
  private final Map<String, CompiledTask> tasks;
  private final Handlers handlers;
  private final Notifying notifying;
  private final BlockingQueue<Object> reports = new LinkedBlockingQueue<>();
  private final Pinning pinning;

  /// Tasks whose variables have been looked at.
  private final Set<String> warned = new HashSet<>();

  /// @param away hosts that were lost before, and may be forgiven
  BatchRun(
      CompiledPlay play,
      CompiledPlay.Batch batch,
      Set<String> away,
      Crew crew,
      Consumer<RunEvent> events,
      ExecutorService threads,
      int forks) {
    this.play = play;
    this.hosts = batch.hosts();
    this.crew = crew;
    this.events = events;
    this.threads = new HostThreads(threads, forks);
    this.pinning = new Pinning(play.pinned() ? forks : Integer.MAX_VALUE);
    this.tasks = new LinkedHashMap<>(play.tasks());
    this.handlers = new Handlers(play.handlers(), crew.language());
    this.notifying = new Notifying(handlers, crew, events);
    this.coordinator =
        new Coordinator(play.rules(), play.tree(), batch.hosts(), batch.places(), handlers::leaves);
    coordinator.away(away);
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
        threads.ended(report.performed().host());
        boolean before = coordinator.isLimitExceeded();
        List<Directive> next = ended(report);
        if (coordinator.isLimitExceeded() && !before) {
          events.accept(new RunEvent.TooManyFailed(play.rules().maxFailPercentage().orElseThrow()));
        }
        if (report.performed().result().outcome().kind().isTrouble()
            || coordinator.isLost(report.performed().host())) {
          out = coordinator.lost(); // a host may leave after what was to be done in any case
        }
        if (!play.rules().lockstep() || !next.isEmpty()) {
          crew.barrier(out);
        }
        directives.addAll(next);
      }
    } finally {
      threads.stop();
    }
  }

  private Report take() throws InterruptedException {
    return switch (reports.take()) {
      case Report report -> report;
      case RuntimeException bug -> throw bug;
      case Error bug -> throw bug;
      case Object other -> throw new IllegalStateException("unexpected report " + other);
    };
  }

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
    threads.start(host, task, () -> perform(leaf, task, title, host, following));
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

  private List<Directive> ended(Report report) throws InterruptedException {
    Performed performed = report.performed();
    String host = performed.host();
    List<String> all = report.leaf().runOnce() && play.rules().lockstep() ? hosts : List.of(host);
    Notifying.Notified notified = notifying.by(host, report.task(), performed.result());
    Outcome outcome = notified.outcome();
    crew.remember(report.task(), performed, all);
    if (isRescued(host, outcome)) {
      outcome = outcome.handled(Handling.RESCUED);
    }
    tell(report, outcome);
    Optional<CompiledTask> again = again(report, outcome);
    if (again.isPresent()) {
      events.accept(new RunEvent.CarriedOutAgain(host, report.title()));
      start(report.leaf(), again.get(), report.title(), host);
      return List.of();
    }
    if (!notified.names().isEmpty()) {
      events.accept(new RunEvent.Notified(host, report.title(), notified.names()));
    }
    performed.brought().ifPresent(this::add);
    List<Directive> next =
        coordinator.on(
            new Ended(
                host,
                next(performed, outcome),
                handlers.notices(notified.names(), report.leaf()),
                performed.brought().map(Fragment::tree)));
    if (coordinator.isThrough(host)) {
      pinning.through(host);
    }
    return next;
  }

  /// What steers the play is nothing that happens on a host.
  private static boolean isOnHost(CompiledTask task) {
    return task.turn().isEmpty() && !isMeta(task);
  }

  private static boolean isMeta(CompiledTask task) {
    return task.bareModule().equals("meta");
  }

  private boolean isRescued(String host, Outcome outcome) {
    return outcome.kind().isTrouble()
        && outcome.handled() == Handling.NONE
        && outcome.kind() != Outcome.Kind.UNREACHABLE
        && coordinator.hasRescue(host);
  }

  /// Tells how it ended; of the turns of a block only what went wrong.
  private void tell(Report report, Outcome outcome) {
    String host = report.performed().host();
    boolean turn = report.task().turn().isPresent();
    boolean trouble = outcome.kind().isTrouble();
    if (turn && trouble) {
      events.accept(new RunEvent.TaskStarted(report.title(), List.of(host), false));
    }
    if (isMeta(report.task()) && outcome.kind() == Outcome.Kind.OK) {
      events.accept(new RunEvent.Steered(host, report.title(), outcome.reason()));
    } else if (!turn || isMeta(report.task()) || trouble) {
      events.accept(new RunEvent.TaskFinished(host, report.title(), outcome));
    }
  }

  /// The task as the user wants it carried out again, by the debugger.
  private Optional<CompiledTask> again(Report report, Outcome outcome) throws InterruptedException {
    Performed performed = report.performed();
    if (!isOnHost(report.task())) {
      return Optional.empty();
    }
    Debugger.Next next =
        crew.debug(performed.host(), report.task(), report.title(), performed.result(), outcome);
    if (next.quits()) {
      throw new InterruptedException("the user ended the run");
    }
    return next.again();
  }

  private void add(Fragment fragment) {
    tasks.putAll(fragment.tasks());
    handlers.add(fragment.handlers());
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
