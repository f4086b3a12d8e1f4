package dev.runner.execute.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.event.Outcome;
import dev.runner.execute.reach.HostAccess;
import dev.runner.module.Command;
import dev.runner.module.DifferenceLimit;
import dev.runner.module.Finished;
import dev.runner.module.Obligation;
import dev.runner.module.Output;
import dev.runner.module.Outputs;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import dev.runner.module.TaskModule;
import dev.runner.module.Until;
import dev.runner.module.testing.FakeHost;
import dev.runner.transport.ConnectException;
import dev.runner.transport.Identity;
import dev.runner.values.Text;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// What is said of an attempt that was stopped: the task's time was over, or something else's.
class AttemptTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final String LATE = "host: a script had not ended after 10 s and was stopped";
  private static final TaskModule RUNS =
      host ->
          Plan.changes(Step.run("wait", Command.of("sleep", "9")))
              .after((outputs, now) -> Finished.changed(""));

  private static final TaskModule HOLDS =
      host -> Plan.changes(Step.run("wait", Command.of("sleep", "9"))).holding(List.of("a"));

  /// A host that was asked, and stopped by somebody.
  ///
  /// @param gone whether it is lost when something is to be changed
  /// @param bears whether what was stopped is no failure by itself
  /// @param shown titles of steps that were shown instead of applied
  private record Stopped(boolean late, boolean gone, boolean bears, List<String> shown)
      implements HostAccess {
    Stopped(boolean late) {
      this(late, false, false);
    }

    Stopped(boolean late, boolean gone, boolean bears) {
      this(late, gone, bears, new ArrayList<>());
    }

    @Override
    public Rehearsal rehearse(Asker asker) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Asking ask(Asker asker) {
      return new Asking() {
        @Override
        public Probe probe() {
          return FakeHost.named("host");
        }

        @Override
        public List<String> missing() {
          return List.of();
        }

        @Override
        public void close() {}
      };
    }

    @Override
    public Applied apply(
        Identity who, List<Step> steps, Map<String, Text> env, Watching watching, Duration time)
        throws ConnectException {
      if (gone) {
        throw new ConnectException(ConnectException.Kind.LOST, "the connection was lost");
      }
      Output output = Output.of(124, "", "gone");
      return new Applied(
          new Outputs(List.of(output), Map.of()),
          bears ? Optional.empty() : Optional.of(0),
          "it ended",
          late);
    }

    @Override
    public boolean await(Identity who, Until until, Duration every, Duration in, Watching by) {
      return in.compareTo(MINUTE) > 0;
    }

    @Override
    public void shown(Identity who, List<Step> steps, String task) {
      steps.forEach(step -> shown.add(step.title()));
    }

    @Override
    public void leftOut(String task) {
      throw new AssertionError("it isn't a check");
    }

    @Override
    public Optional<String> unforeseeable() {
      return shown.stream().findFirst();
    }

    @Override
    public void drop() {}

    @Override
    public void close() {}
  }

  /// A check run.
  private static Ending check(HostAccess host, TaskModule module) throws InterruptedException {
    return run(host, Optional.empty(), module, note -> {}, true);
  }

  private static Ending run(HostAccess host, Optional<Duration> timeout, TaskModule module)
      throws InterruptedException {
    return run(host, timeout, module, note -> {});
  }

  private static Ending run(
      HostAccess host, Optional<Duration> timeout, TaskModule module, Consumer<String> notes)
      throws InterruptedException {
    return run(host, timeout, module, notes, false);
  }

  private static Ending run(
      HostAccess host,
      Optional<Duration> timeout,
      TaskModule module,
      Consumer<String> notes,
      boolean checks)
      throws InterruptedException {
    Ledger ledger =
        new Ledger() {
          @Override
          public void intent(List<Step> steps, List<Obligation> owed) {}

          @Override
          public void outcome(String result) {}

          @Override
          public void settled(List<String> keys) {}

          @Override
          public void lost() {
            notes.accept("lost");
          }

          @Override
          public void staked(List<String> keys) {
            notes.accept("staked " + keys);
          }

          @Override
          public void known(List<String> keys) {
            notes.accept("known " + keys);
          }

          @Override
          public void held(List<String> keys) {}
        };
    return new Attempt(
            new AttemptSetting(
                host,
                new HostAccess.Asker(
                    new Identity.Login(), List.of(), Map.of(), checks, Optional.empty()),
                "task",
                false,
                DifferenceLimit.NONE,
                checks,
                timeout,
                HostAccess.Watching.NOBODY,
                ledger,
                Optional.empty()))
        .run(module, false);
  }

  private static TaskModule hanging() {
    return host -> {
      throw new UncheckedIOException(new ConnectException(ConnectException.Kind.DEADLINE, LATE));
    };
  }

  @Test
  void aQuestionThatHangsIsNoTimeoutOfTheTask() throws Exception {
    for (Optional<Duration> timeout : List.of(Optional.<Duration>empty(), Optional.of(MINUTE))) {
      Ending ending = run(new Stopped(false), timeout, hanging());
      assertEquals(Outcome.Kind.FAILED, ending.kind());
      assertEquals(LATE, ending.reason());
      assertFalse(ending.values().containsKey("timedout"));
    }
  }

  @Test
  void aQuestionThatTookTheTasksTimeIs() throws Exception {
    Ending ending = run(new Stopped(false), Optional.of(Duration.ZERO), hanging());
    assertEquals("Task failed: Timed out after 0 second(s).", ending.reason());
  }

  @Test
  void aStatusOf124IsNoTimeout() throws Exception {
    Ending ending = run(new Stopped(false), Optional.of(MINUTE), RUNS);
    assertEquals("wait: it ended", ending.reason());
    assertEquals(124L, ending.values().get("rc"));
  }

  @Test
  void aCommandThatTookTheTasksTimeIs() throws Exception {
    Ending ending = run(new Stopped(true), Optional.of(MINUTE), RUNS);
    assertEquals("Task failed: Timed out after 60 second(s).", ending.reason());
    assertTrue(ending.values().containsKey("timedout"));
  }

  /// What it was doing may go on, and nothing may be undone around it.
  @Test
  void aHostThatIsLostWhileItIsChangedKeepsItsDebts() throws Exception {
    List<String> notes = new ArrayList<>();
    Ending ending = run(new Stopped(false, true, false), Optional.empty(), HOLDS, notes::add);
    assertEquals(Outcome.Kind.UNREACHABLE, ending.kind());
    assertEquals(List.of("staked [a]", "lost"), notes);
  }

  @Test
  void whatIsStakedIsReleasedOnceItIsKnownWhatBecameOfIt() throws Exception {
    List<String> ended = new ArrayList<>();
    run(new Stopped(false), Optional.of(MINUTE), HOLDS, ended::add);
    assertEquals(List.of("staked [a]", "known [a]"), ended);
    List<String> stopped = new ArrayList<>();
    run(new Stopped(true), Optional.of(MINUTE), HOLDS, stopped::add);
    assertEquals(List.of("staked [a]"), stopped);
  }

  @Test
  void whatWasForeseenIsNotToldOfAFailure() throws Exception {
    TaskModule starts =
        host ->
            Plan.changes(Step.run("start", Command.of("start", "app")))
                .predicting("status", Map.of("ActiveState", "active"))
                .predicting("rc", 0L)
                .after((outputs, now) -> Finished.failed("Unable to start app").with("rc", 1L));
    Ending ending = run(new Stopped(false, false, true), Optional.empty(), starts);
    assertEquals("Unable to start app", ending.reason());
    assertEquals(Map.of("rc", 1L), ending.values());
  }

  @Test
  void aFailureThatIsExpectedIsNotOwedToTheStepsOfTheTaskItself() throws Exception {
    TaskModule masks =
        host ->
            Plan.changes(Step.run("mask", Command.of("mask", "app")))
                .expecting(Plan.refuse("there is no app", ""));
    Stopped fresh = new Stopped(false);
    Ending ending = check(fresh, masks);
    assertEquals("there is no app", ending.reason());
    assertEquals(Outcome.Kind.REFUSED, ending.kind());
    assertEquals(List.of("mask"), fresh.shown()); // later tasks find it done
    assertEquals(Outcome.Kind.UNKNOWN, check(fresh, masks).kind());
  }

  @Test
  void waitingEndsWithTheTasksTime() throws Exception {
    TaskModule waits =
        host ->
            Plan.await(
                "a file", new Until.Present(RemotePath.of("/f")), MINUTE, MINUTE.multipliedBy(9));
    Ending ending = run(new Stopped(false), Optional.of(MINUTE), waits);
    assertEquals("Task failed: Timed out after 60 second(s).", ending.reason());
  }
}
