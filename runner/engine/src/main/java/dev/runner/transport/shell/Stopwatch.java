package dev.runner.transport.shell;

import dev.runner.module.Output;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Takes the time of something that leaves an output.
final class Stopwatch {
  private final Instant began;
  private final long start = System.nanoTime();

  Stopwatch(InstantSource clock) {
    this.began = clock.instant();
  }

  Output output(int exit, Collected out, Collected err) {
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    return new Output(exit, out.content(), err.content(), began, took);
  }
}
