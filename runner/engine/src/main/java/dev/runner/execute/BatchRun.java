package dev.runner.execute;

import dev.runner.event.Outcome;
import dev.runner.event.Outcome.Handling;
import dev.runner.event.RunEvent;
import dev.runner.strategy.Coordinator;
import dev.runner.strategy.Directive;
import dev.runner.strategy.Ended;
import dev.runner.strategy.Node;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/// One batch of a play: does what the coordinator directs, on a virtual thread for each host at
/// work, and tells it how each task ended.
final class BatchRun {

  /// What a batch asks for.
  interface Crew {
    /// Runs a task on a host. Never throws for trouble of the host.
    Performed perform(String host, CompiledTask task, RunEvent.Task title, List<String> batch)
        throws InterruptedException;

    /// Takes over what a task taught, for these hosts: registered results, variables, facts.
    void remember(CompiledTask task, Performed performed, List<String> hosts);

    /// The names of handlers that the task notifies, on this host.
    List<String> notified(String host, CompiledTask task);

    /// The task's name and place for reports, rendered as far as the host's variables allow.
    RunEvent.Task title(CompiledTask task, String host);

    /// A point at which all hosts have ended a task.
    void barrier();
  }

  /// How a task ended on a host.
  ///
  /// @param included tasks to be run next, by an include
  /// @param result what the host does next, where that isn't plain from the outcome
  record Performed(
      String host, TaskResult result, Optional<Inclusion> included, Optional<Ended.Result> next) {}

  /// Tasks that an include brings.
  record Inclusion(
      Node.Group tree, Map<String, CompiledTask> tasks, List<CompiledPlay.HandlerTask> handlers) {}

  private record Report(
      Node.Leaf leaf, CompiledTask task, RunEvent.Task title, Performed performed) {}

  private final CompiledPlay play;
  private final List<String> hosts;
  private final Crew crew;
  private final Consumer<RunEvent> events;
  private final ExecutorService threads;
  private final Semaphore forks;
  private final Coordinator coordinator;
  private final Map<String, CompiledTask> tasks;
  private final List<CompiledPlay.HandlerTask> handlers;
  private final BlockingQueue<Object> reports = new LinkedBlockingQueue<>();
  private final Map<String, Semaphore> throttles = new LinkedHashMap<>();

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
    this.forks = new Semaphore(forks);
    this.tasks = new LinkedHashMap<>(play.tasks());
    this.handlers = new java.util.ArrayList<>(play.handlers());
    this.coordinator = new Coordinator(play.rules(), play.tree(), hosts, this::leaves);
  }

  /// Runs the batch to its end.
  Coordinator run() throws InterruptedException {
    Deque<Directive> directives = new ArrayDeque<>(coordinator.start());
    List<Future<?>> running = new ArrayList<>();
    try {
      while (true) {
        while (!directives.isEmpty()) {
          switch (directives.poll()) {
            case Directive.Finished end -> {
              return coordinator;
            }
            case Directive.Run run -> start(run, running);
          }
        }
        running.removeIf(Future::isDone);
        directives.addAll(ended(take()));
        if (reports.isEmpty()) {
          crew.barrier();
        }
      }
    } finally {
      running.forEach(each -> each.cancel(true));
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

  private void start(Directive.Run run, List<Future<?>> running) {
    CompiledTask task = task(run.leaf());
    RunEvent.Task title = crew.title(task, run.hosts().getFirst());
    events.accept(new RunEvent.TaskStarted(title, run.hosts()));
    for (String host : run.hosts()) {
      running.add(threads.submit(() -> perform(run.leaf(), task, title, host)));
    }
  }

  private void perform(Node.Leaf leaf, CompiledTask task, RunEvent.Task title, String host) {
    try {
      forks.acquire();
      try {
        Optional<Semaphore> throttle = throttle(task);
        if (throttle.isPresent()) {
          throttle.get().acquire();
        }
        try {
          reports.add(new Report(leaf, task, title, crew.perform(host, task, title, hosts)));
        } finally {
          throttle.ifPresent(Semaphore::release);
        }
      } finally {
        forks.release();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the run is being stopped: nobody waits for the report
    } catch (RuntimeException | Error bug) {
      reports.add(bug);
    }
  }

  private Optional<Semaphore> throttle(CompiledTask task) {
    Object written = task.keyword("throttle");
    if (written == null) {
      return Optional.empty();
    }
    int most = Integer.parseInt(TaskRun.plain(written));
    if (most <= 0) {
      return Optional.empty();
    }
    synchronized (throttles) {
      return Optional.of(throttles.computeIfAbsent(task.id(), id -> new Semaphore(most)));
    }
  }

  private List<Directive> ended(Report report) {
    Performed performed = report.performed();
    String host = performed.host();
    List<String> all = report.leaf().runOnce() && play.rules().lockstep() ? hosts : List.of(host);
    crew.remember(report.task(), performed, all);
    TaskResult result = performed.result();
    Outcome outcome = result.outcome();
    if (outcome.kind().isTrouble()
        && outcome.handled() == Handling.NONE
        && outcome.kind() != Outcome.Kind.UNREACHABLE
        && coordinator.hasRescue(host)) {
      outcome = outcome.handled(Handling.RESCUED);
    }
    events.accept(new RunEvent.TaskFinished(host, report.title(), outcome));
    List<String> notified = result.notifies() ? crew.notified(host, report.task()) : List.of();
    if (!notified.isEmpty()) {
      events.accept(new RunEvent.Notified(host, report.title(), notified));
    }
    performed.included().ifPresent(this::add);
    return coordinator.on(
        new Ended(host, next(performed), ids(notified), performed.included().map(Inclusion::tree)));
  }

  private void add(Inclusion inclusion) {
    tasks.putAll(inclusion.tasks());
    for (CompiledPlay.HandlerTask handler : inclusion.handlers()) {
      if (handlers.stream().noneMatch(known -> known.leaf().id().equals(handler.leaf().id()))) {
        handlers.add(handler);
        tasks.put(handler.leaf().id(), handler.task());
      }
    }
  }

  private static Ended.Result next(Performed performed) {
    Outcome outcome = performed.result().outcome();
    if (performed.next().isPresent()) {
      return performed.next().get();
    }
    if (outcome.handled() == Handling.IGNORED || !outcome.kind().isTrouble()) {
      return Ended.Result.DONE;
    }
    return outcome.kind() == Outcome.Kind.UNREACHABLE
        ? Ended.Result.UNREACHABLE
        : Ended.Result.FAILED;
  }

  private CompiledTask task(Node.Leaf leaf) {
    CompiledTask task = tasks.get(leaf.id());
    if (task != null) {
      return task;
    }
    return handlers.stream()
        .filter(handler -> handler.leaf().id().equals(leaf.id()))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no task " + leaf.id()))
        .task();
  }

  /// A name notifies the last handler that bears it and every handler that listens to it.
  private List<String> ids(List<String> names) {
    Set<String> ids = new LinkedHashSet<>();
    for (String name : names) {
      for (CompiledPlay.HandlerTask handler : handlers) {
        if (handler.names().contains(name)) {
          ids.add(handler.leaf().id());
        }
      }
    }
    return List.copyOf(ids);
  }

  private List<Node.Leaf> leaves(Set<String> ids) {
    return handlers.stream()
        .map(CompiledPlay.HandlerTask::leaf)
        .filter(leaf -> ids.contains(leaf.id()))
        .toList();
  }
}
