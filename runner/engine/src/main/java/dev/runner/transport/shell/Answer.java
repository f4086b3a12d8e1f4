package dev.runner.transport.shell;

import dev.runner.transport.ConnectException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;

/// The end of a frame on both streams, which is still to come.
final class Answer {
  private final CompletableFuture<Integer> out = new CompletableFuture<>();
  private final CompletableFuture<Integer> err = new CompletableFuture<>();

  /// The exit status; nothing if the caller doesn't want it any more.
  private final CompletableFuture<OptionalInt> end = new CompletableFuture<>();

  Answer() {
    var _ =
        out.thenCombine(err, (status, done) -> OptionalInt.of(status))
            .whenComplete(
                (status, trouble) -> {
                  if (trouble == null) {
                    end.complete(status);
                  }
                });
  }

  /// Standard output has ended with this status.
  void outEnded(String status) {
    try {
      int number = Integer.parseInt(status);
      // ksh93 adds 256 where others add 128 to a signal's number
      out.complete(number > 256 ? number - 128 : number);
    } catch (NumberFormatException e) {
      fail(
          new ConnectException(
              ConnectException.Kind.LOST,
              "the shell on the host said \"" + status + "\" where an exit status belongs",
              e));
    }
  }

  /// Standard error has ended.
  void errEnded() {
    err.complete(0);
  }

  /// The rest won't come.
  void fail(ConnectException why) {
    end.completeExceptionally(why);
  }

  /// Wakes who waits, as if the time were over.
  void giveUp() {
    end.complete(OptionalInt.empty());
  }

  /// Waits, whatever happens to the thread.
  ///
  /// @return the exit status, or nothing if the time is over
  OptionalInt await(Duration time) throws ConnectException {
    Optional<OptionalInt> status = Waiting.firmly(end, time);
    return status.orElse(OptionalInt.empty());
  }

  /// Waits until the time is over, which an interruption of the thread cuts down to so much more.
  OptionalInt await(Duration time, Duration onceInterrupted) throws ConnectException {
    return Waiting.patiently(end, time, onceInterrupted).orElse(OptionalInt.empty());
  }

  /// Waits until the time is over or the thread is interrupted.
  OptionalInt awaitInterruptibly(Duration time) throws ConnectException, InterruptedException {
    return Waiting.interruptibly(end, time).orElse(OptionalInt.empty());
  }
}
