package dev.runner.transport.local;

import dev.runner.transport.Connection.Sink;
import dev.runner.transport.RunningProgram;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;

/// A process of the control machine.
final class LocalProgram implements RunningProgram {
  private final Process process;
  private final CompletableFuture<Integer> exit;

  LocalProgram(Process process, Sink out, Sink err) {
    this.process = process;
    CompletableFuture<Void> read =
        CompletableFuture.allOf(
            copying(process.getInputStream(), out), copying(process.getErrorStream(), err));
    this.exit = process.onExit().thenCombine(read, (ended, done) -> ended.exitValue());
  }

  /// A platform thread, because a virtual one would hold its carrier while it reads a pipe.
  private static CompletableFuture<Void> copying(InputStream from, Sink to) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .name("local-output")
        .start(
            () -> {
              byte[] buffer = new byte[32 * 1024];
              try {
                for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
                  to.accept(buffer, 0, n);
                }
              } catch (IOException closedByUs) {
                // What is left belongs to nobody.
              } finally {
                done.complete(null);
              }
            });
    return done;
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
