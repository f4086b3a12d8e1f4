package dev.runner.execute;

import dev.runner.event.Recap;
import dev.runner.event.RunEvent;
import dev.runner.execute.ahead.Foresight;
import dev.runner.execute.compile.RunOptions;
import dev.runner.execute.reach.EarlierDebts;
import dev.runner.execute.reach.Obligations;
import dev.runner.execute.reach.OpenHosts;
import dev.runner.execute.reach.WayFinder;
import dev.runner.playbook.Playbook;
import dev.runner.source.Vars;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// Playbooks, carried out from the first play to the last; what is owed at the end is paid, however
/// the end comes.
public final class PlaybookRun {
  private static final long STOPPING_SECONDS = 60;

  /// The exit status of a run that a mistake in a playbook ends.
  private static final int MISTAKE = 4;

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
  private final EventLog events;
  private final Obligations obligations;
  private final OpenHosts hosts;
  private final Effects effects;
  private final Departures departures;
  private final TaskSurroundings.Common common;
  private final Plays plays;
  private final Mistakes mistakes = new Mistakes();

  /// @param extra `-e`
  public PlaybookRun(Workshop workshop, RunOptions options, Vars extra) {
    this.workshop = workshop;
    this.options = options;
    this.events = new EventLog(workshop.journal(), workshop.report());
    this.departures = new Departures(workshop.store(), events);
    this.obligations = new Obligations(events);
    Optional<Foresight> foresight =
        options.looksAhead() && !options.step() && !options.debugs()
            ? Optional.of(new Foresight(workshop.clock(), workshop.templates()::acts))
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
            departures,
            new AtomicLong(),
            foresight,
            new Answers(workshop.prompt(), workshop.clock()));
    this.plays = new Plays(common, extra, effects, events::recap);
  }

  /// Carries them out. When the thread is interrupted the hosts are asked to stop what they do,
  /// what is owed is paid, the closing plays are played, and the result says so. A mistake that is
  /// found in the middle ends the run in the same way, and is thrown then.
  ///
  /// @param words of the command, for the record
  public Result run(List<Playbook> playbooks, List<String> words) {
    Instant began = Instant.now();
    String names =
        String.join(" ", playbooks.stream().map(each -> each.file().toString()).toList());
    events.accept(
        new RunEvent.RunStarted(
            workshop.journal().run(), began, names, options.check(), options.diff(), words));
    boolean interrupted = true;
    boolean owes = false;
    try (JournalSync sync = new JournalSync(workshop.journal())) {
      interrupted = threads(threads -> plays.run(playbooks, threads, sync::ask));
      owes = obligations.discharge();
      common.foresight().ifPresent(Foresight::upheaval); // tasks were broken off, and debts paid
      interrupted = interrupted || close(sync);
      if (interrupted) {
        departures.interrupted();
        close(sync);
      }
    } finally {
      owes |= obligations.discharge();
      hosts.close();
      workshop.opener().close();
    }
    if (mistakes.first().isPresent()) {
      told(began);
      throw mistakes.first().get();
    }
    End end = interrupted ? End.INTERRUPTED : plays.end();
    return finished(began, owes && end == End.FINE ? End.HOST_FAILED : end);
  }

  private boolean close(JournalSync sync) {
    return threads(threads -> plays.close(threads, sync::ask, mistakes::add));
  }

  /// Tells the mistakes of closing plays; the one that ended the run is told by whoever gets it.
  private void told(Instant began) {
    mistakes.others().forEach(events);
    if (plays.closed()) {
      finished(began, MISTAKE);
    }
  }

  private interface Work {
    void go(ExecutorService threads) throws InterruptedException;
  }

  /// Does this with threads for its hosts, which have ended after it.
  ///
  /// @return whether it was interrupted
  private boolean threads(Work work) {
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    boolean interrupted = false;
    try {
      work.go(threads);
    } catch (InterruptedException e) {
      interrupted = true;
    } catch (RuntimeException mistake) {
      departures.mistaken(mistakes.add(mistake));
    } finally {
      interrupted |= Thread.interrupted(); // what follows must not be cut short by it
      stop(threads);
    }
    return interrupted;
  }

  private Result finished(Instant began, End end) {
    return new Result(end, finished(began, status(end)), effects.stats());
  }

  private Map<String, Recap> finished(Instant began, int status) {
    Instant now = Instant.now();
    Map<String, Recap> recap = events.recap();
    events.accept(
        new RunEvent.RunFinished(now, Duration.between(began, now), recap, figures(), status));
    return recap;
  }

  /// Figures of `set_stats`, fit to be shown.
  private Map<String, Map<String, Object>> figures() {
    Map<String, Map<String, Object>> shown = new TreeMap<>();
    effects
        .stats()
        .forEach(
            (host, own) -> {
              Map<String, Object> masked = new LinkedHashMap<>();
              own.forEach((name, value) -> masked.put(name, workshop.masking().value(value)));
              shown.put(host, masked);
            });
    return shown;
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
