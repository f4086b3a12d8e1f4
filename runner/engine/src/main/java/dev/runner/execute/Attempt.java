package dev.runner.execute;

import dev.runner.event.Outcome;
import dev.runner.event.Outcome.ShownStep;
import dev.runner.module.Answer;
import dev.runner.module.BadParameter;
import dev.runner.module.Difference;
import dev.runner.module.Effect;
import dev.runner.module.Finished;
import dev.runner.module.Obligation;
import dev.runner.module.Outputs;
import dev.runner.module.Plan;
import dev.runner.module.ProbeException;
import dev.runner.module.Showing;
import dev.runner.module.Step;
import dev.runner.module.TaskModule;
import dev.runner.transport.ConnectException;
import dev.runner.transport.Identity;
import dev.runner.values.Text;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One attempt of one module on one host: plan, then apply unless checking. This `if` is all there
/// is to check mode.
final class Attempt {
  private static final int MOST_ROUNDS = 50;

  /// The key of what changed, in registered results.
  static final String DIFF = "diff";

  /// What an attempt runs with.
  ///
  /// @param task for messages: the task's name
  /// @param asker for the questions of the module
  /// @param diff changes of content are registered
  /// @param lays whether shown steps count as applied for later tasks; not those of a task that
  ///   never applies any
  /// @param timeout the time that the user gave the task
  /// @param background the task's command is left running on the host
  record Setting(
      HostAccess host,
      HostAccess.Asker asker,
      String task,
      boolean diff,
      boolean lays,
      Optional<Duration> timeout,
      HostAccess.Watching watching,
      Ledger ledger,
      Optional<Background> background) {
    private static final Duration LONGEST = Duration.ofDays(1);

    /// For each script and command.
    Duration deadline() {
      return timeout.orElse(LONGEST);
    }

    Identity who() {
      return asker.who();
    }

    Map<String, Text> environment() {
      return asker.environment();
    }

    /// Whether steps are shown instead of applied.
    boolean check() {
      return asker.overlaid();
    }
  }

  /// Records intents, and what is owed.
  interface Ledger {
    /// Steps are about to be applied, on account of which this will be owed.
    void intent(List<Step> steps, List<Obligation> owed) throws ConnectException;

    /// They were applied, or not, or nobody knows.
    void outcome(String result);

    /// What is owed under these keys is paid.
    void settled(List<String> keys) throws ConnectException;

    /// What is owed under these keys stays owed.
    void held(List<String> keys);
  }

  /// How it ended.
  ///
  /// @param values what the module says for `register`; secrets still readable
  /// @param causes why it failed, where more is known than the reason
  record Ending(
      Outcome.Kind kind,
      String reason,
      String remedy,
      Map<String, Object> values,
      List<Effect> effects,
      List<ShownStep> steps,
      List<String> warnings,
      List<Outcome.Cause> causes) {
    Ending(
        Outcome.Kind kind,
        String reason,
        String remedy,
        Map<String, Object> values,
        List<Effect> effects,
        List<ShownStep> steps,
        List<String> warnings) {
      this(kind, reason, remedy, values, effects, steps, warnings, List.of());
    }

    /// The same, ended otherwise.
    Ending of(Outcome.Kind other) {
      return new Ending(other, reason, remedy, values, effects, steps, warnings, causes);
    }

    /// The same, judged otherwise.
    Ending as(Outcome.Kind other, String because, List<Outcome.Cause> chain) {
      return new Ending(other, because, remedy, values, effects, steps, warnings, chain);
    }
  }

  private final Setting setting;
  private final List<ShownStep> steps = new ArrayList<>();
  private final List<Map<String, Object>> differences = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final Map<String, Object> values = new LinkedHashMap<>();
  private final List<String> settles = new ArrayList<>();
  private final long began = System.nanoTime();
  private boolean applied;

  Attempt(Setting setting) {
    this.setting = setting;
  }

