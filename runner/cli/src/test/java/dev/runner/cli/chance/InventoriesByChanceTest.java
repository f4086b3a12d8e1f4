package dev.runner.cli.chance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.runner.values.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Inventories made by chance, of which this program and ansible-core must tell the same. Part of
/// the matrix, like `PlaysByChanceTest`.
@Tag("matrix")
@Execution(ExecutionMode.SAME_THREAD)
class InventoriesByChanceTest {
  private static final long SEEDS = 25;
  private static final List<String> PATTERNS =
      List.of(
          "all",
          "web:&eu",
          "all:!db",
          "web[0]",
          "web[1:]",
          "node[1:2]",
          "~w.*",
          "*eu*",
          "a,b",
          "!a",
          "ungrouped",
          "web[5]",
          "nope",
          "prod:stage",
          "x.example.org",
          "10.0.0.5",
          "p_*");

  static LongStream seeds() {
    return Chance.seeds(SEEDS);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void areReadAsAnsibleReadsThem(long seed, @TempDir Path directory)
      throws IOException, InterruptedException {
    compare(Level.NEW, seed, directory.toRealPath());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void areReadAsTheOldAnsibleReadsThem(long seed, @TempDir Path directory)
      throws IOException, InterruptedException {
    compare(Level.OLD, seed, directory.toRealPath());
  }

  private static void compare(Level level, long seed, Path site)
      throws IOException, InterruptedException {
    BothCommands both = new BothCommands(level, site);
    List<String> inventory = InventoryGenerator.write(site, seed);
    for (List<String> form :
        List.of(List.of("--list"), List.of("--list", "--export"), List.of("--graph", "--vars"))) {
      List<String> words = new ArrayList<>(inventory);
      words.addAll(form);
      String because = "%s -Drunner.seed=%d, ansible-inventory %s".formatted(level, seed, words);
      assertEquals(
          normal(both.theirs("ansible-inventory", words)),
          normal(both.ours("ansible-inventory", words)),
          because);
    }
    String pattern = PATTERNS.get((int) (seed % PATTERNS.size()));
    List<String> words = new ArrayList<>(inventory);
    words.addAll(List.of("--list-hosts", pattern));
    assertEquals(
        hosts(both.theirs("ansible", words)),
        hosts(both.ours("ansible", words)),
        () -> "%s -Drunner.seed=%d, ansible %s".formatted(level, seed, words));
  }

  /// Documents of JSON are the same in any layout.
  private static String normal(String printed) {
    int end = printed.lastIndexOf("\nPLAY ends with");
    String document = printed.substring(0, end).strip();
    return (document.startsWith("{") ? Json.line(Json.parse(document)) : document)
        + printed.substring(end);
  }

  /// Of groups that are reached by several ways Ansible takes now one first and now another, so the
  /// order of hosts isn't compared.
  private static List<String> hosts(String printed) {
    return Arrays.stream(printed.strip().split("\n")).sorted().toList();
  }
}
