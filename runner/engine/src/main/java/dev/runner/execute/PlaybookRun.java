package dev.runner.execute;

import dev.runner.event.Recap;
import dev.runner.event.RunEvent;
import dev.runner.execute.ahead.Foresight;
import dev.runner.execute.compile.RunOptions;
import dev.runner.execute.compile.StartAt;
import dev.runner.execute.reach.EarlierDebts;
import dev.runner.execute.reach.Obligations;
import dev.runner.execute.reach.OpenHosts;
import dev.runner.execute.reach.WayFinder;
import dev.runner.playbook.Play;
import dev.runner.playbook.Playbook;
import dev.runner.source.Vars;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// Playbooks, carried out from the first play to the last; what is owed at the end is paid, however
/// the end comes.
public final class PlaybookRun {
  private static final long STOPPING_SECONDS = 60;

  /// How a run ended.
  public enum End {
    /// All is well.
    FINE,
    /// A task failed on a host.
    HOST_FAILED,
    /// A host couldn't be reached.
    HOST_UNREACHABLE,
    /// The user stopped the run.
    INTERRUPTED
  }

  /// What came of a run.
  ///
  /// @param stats figures of `set_stats` by host; those of the whole run under an empty name
  public record Result(End end, Map<String, Recap> recap, Map<String, Map<String, Object>> stats) {}

  private final Workshop workshop;
  private final RunOptions options;
  private final Vars extra;
  private final EventLog events;
  private final Obligations obligations;
  private final OpenHosts hosts;
  private final Effects effects;
  private final TaskSurroundings.Common common;
  private final StepMode step;

  /// @param extra `-e`
  public PlaybookRun(Workshop workshop, RunOptions options, Vars extra) {
    this.workshop = workshop;
    this.options = options;
    this.extra = extra;
    this.events = new EventLog(workshop.journal(), workshop.report());
    this.obligations = new Obligations(events);
    Optional<Foresight> foresight =
        options.looksAhead() && !options.step() && !options.debugs()
            ? Optional.of(new Foresight(workshop.clock()))
            : Optional.empty();
    this.hosts =
        new OpenHosts(
            workshop.opener(),
            workshop.journal().run(),
            workshop.owner(),
            options.check(),
            new EarlierDebts(workshop.store(), events),
            foresight);
    this.effects = new Effects(workshop.store(), workshop.sources(), events);
    this.common =
        new TaskSurroundings.Common(
            workshop,
            options,
            new WayFinder(options.reaching()),
            hosts,
            obligations,
            events,
            new AtomicLong(),
            foresight,
            new Answers(workshop.prompt()));
    this.step = new StepMode(options.step(), workshop.prompt());
  }

  /// Carries them out. When the thread is interrupted the hosts are asked to stop what they do,
  /// what is owed is paid, and the result says so.
  ///
  /// @param words of the command, for the record
  public Result run(List<Playbook> playbooks, List<String> words) {
    Instant began = Instant.now();
    String names =
        String.join(" ", playbooks.stream().map(each -> each.file().toString()).toList());
    events.accept(
        new RunEvent.RunStarted(
            workshop.journal().run(), began, names, options.check(), options.diff(), words));
    End end = End.INTERRUPTED;
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    try {
      end = plays(playbooks, threads);
    } catch (InterruptedException e) {
      end = End.INTERRUPTED;
    } finally {
      if (Thread.interrupted()) { // what follows must not be cut short by it
        end = End.INTERRUPTED;
      }
      stop(threads);
      if (obligations.discharge() && end == End.FINE) {
        end = End.HOST_FAILED;
      }
      hosts.close();
      workshop.opener().close();
    }
    return finished(began, end);
  }

  private Result finished(Instant began, End end) {
    Instant now = Instant.now();
    Map<String, Recap> recap = events.recap();
    events.accept(new RunEvent.RunFinished(now, Duration.between(began, now), recap, status(end)));
    return new Result(end, recap, effects.stats());
  }

  /// The exit status for the record, ansible-playbook's.
  private static int status(End end) {
    return switch (end) {
      case FINE -> 0;
      case HOST_FAILED -> 2;
      case HOST_UNREACHABLE -> 4;
      case INTERRUPTED -> 99;
    };
  }

  private End plays(List<Playbook> playbooks, ExecutorService threads) throws InterruptedException {
    Set<String> failed = new LinkedHashSet<>();
    Set<String> unreachable = new LinkedHashSet<>();
    PlayRun.Gone gone = new PlayRun.Gone(new LinkedHashSet<>(), new LinkedHashSet<>());
    Optional<StartAt> start = options.startAt().map(StartAt::new);
    int number = 0;
    try (JournalSync sync = new JournalSync(workshop.journal())) {
      for (int book = 0; book < playbooks.size(); book++) {
        Playbook playbook = playbooks.get(book);
        String name = workshop.sources().name(playbook.file());
        events.accept(new RunEvent.PlaybookStarted(name, playbook.plays().size()));
        for (Play play : playbook.plays()) {
          PlayRun.Ending ending =
              new PlayRun(play, common, threads, extra, effects, gone)
                  .run("p%d.".formatted(++number), start, step, sync::ask);
          failed.addAll(ending.failed());
          unreachable.addAll(ending.unreachable());
          gone.failed().addAll(ending.failed());
          gone.lost().addAll(ending.unreachable());
          if (!ending.goesOn()) {
            return end(failed, unreachable);
          }
        }
        if (end(failed, unreachable) != End.FINE) { // those that follow may build on this one
          break;
        }
        if (book + 1 < playbooks.size()) {
          events.accept(new RunEvent.PlaybookFinished(name, events.recap()));
        }
      }
    }
    return end(failed, unreachable);
  }

  private static End end(Set<String> failed, Set<String> unreachable) {
    if (!unreachable.isEmpty()) {
      return End.HOST_UNREACHABLE;
    }
    return failed.isEmpty() ? End.FINE : End.HOST_FAILED;
  }

  /// Tasks that are still at work are interrupted; they stop what they run on their hosts.
  private static void stop(ExecutorService threads) {
    threads.shutdownNow();
    try {
      threads.awaitTermination(STOPPING_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      // whoever is impatient: what is owed is paid first
    }
  }
}
