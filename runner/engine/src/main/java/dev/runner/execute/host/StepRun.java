package dev.runner.execute.host;

import dev.runner.execute.reach.HostAccess.Applied;
import dev.runner.execute.reach.HostAccess.Watching;
import dev.runner.module.Content;
import dev.runner.module.HttpReply;
import dev.runner.module.Output;
import dev.runner.module.Outputs;
import dev.runner.module.Step;
import dev.runner.transport.ConnectException;
import dev.runner.transport.HostSession;
import dev.runner.transport.Identity;
import dev.runner.values.Text;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Applies the steps of one task until one fails. Those that a shell can do by itself travel in one
/// script; the others are done one by one, in their turn.
final class StepRun {
  private final Setting setting;
  private final List<Output> outputs = new ArrayList<>();
  private final Map<Integer, HttpReply> replies = new HashMap<>();

  /// What steps are applied with.
  record Setting(
      HostSession session,
      Identity who,
      Map<String, Text> environment,
      Watching watching,
      Duration deadline,
      Library library,
      Optional<Partner> partner) {}

  /// What one step came to.
  ///
  /// @param because why it failed; absent if it didn't
  /// @param reply of a request
  /// @param late whether the time of the task was over, not one of the step's own
  record Result(Output output, Optional<String> because, Optional<HttpReply> reply, boolean late) {
    static Result done(Output output) {
      return new Result(output, Optional.empty(), Optional.empty(), false);
    }

    static Result failed(Output output, String because) {
      return new Result(output, Optional.of(because), Optional.empty(), false);
    }

    static Result late(Output output, String because) {
      return new Result(output, Optional.of(because), Optional.empty(), true);
    }

    static Result answered(HttpReply reply) {
      boolean any = reply.answered();
      return new Result(
          any ? nothing() : Output.of(1, "", reply.trouble()),
          any ? Optional.empty() : Optional.of(reply.trouble()),
          Optional.of(reply),
          false);
    }
  }

  private List<Waiting<?>> asked = List.of();

  StepRun(Setting setting) {
    this.setting = setting;
  }

  /// The same, asking these after the last step if it travels in a script of ours.
  StepRun asking(List<Waiting<?>> questions) {
    asked = questions;
    return this;
  }

  Applied apply(List<Step> steps) throws ConnectException, InterruptedException {
    steps.forEach(step -> Leaving.user(step).ifPresent(setting.session()::dismiss));
    int next = 0;
    boolean shipping = true;
    while (next < steps.size()) {
      Batch batch = Batch.starting(steps, next, setting, shipping);
      if (batch.isEmpty()) {
        Result result = alone(steps.get(next), next);
        outputs.add(result.output());
        if (result.because().isPresent()) {
          return failed(next, result);
        }
        next++;
      } else {
        if (next + batch.size() == steps.size()) {
          batch.ask(asked);
        }
        for (Result result : batch.run()) {
          int index = next;
          result.reply().ifPresent(reply -> replies.put(index, reply));
          outputs.add(result.output());
          if (result.because().isPresent()) {
            return failed(next, result);
          }
          next++;
        }
        shipping &= !batch.isTarMissing();
      }
    }
    return new Applied(new Outputs(outputs, replies), Optional.empty(), "", false);
  }

  private Applied failed(int index, Result result) {
    return new Applied(
        new Outputs(outputs, replies),
        Optional.of(index),
        result.because().orElseThrow(),
        result.late());
  }

  private Result alone(Step step, int index) throws ConnectException, InterruptedException {
    setting.watching().progress(step.title());
    return switch (step) {
      case Step.Run run -> new LiveRun(setting).run(run);
      case Step.Fetch fetch -> new Fetching(setting).fetch(fetch);
      case Step.Rsync rsync -> synced(rsync);
      case Step.OnControl control -> onControl(control);
      case Step.Dialogue dialogue -> new Conversing(setting).converse(dialogue);
      case Step.Wait wait -> waiting(wait);
      case Step.Reconnect reconnect -> new Reconnecting(setting).reconnect(reconnect);
      default -> throw new IllegalStateException(step.title() + " can't be applied, step " + index);
    };
  }

  private static Result onControl(Step.OnControl control) throws InterruptedException {
    try {
      Output output = control.act().act();
      return output.ok() ? Result.done(output) : Result.failed(output, output.lastWords());
    } catch (IOException e) {
      String because = e.getMessage() == null ? e.toString() : e.getMessage();
      return Result.failed(Output.of(1, "", because), because);
    }
  }

  private Result synced(Step.Rsync rsync) throws ConnectException, InterruptedException {
    Output output =
        new Syncing(setting.session(), setting.who(), setting.partner())
            .run(rsync.call(), setting.deadline());
    return output.ok() ? Result.done(output) : Result.failed(output, output.err().strip());
  }

  private Result waiting(Step.Wait wait) throws ConnectException, InterruptedException {
    Waits waits =
        new Waits(setting.session(), setting.who(), setting.environment(), setting.library());
    boolean cut = setting.deadline().compareTo(wait.deadline()) < 0;
    Duration within = cut ? setting.deadline() : wait.deadline();
    if (waits.until(wait.until(), wait.interval(), within, setting.watching())) {
      return Result.done(Output.of(0, "", ""));
    }
    Output output = Output.of(1, "", "waited in vain for " + Waits.time(within));
    String because =
        "waited %s in vain until %s"
            .formatted(Waits.time(within), dev.runner.module.Showing.until(wait.until()));
    return cut ? Result.late(output, because) : Result.failed(output, because);
  }

  /// No output.
  static Output nothing() {
    return new Output(0, Content.of(""), Content.of(""), java.time.Instant.now(), Duration.ZERO);
  }
}
