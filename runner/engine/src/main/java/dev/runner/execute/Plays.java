package dev.runner.execute;

import dev.runner.event.Recap;
import dev.runner.event.RunEvent;
import dev.runner.execute.compile.StartAt;
import dev.runner.playbook.Play;
import dev.runner.playbook.Playbook;
import dev.runner.source.Vars;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The plays of a run, one after the other. Those that close it (`closing`) are played however it
/// ends, if another play of their file was.
final class Plays {
  private final TaskSurroundings.Common common;
  private final Vars extra;
  private final Effects effects;
  private final Supplier<Map<String, Recap>> recap;
  private final StepMode step;
  private final Optional<StartAt> start;
  private final PlayRun.Gone gone = new PlayRun.Gone(new LinkedHashSet<>(), new LinkedHashSet<>());
  private final Set<Path> begun = new HashSet<>();
  private final Deque<Play> left = new ArrayDeque<>();
  private int number;

  /// Whether the run ended before it came to the plays that close it.
  private boolean early = true;

  private boolean closed;

  /// @param extra `-e`
  /// @param recap of what was played so far
  Plays(
      TaskSurroundings.Common common,
      Vars extra,
      Effects effects,
      Supplier<Map<String, Recap>> recap) {
    this.common = common;
    this.extra = extra;
    this.effects = effects;
    this.recap = recap;
    this.step = new StepMode(common.options().step(), common.workshop().prompt());
    this.start = common.options().startAt().map(StartAt::new);
  }

  /// Plays them up to those that close the run, or to an early end.
  void run(List<Playbook> playbooks, ExecutorService threads, Runnable sync)
      throws InterruptedException {
    for (int i = 0; i < playbooks.size(); i++) {
      Playbook playbook = playbooks.get(i);
      boolean last = i == playbooks.size() - 1;
      String name = common.workshop().sources().name(playbook.file());
      common.events().accept(new RunEvent.PlaybookStarted(name, playbook.plays().size()));
      left.addAll(playbook.plays());
      while (!left.isEmpty()) {
        if ((last || end() != PlaybookRun.End.FINE) && allClose(threads)) {
          early = !last;
          return;
        }
        if (!next(threads, sync)) {
          return;
        }
      }
      if (end() != PlaybookRun.End.FINE) { // those that follow may build on this one
        return;
      }
      if (!last) {
        common.events().accept(new RunEvent.PlaybookFinished(name, recap.get()));
      }
    }
  }

  /// Plays the next one. One that holds a mistake isn't tried again; one that was broken off is.
  ///
  /// @return whether there is anybody left for those that follow
  private boolean next(ExecutorService threads, Runnable sync) throws InterruptedException {
    boolean goesOn;
    try {
      goesOn = play(left.element(), threads, sync);
    } catch (RuntimeException mistake) {
      left.remove();
      throw mistake;
    }
    left.remove();
    return goesOn;
  }

  private boolean allClose(ExecutorService threads) {
    return left.stream().allMatch(play -> of(play, threads).isClosing());
  }

  /// Plays what closes the run; after an interruption, once more from the play that was broken off.
  ///
  /// @param mistakes takes what is wrong with a play: those after it are played all the same
  void close(ExecutorService threads, Runnable sync, Consumer<RuntimeException> mistakes)
      throws InterruptedException {
    while (!left.isEmpty()) {
      Play play = left.element();
      try {
        if ((!early || begun.contains(play.file())) && of(play, threads).isClosing()) {
          closed = true;
          play(play, threads, sync);
        }
      } catch (RuntimeException mistake) {
        mistakes.accept(mistake);
      }
      left.remove();
    }
  }

  /// Whether a play that closes the run was played after its end.
  boolean closed() {
    return closed;
  }

  /// How the plays so far ended.
  PlaybookRun.End end() {
    if (!gone.lost().isEmpty()) {
      return PlaybookRun.End.HOST_UNREACHABLE;
    }
    return gone.failed().isEmpty() ? PlaybookRun.End.FINE : PlaybookRun.End.HOST_FAILED;
  }

  private PlayRun of(Play play, ExecutorService threads) {
    return new PlayRun(play, common, threads, extra, effects, gone);
  }

  private boolean play(Play play, ExecutorService threads, Runnable sync)
      throws InterruptedException {
    PlayRun run = of(play, threads);
    boolean first = begun.add(play.file());
    PlayRun.Ending ending;
    try {
      ending = run.run("p%d.".formatted(++number), start, step, sync);
    } catch (RuntimeException mistake) {
      if (first && !run.hasBegun()) {
        begun.remove(play.file());
      }
      throw mistake;
    }
    gone.failed().addAll(ending.failed());
    gone.lost().addAll(ending.unreachable());
    return ending.goesOn();
  }
}
