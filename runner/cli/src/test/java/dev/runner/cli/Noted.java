package dev.runner.cli;

import dev.runner.module.Describe;
import dev.runner.module.Param;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.RemotePath;
import dev.runner.module.TaskModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Tells how often its parameters were bound.
@Describe(
    summary = "Note in a file of the control machine that this module was made.",
    since = "0.1",
    example = "noted: { log: /tmp/log }")
public record Noted(@Param("The file.") String log) implements TaskModule {
  public Noted {
    try {
      Files.writeString(
          Path.of(log), "made\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Plan plan(Probe host) {
    return host.stat(RemotePath.of(log)).exists()
        ? Plan.unchanged("it is noted")
        : Plan.refuse("there is no note", "Look who removed it.");
  }
}
