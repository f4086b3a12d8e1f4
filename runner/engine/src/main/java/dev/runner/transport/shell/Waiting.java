package dev.runner.transport.shell;

import dev.runner.transport.ConnectException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Waiting for what a connection brings.
final class Waiting {
  /// So long that it is no limit, and still countable in nanoseconds.
  static final Duration FOREVER = Duration.ofDays(365);

  private Waiting() {}

  /// Waits, and lets an interruption wait too: what has been sent to a host takes its course.
  ///
  /// @return nothing if the time is over
  static <T> Optional<T> firmly(Future<T> future, Duration time) throws ConnectException {
    return patiently(future, time, FOREVER);
  }

  /// As [#firmly], but an interruption leaves only so much more time.
  static <T> Optional<T> patiently(Future<T> future, Duration time, Duration onceInterrupted)
      throws ConnectException {
    boolean interrupted = false;
    long end = System.nanoTime() + nanos(time);
    try {
      while (true) {
        try {
          return until(future, end);
        } catch (InterruptedException e) {
          if (!interrupted) {
            end = Math.min(end - System.nanoTime(), nanos(onceInterrupted)) + System.nanoTime();
          }
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /// Waits until it comes, the time is over (nothing is returned) or the thread is interrupted.
  static <T> Optional<T> interruptibly(Future<T> future, Duration time)
      throws ConnectException, InterruptedException {
    return until(future, System.nanoTime() + nanos(time));
  }

  private static <T> Optional<T> until(Future<T> future, long end)
      throws ConnectException, InterruptedException {
    try {
      return Optional.of(future.get(end - System.nanoTime(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      throw again(e.getCause());
    }
  }

  /// The same again with the stack of who waits for it.
  private static ConnectException again(@Nullable Throwable cause) {
    return cause instanceof ConnectException known
        ? new ConnectException(known.kind(), String.valueOf(known.getMessage()), known)
        : new ConnectException(
            ConnectException.Kind.LOST,
            "the connection broke: " + cause,
            Objects.requireNonNullElseGet(cause, IllegalStateException::new));
  }

  private static long nanos(Duration time) {
    return time.compareTo(FOREVER) > 0 ? FOREVER.toNanos() : time.toNanos();
  }
}
