package dev.runner.transport;

import dev.runner.transport.Connection.Sink;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;

/// Carries what a process of the control machine prints to who wants it.
public final class ProcessOutput {
  private static final int CHUNK = 32 * 1024;

  private ProcessOutput() {}

  /// Both of its streams, to their ends.
  public static CompletableFuture<Void> carried(Process process, Sink out, Sink err) {
    return CompletableFuture.allOf(
        carried(process.getInputStream(), out), carried(process.getErrorStream(), err));
  }

  /// A platform thread, because a virtual one would hold its carrier while it reads a pipe.
  private static CompletableFuture<Void> carried(InputStream from, Sink to) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .name("process-output")
        .start(
            () -> {
              byte[] chunk = new byte[CHUNK];
              try (from) {
                for (int n = from.read(chunk); n >= 0; n = from.read(chunk)) {
                  to.accept(chunk, 0, n);
                }
              } catch (IOException e) {
                // the process was ended, and its status says so: what is left belongs to nobody
              } finally {
                done.complete(null);
              }
            });
    return done;
  }
}
