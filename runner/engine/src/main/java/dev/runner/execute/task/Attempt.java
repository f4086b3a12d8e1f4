package dev.runner.execute.task;

import dev.runner.event.Outcome;
import dev.runner.execute.reach.Footing;
import dev.runner.execute.reach.HostAccess;
import dev.runner.execute.reach.UnknownAnswer;
import dev.runner.module.Answer;
import dev.runner.module.BadParameter;
import dev.runner.module.Finished;
import dev.runner.module.Outputs;
import dev.runner.module.Plan;
import dev.runner.module.ProbeException;
import dev.runner.module.TaskModule;
import dev.runner.transport.ConnectException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One attempt of one module on one host: plan, then apply unless checking. This `if` is all there
/// is to check mode.
final class Attempt {
  private static final int MOST_ROUNDS = 50;

  /// The key of what changed, in registered results.
  static final String DIFF = "diff";

  /// What comes after a plan was carried out: another answer, or the end.
  private sealed interface Turn {
    record Next(Answer answer) implements Turn {}

    record Last(Ending ending) implements Turn {}
  }

  private final AttemptSetting setting;
  private final Findings findings;
  private final TimeLeft time;
  private final Troubles troubles;
  private boolean applied;

  Attempt(AttemptSetting setting) {
    this.setting = setting;
    this.findings = new Findings(setting.diff(), setting.limit());
    this.time = new TimeLeft(setting.deadline());
    this.troubles = new Troubles(setting, findings, time);
  }

