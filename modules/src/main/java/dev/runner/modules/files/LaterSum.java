package dev.runner.modules.files;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;

/// A checksum that is made on a thread of its own, while something else goes on.
final class LaterSum<T> {
  private final FutureTask<T> sum;
  private final AtomicBoolean begun = new AtomicBoolean();

  LaterSum(Callable<T> making) {
    this.sum = new FutureTask<>(making);
  }

  /// Begins to make it, unless that is so already.
  LaterSum<T> begin() {
    if (begun.compareAndSet(false, true)) {
      Thread.startVirtualThread(sum);
    }
    return this;
  }

  /// The checksum, once it is made.
  ///
  /// @throws UncheckedIOException if what it is of can't be read
  T get() {
    begin();
    try {
      return sum.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof UncheckedIOException known
          ? known
          : new UncheckedIOException(new IOException(e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new InterruptedIOException("interrupted"));
    }
  }
}
