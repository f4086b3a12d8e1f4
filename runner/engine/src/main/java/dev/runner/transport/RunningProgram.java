package dev.runner.transport;

import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;

/// A program that was started on a host.
public interface RunningProgram extends AutoCloseable {

  /// What it reads. Writing blocks while the host doesn't take more; closing it is the end of its
  /// input.
  OutputStream stdin();

  /// Its exit status (128 plus the signal's number where a signal ended it), complete once all its
  /// output has been handed over. Completes with a [ConnectException] of kind `LOST` if the
  /// connection went away before.
  CompletableFuture<Integer> exit();

  /// Ends the channel. Whether the program ends too is the host's affair.
  @Override
  void close();
}