  /// @param compares whether what changed is registered outside diff mode too
  Ending run(TaskModule module, boolean compares) throws InterruptedException {
    try (HostAccess.Asking asking = setting.host().ask(setting.asker())) {
      Plan plan;
      try {
        plan = setting.diff() ? module.compared(asking.probe()) : module.plan(asking.probe());
      } catch (ProbeException e) {
        List<String> missing = asking.missing();
        return missing.isEmpty() ? failed(e.sentence()) : troubles.lacks(missing);
      }
      List<String> missing = asking.missing();
      if (!missing.isEmpty() && !(plan instanceof Plan.Learned)) {
        return troubles.lacks(missing);
      }
      Ending ending = carryOut(plan, asking);
      findings.compare(compares);
      return recorded(ending);
    } catch (UnknownAnswer e) {
      return ending(Outcome.Kind.UNKNOWN, e.because());
    } catch (BadParameter e) {
      if (e.lacksFile()) {
        throw e; // that only the plan asks for
      }
      return failed(String.valueOf(e.getMessage()));
    } catch (ProbeException e) {
      return failed(e.sentence()); // a question that was put after steps were applied
    } catch (ConnectException e) {
      return troubles.lost(e);
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof ConnectException cause) {
        return troubles.lost(cause);
      }
      throw e;
    }
  }

  /// What couldn't be left running has ended already when its job is asked for.
  private Ending recorded(Ending ending) throws ConnectException, InterruptedException {
    Optional<Background> background = setting.background();
    if (background.isEmpty() || setting.check() || findings.has("ansible_job_id")) {
      return ending;
    }
    findings.add(background.get().done(setting, !ending.kind().isTrouble(), ending.reason()));
    return ending;
  }

  private Ending carryOut(Plan first, HostAccess.Asking asking)
      throws ConnectException, InterruptedException {
    Answer answer = first;
    for (int round = 0; round < MOST_ROUNDS; round++) {
      if (answer instanceof Plan.Await) {
        round--; // a wait ends by its own deadline, so it may be followed by another
      }
      switch (turn(answer, asking)) {
        case Turn.Next next -> answer = next.answer();
        case Turn.Last last -> {
          return last.ending();
        }
      }
    }
    throw new IllegalStateException("the module plans again and again, without an end");
  }

  private Turn turn(Answer answer, HostAccess.Asking asking)
      throws ConnectException, InterruptedException {
    return switch (answer) {
      case Plan.Await await -> await(await, asking);
      case Plan.Changes changes -> change(changes, asking);
      case Plan.Unchanged unchanged -> new Turn.Last(unchanged(unchanged));
      case Plan.Learned learned -> new Turn.Last(learned(learned));
      case Plan.Refused refused -> new Turn.Last(refused(refused));
      case Plan.Unknown unknown -> {
        findings.add(unknown.values());
        yield new Turn.Last(ending(Outcome.Kind.UNKNOWN, unknown.because()));
      }
      case Finished finished -> new Turn.Last(finished(finished));
    };
  }

  private Ending unchanged(Plan.Unchanged unchanged) throws ConnectException {
    findings.take(unchanged.values(), unchanged.warnings());
    findings.settles(unchanged.settles());
    settle();
    return ending(applied ? Outcome.Kind.CHANGED : Outcome.Kind.OK, unchanged.because());
  }

  private Ending learned(Plan.Learned learned) {
    findings.take(learned.values(), learned.warnings());
    if (Boolean.TRUE.equals(learned.values().get("skipped"))) {
      return ending(Outcome.Kind.SKIPPED, learned.because());
    }
    Object said = learned.values().get("changed");
    boolean changed = said == null ? applied : Boolean.TRUE.equals(said);
    return ending(changed ? Outcome.Kind.CHANGED : Outcome.Kind.OK, learned.because())
        .with(learned.effects());
  }

  private Ending refused(Plan.Refused refused) {
    findings.add(refused.values());
    return troubles.refused(
        applied ? Outcome.Kind.FAILED : Outcome.Kind.REFUSED, refused.because(), refused.remedy());
  }

  private Turn await(Plan.Await await, HostAccess.Asking asking)
      throws ConnectException, InterruptedException {
    if (setting.check()) {
      return new Turn.Last(
          ending(
              Outcome.Kind.OK,
              "would wait up to %s for %s".formatted(time(await.deadline()), await.what())));
    }
    setting.watching().progress("waiting for " + await.what());
    Duration left = time.left();
    boolean cut = left.compareTo(await.deadline()) < 0;
    boolean held =
        setting
            .host()
            .await(
                setting.who(),
                await.until(),
                await.interval(),
                cut ? left : await.deadline(),
                setting.watching());
    if (held) {
      return new Turn.Next(await.then().look(asking.probe()));
    }
    if (cut) {
      return new Turn.Last(troubles.timedOut());
    }
    return await.otherwise().isPresent()
        ? new Turn.Next(await.otherwise().get().look(asking.probe()))
        : new Turn.Last(
            failed("waited %s in vain for %s".formatted(time(await.deadline()), await.what())));
  }

  private Turn foreseen(Plan.Changes changes) {
    return changes
        .expected()
        .map(
            expected ->
                expected instanceof Plan.Refused refused
                    ? new Turn.Last(refused(refused))
                    : new Turn.Next(expected))
        .orElseGet(() -> new Turn.Last(ending(Outcome.Kind.CHANGED, "")));
  }

  /// What applying them would come to: a failure is told before the steps are laid over the host,
  /// so that it isn't owed to them.
  private Turn shown(Plan.Changes changes, HostAccess.Asking asking) {
    Optional<Plan.Refused> lack = Footing.of(changes.steps(), asking.probe()).lack();
    if (lack.isPresent()) {
      return new Turn.Last(refused(lack.get()));
    }
    findings.take(changes);
    Turn next = foreseen(changes);
    if (setting.lays()) {
      setting.host().shown(setting.who(), changes.steps(), setting.task());
    }
    return next;
  }

  private Turn change(Plan.Changes changes, HostAccess.Asking asking)
      throws ConnectException, InterruptedException {
    if (setting.check()) {
      return shown(changes, asking);
    }
    findings.take(changes);
    if (time.isOver()) {
      return new Turn.Last(troubles.timedOut());
    }
    Optional<Background> detached =
        setting.background().filter(background -> Background.suits(changes.steps()));
    setting.ledger().staked(changes.holds());
    HostAccess.Applied done = apply(detached.map(it -> it.detached(changes)).orElse(changes));
    applied = true;
    if (done.failed().isPresent()) {
      if (!done.late()) {
        setting.ledger().known(changes.holds());
      }
      return new Turn.Last(troubles.stepFailed(changes, done));
    }
    if (detached.isPresent()) {
      return leftRunning(detached.get().of(done.outputs()), changes, asking);
    }
    Turn next = new Turn.Next(changes.after().look(done.outputs(), asking.probe()));
    if (next instanceof Turn.Next(Finished finished)) {
      setting.ledger().held(finished.held());
    }
    setting.ledger().known(changes.holds());
    return next;
  }

  private Turn leftRunning(Background.Job job, Plan.Changes changes, HostAccess.Asking asking)
      throws ConnectException, InterruptedException {
    if (job.isLeft()) {
      findings.forgetForeseen();
      findings.add(job.values());
      return new Turn.Last(ending(Outcome.Kind.CHANGED, ""));
    }
    findings.add(job.values());
    Optional<Outputs> ended = job.await(setting, asking.probe());
    findings.add(Map.of("finished", true));
    if (ended.isPresent()) {
      return new Turn.Next(changes.after().look(ended.get(), asking.probe()));
    }
    findings.add(Map.of("msg", "Timeout exceeded", "stdout", "", "stderr", ""));
    return new Turn.Last(failed("Timeout exceeded"));
  }

  private HostAccess.Applied apply(Plan.Changes changes)
      throws ConnectException, InterruptedException {
    setting.ledger().intent(changes.steps(), changes.owes());
    String result = "indeterminate";
    try {
      HostAccess.Applied done =
          setting
              .host()
              .apply(
                  setting.who(),
                  changes.steps(),
                  setting.environment(),
                  setting.watching(),
                  time.left());
      result = done.failed().isPresent() ? "failed" : "done";
      return done;
    } catch (ConnectException e) {
      setting.ledger().lost();
      throw e;
    } finally {
      setting.ledger().outcome(result);
    }
  }

  private Ending finished(Finished finished) throws ConnectException {
    if (finished.failed()) {
      findings.forgetForeseen();
    }
    findings.take(finished.values(), finished.warnings());
    setting.ledger().held(finished.held());
    if (finished.failed()) {
      return failed(finished.message());
    }
    settle();
    return ending(finished.changed() ? Outcome.Kind.CHANGED : Outcome.Kind.OK, finished.message());
  }

  private void settle() throws ConnectException {
    List<String> settles = findings.settles();
    if (!settles.isEmpty() && !setting.check()) {
      setting.ledger().settled(settles);
    }
  }

  private Ending failed(String reason) {
    return ending(Outcome.Kind.FAILED, reason);
  }

  private Ending ending(Outcome.Kind kind, String reason) {
    return findings.ending(kind, reason, "");
  }

  private static String time(Duration duration) {
    long seconds = duration.toSeconds();
    return seconds < 60
        ? seconds + " s"
        : seconds < 3600 ? seconds / 60 + " min" : seconds / 3600 + " h";
  }
}
