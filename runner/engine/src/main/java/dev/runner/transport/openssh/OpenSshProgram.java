package dev.runner.transport.openssh;

import dev.runner.transport.ConnectException;
import dev.runner.transport.ConnectException.Kind;
import dev.runner.transport.Connection.Sink;
import dev.runner.transport.ProcessOutput;
import dev.runner.transport.RunningProgram;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/// A program that a client process of ssh runs.
final class OpenSshProgram implements RunningProgram {
  /// What ssh itself ends with when something is wrong; it is also its word for a signal.
  private static final int SSH_FAILED = 255;

  private final Process process;
  private final CompletableFuture<Integer> exit = new CompletableFuture<>();

  /// @param trouble what is known to have gone wrong, asked when ssh says 255
  OpenSshProgram(
      Process process, Sink out, Sink err, Supplier<Optional<ConnectException>> trouble) {
    this.process = process;
    var _ =
        ProcessOutput.carried(process, out, err)
            .thenCombine(process.onExit(), (nothing, ended) -> ended.exitValue())
            .thenAccept(status -> finish(status, trouble));
  }

  private void finish(int status, Supplier<Optional<ConnectException>> trouble) {
    Optional<ConnectException> problem = status == SSH_FAILED ? trouble.get() : Optional.empty();
    problem.ifPresentOrElse(exit::completeExceptionally, () -> exit.complete(status));
  }

  @Override
  public OutputStream stdin() {
    return process.getOutputStream();
  }

  @Override
  public CompletableFuture<Integer> exit() {
    return exit;
  }

  @Override
  public void close() {
    exit.completeExceptionally(
        new ConnectException(Kind.LOST, "The program's channel was closed from this side."));
    process.destroy();
  }
}
