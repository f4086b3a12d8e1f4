package dev.runner.cli;

import dev.runner.execute.reach.RunName;
import dev.runner.journal.FileJournal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Random;

/// Where the records of runs are kept: in `runner/runs` of the user's state directory
/// (`XDG_STATE_HOME`, or `~/.local/state`), unless `RUNNER_RECORDS` names another folder.
final class RunRecords {
  private RunRecords() {}

  /// Starts the record of a new run.
  static FileJournal start(Map<String, String> environment, Path home) {
    Path folder = folder(environment, home);
    try {
      return FileJournal.start(folder, RunName.of(Instant.now(), new Random()));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the run can't be recorded in '%s' (RUNNER_RECORDS names another folder)"
              .formatted(folder),
          e);
    }
  }

  private static Path folder(Map<String, String> environment, Path home) {
    String own = environment.getOrDefault("RUNNER_RECORDS", "");
    if (!own.isBlank()) {
      return Path.of(own);
    }
    String state = environment.getOrDefault("XDG_STATE_HOME", "");
    Path base = Path.of(state).isAbsolute() ? Path.of(state) : home.resolve(".local/state");
    return base.resolve("runner/runs");
  }
}
