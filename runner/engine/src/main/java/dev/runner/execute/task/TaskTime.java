package dev.runner.execute.task;

import dev.runner.execute.compile.CompiledTask;
import dev.runner.execute.compile.Keywords;
import dev.runner.module.RemotePath;
import dev.runner.template.Scope;
import dev.runner.template.TemplateException;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;

/// The time that a task is given: `timeout`, `async` and `poll`.
public final class TaskTime {
  private static final long MOST_SECONDS = 100_000_000;

  private TaskTime() {}

  /// `async` with its `poll`: looked after every 15 seconds, or never if that is 0.
  ///
  /// @param attempt its number in the run
  public static Optional<Background> background(
      CompiledTask task, Scope scope, Random random, long attempt) {
    double poll =
        Keywords.number("poll", task.keyword("poll"), scope).orElse(Background.POLL_SECONDS);
    return async(task, scope)
        .map(
            seconds ->
                new Background(
                    "j%d.%d".formatted(random.nextInt(Integer.MAX_VALUE), attempt),
                    RemotePath.of(Background.place(scope)),
                    duration(seconds),
                    duration(poll)));
  }

  /// The seconds of `async`; nothing if the task isn't to be left running.
  public static Optional<Double> async(CompiledTask task, Scope scope) {
    return Keywords.number("async", task.keyword("async"), scope).filter(number -> number > 0);
  }

  private static Duration duration(double seconds) {
    return Duration.ofMillis((long) (seconds * 1000));
  }

  /// `timeout` bounds a task; so does `async` where somebody waits for it.
  public static Optional<Duration> timeout(CompiledTask task, Scope scope) {
    Optional<Double> seconds = Keywords.number("timeout", task.keyword("timeout"), scope);
    seconds
        .filter(number -> number < 0 || number > MOST_SECONDS)
        .ifPresent(
            number -> {
              throw new TemplateException(
                  "Timeout %d is invalid, it must be between 0 and %d."
                      .formatted(number.longValue(), MOST_SECONDS),
                  "",
                  task.origin(),
                  false,
                  null);
            });
    return seconds
        .filter(number -> number > 0)
        .or(() -> async(task, scope))
        .map(TaskTime::duration);
  }
}
