package dev.runner.variables;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What the command line says about the whole run, as far as variables show it.
public record RunFlags(
    boolean check,
    boolean diff,
    int forks,
    int verbosity,
    List<String> tags,
    List<String> skipTags,
    Optional<String> limit,
    List<String> inventorySources,
    Optional<Path> configuration) {
  public RunFlags {
    tags = List.copyOf(tags);
    skipTags = List.copyOf(skipTags);
    inventorySources = List.copyOf(inventorySources);
  }

  /// Those of a command line without options.
  public static final RunFlags NONE =
      new RunFlags(
          false,
          false,
          5,
          0,
          List.of("all"),
          List.of(),
          Optional.empty(),
          List.of(),
          Optional.empty());
}
