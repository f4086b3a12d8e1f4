package dev.runner.cli.chance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Playbooks made by chance, played by this program and by ansible-core, which must print the same.
/// Part of the matrix (`-Pmatrix`), where both releases of ansible-core must be there
/// (`bin/oracles`). The matrix plays the same seeds each time, so that it is no game of chance;
/// `-Drunner.seed=…` plays another one.
@Tag("matrix")
@Execution(ExecutionMode.SAME_THREAD)
class PlaysByChanceTest {
  private static final long SEEDS = 40;

  static LongStream seeds() {
    return Chance.seeds(SEEDS);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void printsWhatAnsiblePrints(long seed, @TempDir Path directory)
      throws IOException, InterruptedException {
    compare(Level.NEW, seed, directory.toRealPath());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void printsWhatTheOldAnsiblePrints(long seed, @TempDir Path directory)
      throws IOException, InterruptedException {
    compare(Level.OLD, seed, directory.toRealPath());
  }

  private static void compare(Level level, long seed, Path site)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of("play.yml", "-i", "inventory"));
    words.addAll(PlayGenerator.write(site, seed, level));
    new BothCommands(level, site).playAlike(words, seed);
  }
}
