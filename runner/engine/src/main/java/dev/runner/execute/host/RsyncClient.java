package dev.runner.execute.host;

import dev.runner.module.Output;
import dev.runner.transport.ConnectException;
import dev.runner.transport.Script;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// The rsync that was started, on the control machine or on another host: two streams for the other
/// end, and what it says in the end.
final class RsyncClient implements AutoCloseable {
  private static final int PIPE = 256 << 10;

  private final InputStream says;
  private final Pouring hears;
  private final FutureTask<Ended> end;
  private final Runnable stop;

  /// How it ended.
  record Ended(int exit, String said) {}

  private RsyncClient(InputStream says, OutputStream hears, Callable<Ended> end, Runnable stop) {
    this.says = new BufferedInputStream(says);
    this.hears = new Pouring(hears);
    this.end = new FutureTask<>(end);
    this.stop = stop;
    Thread.ofVirtual().name("rsync").start(this.end);
  }

  /// Started on the control machine.
  static RsyncClient here(List<String> words) throws IOException {
    Process process = new ProcessBuilder(words).start();
    return new RsyncClient(
        process.getInputStream(),
        process.getOutputStream(),
        () -> {
          String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
          return new Ended(process.waitFor(), said);
        },
        process::destroy);
  }

  /// Started on another host.
  static RsyncClient at(Partner partner, Script script, Duration deadline) throws IOException {
    PipedInputStream toThere = new PipedInputStream(PIPE);
    PipedInputStream fromThere = new PipedInputStream(PIPE);
    Pouring said = new Pouring(new PipedOutputStream(fromThere));
    return new RsyncClient(
        fromThere,
        new PipedOutputStream(toThere),
        () -> {
          try (said) {
            Output output =
                partner
                    .session()
                    .live(
                        partner.who(),
                        script,
                        toThere,
                        said::pour,
                        (buffer, offset, length) -> {},
                        Integer.MAX_VALUE,
                        deadline);
            return new Ended(output.exit(), output.stderr().lenientText());
          }
        },
        () -> {});
  }

  /// What it sends to the other end.
  InputStream says() {
    return says;
  }

  /// Hands it what the other end sends.
  void hear(byte[] buffer, int offset, int length) {
    hears.pour(buffer, offset, length);
  }

  /// The other end sends nothing more.
  void fallSilent() {
    hears.close();
  }

  /// Waits for its end.
  Ended ended() throws ConnectException, IOException, InterruptedException {
    try {
      return end.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case ConnectException lost -> throw lost;
        case IOException broken -> throw broken;
        case null, default -> throw new UncheckedIOException(new IOException(e.getCause()));
      }
    }
  }

  @Override
  public void close() {
    hears.close();
    stop.run();
  }
}
