package dev.runner.transport.local;

import dev.runner.transport.Connection.Sink;
import dev.runner.transport.ProcessOutput;
import dev.runner.transport.RunningProgram;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;

/// A process of the control machine.
final class LocalProgram implements RunningProgram {
  private final Process process;
  private final CompletableFuture<Integer> exit;

  LocalProgram(Process process, Sink out, Sink err) {
    this.process = process;
    this.exit =
        process
            .onExit()
            .thenCombine(
                ProcessOutput.carried(process, out, err), (ended, done) -> ended.exitValue());
  }

  @Override
  public OutputStream stdin() {
    return process.getOutputStream();
  }

  @Override
  public CompletableFuture<Integer> exit() {
    return exit;
  }

  /// Ends the process's input, asks it to end, and closes the pipes to it.
  @Override
  public void close() {
    process.destroy();
  }
}