  /// @param compares whether what changed is registered outside diff mode too
  Ending run(TaskModule module, boolean compares) throws InterruptedException {
    try (HostAccess.Asking asking = setting.host().ask(setting.asker())) {
      Plan plan;
      try {
        plan = module.plan(asking.probe());
      } catch (BadParameter e) {
        return failed(String.valueOf(e.getMessage())); // a file, say, that only the plan asked for
      } catch (ProbeException e) {
        List<String> missing = asking.missing();
        return missing.isEmpty() ? failed(e.sentence()) : lacks(missing);
      }
      List<String> missing = asking.missing();
      if (!missing.isEmpty() && !(plan instanceof Plan.Learned)) {
        return lacks(missing);
      }
      return recorded(compared(compares, carryOut(plan, asking)));
    } catch (UnknownAnswer e) {
      return ending(Outcome.Kind.UNKNOWN, e.because(), "");
    } catch (BadParameter e) {
      return failed(String.valueOf(e.getMessage())); // a file that the module asks for by itself
    } catch (ProbeException e) {
      return failed(e.sentence()); // a question that was put after steps were applied
    } catch (ConnectException e) {
      return lost(e);
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof ConnectException cause) {
        return lost(cause);
      }
      throw e;
    }
  }

  /// In diff mode, and then only unless the module says so, differences are registered: the
  /// module's own, or those of content.
  private Ending compared(boolean always, Ending ending) {
    if (!setting.diff() && !always) {
      values.remove(DIFF);
    } else if (!differences.isEmpty()) {
      values.putIfAbsent(DIFF, List.copyOf(differences));
    }
    return ending;
  }

  /// What couldn't be left running has ended already when its job is asked for.
  private Ending recorded(Ending ending) throws ConnectException, InterruptedException {
    Optional<Background> background = setting.background();
    if (background.isEmpty() || setting.check() || values.containsKey("ansible_job_id")) {
      return ending;
    }
    values.putAll(background.get().done(setting, !ending.kind().isTrouble(), ending.reason()));
    return ending;
  }

  private Ending carryOut(Plan first, HostAccess.Asking asking)
      throws ConnectException, InterruptedException {
    Answer answer = first;
    for (int round = 0; round < MOST_ROUNDS; round++) {
      switch (answer) {
        case Plan.Unchanged unchanged -> {
          take(unchanged.values(), unchanged.warnings());
          settles.addAll(unchanged.settles());
          settle();
          return ending(applied ? Outcome.Kind.CHANGED : Outcome.Kind.OK, unchanged.because(), "");
        }
        case Plan.Learned learned -> {
          take(learned.values(), learned.warnings());
          if (Boolean.TRUE.equals(learned.values().get("skipped"))) {
            return ending(Outcome.Kind.SKIPPED, learned.because(), "");
          }
          Object said = learned.values().get("changed");
          boolean changed = said == null ? applied : Boolean.TRUE.equals(said);
          return new Ending(
              changed ? Outcome.Kind.CHANGED : Outcome.Kind.OK,
              learned.because(),
              "",
              values,
              learned.effects(),
              steps,
              warnings);
        }
        case Plan.Refused refused -> {
          values.putAll(refused.values());
          Optional<String> owedTo =
              setting.check() ? setting.host().unforeseeable() : Optional.empty();
          if (owedTo.isPresent()) {
            return ending(
                Outcome.Kind.UNKNOWN,
                "%s; that may be owed to the task \"%s\", which wasn't applied"
                    .formatted(refused.because(), owedTo.get()),
                "");
          }
          return ending(
              applied ? Outcome.Kind.FAILED : Outcome.Kind.REFUSED,
              refused.because(),
              refused.remedy());
        }
        case Plan.Unknown unknown -> {
          values.putAll(unknown.values());
          return ending(Outcome.Kind.UNKNOWN, unknown.because(), "");
        }
        case Plan.Await await -> {
          if (setting.check()) {
            return ending(
                Outcome.Kind.OK,
                "would wait up to %s for %s".formatted(time(await.deadline()), await.what()),
                "");
          }
          setting.watching().progress("waiting for " + await.what());
          round--; // a wait ends by its own deadline, so it may be followed by another
          boolean cut = left().compareTo(await.deadline()) < 0;
          boolean held =
              setting
                  .host()
                  .await(
                      setting.who(),
                      await.until(),
                      await.interval(),
                      cut ? left() : await.deadline(),
                      setting.watching());
          if (!held && cut) {
            return timedOut();
          }
          if (!held && await.otherwise().isEmpty()) {
            return failed(
                "waited %s in vain for %s".formatted(time(await.deadline()), await.what()));
          }
          answer = (held ? await.then() : await.otherwise().orElseThrow()).look(asking.probe());
        }
        case Plan.Changes changes -> {
          Optional<Ending> end = Optional.empty();
          take(changes.predicted(), changes.warnings());
          changes.steps().forEach(step -> steps.add(shown(step)));
          if (setting.diff()) {
            differences.addAll(Difference.of(changes.steps()));
          }
          settles.addAll(changes.settles());
          if (setting.check()) {
            if (setting.lays()) {
              setting.host().shown(setting.who(), changes.steps(), setting.task());
            }
            if (changes.expected().isEmpty()) {
              return ending(Outcome.Kind.CHANGED, "", "");
            }
            answer = changes.expected().get();
            continue;
          }
          if (left().isZero()) {
            return timedOut();
          }
          boolean detached = setting.background().isPresent() && Background.suits(changes.steps());
          HostAccess.Applied done =
              apply(detached ? setting.background().get().detached(changes) : changes);
          applied = true;
          if (done.failed().isPresent()) {
            end = Optional.of(stepFailed(changes, done));
          }
          if (end.isPresent()) {
            return end.get();
          }
          if (detached) {
            Background.Job job = setting.background().get().of(done.outputs());
            values.putAll(job.values());
            if (job.isLeft()) {
              return ending(Outcome.Kind.CHANGED, "", "");
            }
            Optional<Outputs> ended = job.await(setting, asking.probe());
            values.put("finished", true);
            if (ended.isEmpty()) {
              return failed("Timeout exceeded");
            }
            answer = changes.after().look(ended.get(), asking.probe());
          } else {
            answer = changes.after().look(done.outputs(), asking.probe());
          }
        }
        case Finished finished -> {
          return finish(finished);
        }
      }
    }
    throw new IllegalStateException("the module plans again and again, without an end");
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
                  left());
      result = done.failed().isPresent() ? "failed" : "done";
      return done;
    } finally {
      setting.ledger().outcome(result);
    }
  }

  private Ending stepFailed(Plan.Changes changes, HostAccess.Applied done) {
    int index = done.failed().orElseThrow();
    Step step = changes.steps().get(index);
    values.remove("msg"); // what was foreseen hasn't come about
    if (done.outputs().all().size() > index && step instanceof Step.Run) {
      dev.runner.module.Output output = done.outputs().get(index);
      values.put("rc", (long) output.exit());
      values.put("stdout", output.out());
      values.put("stderr", output.err());
    }
    if (done.late() && setting.timeout().isPresent()) {
      return timedOut();
    }
    return failed("%s: %s".formatted(step.title(), done.because()));
  }

  private Ending finish(Finished finished) throws ConnectException {
    take(finished.values(), finished.warnings());
    setting.ledger().held(finished.held());
    if (finished.failed()) {
      return failed(finished.message());
    }
    settle();
    return ending(
        finished.changed() ? Outcome.Kind.CHANGED : Outcome.Kind.OK, finished.message(), "");
  }

  private void settle() throws ConnectException {
    if (!settles.isEmpty() && !setting.check()) {
      setting.ledger().settled(List.copyOf(settles));
    }
  }

  private void take(Map<String, Object> more, List<String> sentences) {
    values.putAll(more);
    warnings.addAll(sentences);
  }

  private Ending lacks(List<String> programs) {
    return ending(
        Outcome.Kind.REFUSED,
        "the host has no " + String.join(", no ", programs),
        "install %s on it".formatted(programs.size() == 1 ? "it" : "them"));
  }

  private Ending failed(String reason) {
    return ending(Outcome.Kind.FAILED, reason, "");
  }

  private Ending lost(ConnectException e) {
    values.clear(); // what was foreseen hasn't come about
    String sentence = String.valueOf(e.getMessage());
    boolean late = e.kind() == ConnectException.Kind.DEADLINE && left().isZero();
    if (late && setting.background().isEmpty()) {
      return timedOut();
    }
    Outcome.Kind kind =
        switch (e.kind()) {
          case BECOME, DEADLINE, CHANNEL_REFUSED -> Outcome.Kind.FAILED;
          case BUSY -> Outcome.Kind.REFUSED;
          case UNREACHABLE, HOST_KEY, AUTHENTICATION, OPTION, LOST -> Outcome.Kind.UNREACHABLE;
        };
    return ending(kind, sentence, "");
  }

  /// The task had its time (`timeout`).
  private Ending timedOut() {
    long seconds = setting.deadline().toSeconds();
    List<Outcome.Cause> causes =
        List.of(
            new Outcome.Cause("Task failed.", ""),
            new Outcome.Cause("Timed out after %d second(s).".formatted(seconds), ""));
    values.clear();
    values.put("timedout", Map.of("frame", "", "period", seconds));
    values.put("msg", Outcome.brief(causes));
    return failed(Outcome.brief(causes)).as(Outcome.Kind.FAILED, Outcome.brief(causes), causes);
  }

  private Ending ending(Outcome.Kind kind, String reason, String remedy) {
    return new Ending(kind, reason, remedy, values, List.of(), steps, warnings);
  }

  private static ShownStep shown(Step step) {
    return new ShownStep(step.title(), Showing.command(step), Showing.diff(step));
  }

  /// What is left of the task's time.
  private Duration left() {
    Duration left = setting.deadline().minusNanos(System.nanoTime() - began);
    return left.isNegative() ? Duration.ZERO : left;
  }

  private static String time(Duration duration) {
    long seconds = duration.toSeconds();
    return seconds < 60
        ? seconds + " s"
        : seconds < 3600 ? seconds / 60 + " min" : seconds / 3600 + " h";
  }
}
