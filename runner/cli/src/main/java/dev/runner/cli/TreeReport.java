package dev.runner.cli;

import dev.runner.event.EventSink;
import dev.runner.event.RunEvent;
import dev.runner.values.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Each host's latest result in a file of its name (`ansible --tree`).
final class TreeReport implements EventSink {
  private final Path directory;

  TreeReport(Path directory) {
    this.directory = directory;
  }

  @Override
  public void accept(RunEvent event) {
    if (event instanceof RunEvent.TaskFinished finished) {
      try {
        Files.createDirectories(directory);
        Path file = directory.resolve(finished.host().replace('/', '_'));
        Files.writeString(file, Json.spaced(finished.outcome().result()));
      } catch (IOException e) {
        throw new UncheckedIOException("results can't be written to '%s'".formatted(directory), e);
      }
    }
  }
}
