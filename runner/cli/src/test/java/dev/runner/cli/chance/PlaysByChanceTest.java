package dev.runner.cli.chance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.cli.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    Long seed = Long.getLong("runner.seed");
    return seed == null ? LongStream.rangeClosed(1, SEEDS) : LongStream.of(seed);
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
    List<String> words = PlayGenerator.write(site, seed, level);
    String theirs = theirs(level, site, words);
    String ours = ours(level, site, words);
    assertEquals(
        level.normal(theirs),
        level.normal(ours),
        () -> "%s -Drunner.seed=%d, ansible-playbook %s".formatted(level, seed, words));
  }

  private static String theirs(Level level, Path site, List<String> words)
      throws IOException, InterruptedException {
    Path oracles = Path.of(System.getProperty("runner.root"), level.oracles(), "bin");
    Path ansible = oracles.resolve("ansible-playbook");
    assertTrue(
        Files.isExecutable(ansible),
        ansible + " is missing: run bin/oracles to install the engines to compare with");
    List<String> command = new ArrayList<>(List.of(ansible.toString(), "play.yml"));
    command.addAll(List.of("-i", "inventory"));
    command.addAll(words);
    Path out = site.resolve("printed");
    ProcessBuilder builder = new ProcessBuilder(command).directory(site.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("ANSIBLE_"));
    builder.environment().put("ANSIBLE_HOME", site.resolve("home").toString());
    builder.environment().put("ANSIBLE_NOCOLOR", "1");
    builder.environment().put("ANSIBLE_PYTHON_INTERPRETER", oracles.resolve("python3").toString());
    builder.environment().put("ANSIBLE_DEPRECATION_WARNINGS", "0");
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.redirectOutput(out.toFile()).redirectError(site.resolve("errors").toFile());
    builder.redirectInput(Path.of("/dev/null").toFile());
    int status = builder.start().waitFor();
    return Files.readString(out) + "\nPLAY ends with " + status;
  }

  private static String ours(Level level, Path site, List<String> words) {
    List<String> command = new ArrayList<>(List.of("play", "play.yml", "-i", "inventory"));
    command.addAll(words);
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
    environment.put("HOME", site.resolve("home").toString());
    environment.put("RUNNER_ANSIBLE", site.resolve("none").toString());
    environment.put("RUNNER_RECORDS", site.resolve("records").toString());
    environment.put("ANSIBLE_DEPRECATION_WARNINGS", "0");
    environment.put("RUNNER_LANGUAGE", level.language());
    environment.put("RUNNER_COMMAND", "ansible-playbook");
    environment.put("RUNNER_OUTPUT", "lines");
    StringWriter out = new StringWriter();
    int status =
        Main.run(
            command.toArray(String[]::new),
            new PrintWriter(out),
            new PrintWriter(Writer.nullWriter()),
            site,
            environment);
    return out + "\nPLAY ends with " + status;
  }
}
