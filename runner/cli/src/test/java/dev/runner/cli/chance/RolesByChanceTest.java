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

/// Playbooks made by chance of roles, files of tasks, handlers and tags, which this program and
/// ansible-core must play alike. Part of the matrix, like `PlaysByChanceTest`.
@Tag("matrix")
@Execution(ExecutionMode.SAME_THREAD)
class RolesByChanceTest {
  private static final long SEEDS = 25;

  static LongStream seeds() {
    return Chance.seeds(SEEDS);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void arePlayedAsAnsiblePlaysThem(long seed, @TempDir Path directory)
      throws IOException, InterruptedException {
    compare(Level.NEW, seed, directory.toRealPath());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void arePlayedAsTheOldAnsiblePlaysThem(long seed, @TempDir Path directory)
      throws IOException, InterruptedException {
    compare(Level.OLD, seed, directory.toRealPath());
  }

  private static void compare(Level level, long seed, Path site)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of("play.yml", "-i", "inventory"));
    words.addAll(RolesGenerator.write(site, seed, level));
    new BothCommands(level, site).playAlike(words, seed);
  }
}
