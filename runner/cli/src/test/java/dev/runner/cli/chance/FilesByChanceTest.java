package dev.runner.cli.chance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.runner.cli.Main;
import dev.runner.values.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Tasks about files, made by chance: a check run changes nothing, and tells of each task what a
/// run then comes to, or that it doesn't know. The same seeds are played each time;
/// `-Drunner.seed=…` plays another one.
class FilesByChanceTest {
  private static final long SEEDS = 30;
  private static final int TASKS = 12;
  private static final Pattern OUTCOME =
      Pattern.compile("(?m)^(ok|changed|skipping|fatal|unknown): \\[h]");

  static LongStream seeds() {
    return Chance.seeds(SEEDS);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aCheckTellsWhatARunDoes(long seed, @TempDir Path directory) throws IOException {
    Path site = directory.toRealPath();
    write(site, seed);
    Map<String, String> before = tree(site);
    Map<String, String> foretold = outcomes(play(site, "--check"));
    assertEquals(before, tree(site), "a check changes nothing");
    String printed = play(site);
    Map<String, String> done = outcomes(printed);
    assertEquals(TASKS, done.size());
    foretold.forEach(
        (task, outcome) ->
            assertEquals(
                outcome.equals("unknown") ? "unknown" : done.get(task),
                outcome,
                () -> "%s; -Drunner.seed=%d;%n%s".formatted(task, seed, printed)));
  }

  private static void write(Path site, long seed) throws IOException {
    Path tree = site.resolve("tree");
    Files.createDirectories(tree.resolve("d/sub"));
    Files.createDirectories(tree.resolve("e"));
    Files.createDirectories(site.resolve("files/fd/deep"));
    Files.createDirectories(site.resolve("templates"));
    Files.writeString(tree.resolve("a.txt"), "one\ntwo\nthree\n");
    Files.writeString(tree.resolve("b.conf"), "# comment\nx=1\n[s]\na=1\n");
    Files.writeString(tree.resolve("empty"), "");
    Files.writeString(tree.resolve("d/x"), "[s]\na = 1\n\n[t]\nx=2\n");
    Files.writeString(tree.resolve("d/sub/z"), "no newline");
    Files.createSymbolicLink(tree.resolve("la"), Path.of("a.txt"));
    Files.createSymbolicLink(tree.resolve("ld"), Path.of("d"));
    Files.createSymbolicLink(tree.resolve("broken"), Path.of("nowhere"));
    Files.writeString(site.resolve("files/f1"), "file one\n");
    Files.writeString(site.resolve("files/f2.txt"), "x=1\n");
    Files.writeString(site.resolve("files/fd/in"), "in\n");
    Files.writeString(site.resolve("files/fd/deep/in"), "deep\n");
    Files.writeString(site.resolve("templates/t.j2"), "on {{ inventory_hostname }}\n");
    Files.writeString(site.resolve("inventory"), "h ansible_connection=local\n");
    FileTaskGenerator generator = new FileTaskGenerator(new Chance(seed));
    List<Object> tasks = new ArrayList<>();
    for (int i = 0; i < TASKS; i++) {
      tasks.add(generator.task("task " + i));
    }
    Map<String, Object> play = new LinkedHashMap<>();
    play.put("hosts", "h");
    play.put("gather_facts", false);
    play.put("tasks", tasks);
    Files.writeString(site.resolve("play.yml"), "#\n" + Json.indented(List.of(play)));
  }

  private static String play(Path site, String... options) {
    List<String> words = new ArrayList<>(List.of("play", "play.yml", "-i", "inventory"));
    words.addAll(List.of(options));
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
    environment.put("HOME", site.resolve("home").toString());
    environment.put("RUNNER_RECORDS", site.resolve("records").toString());
    environment.put("RUNNER_OUTPUT", "lines");
    StringWriter out = new StringWriter();
    PrintWriter printer = new PrintWriter(out);
    Main.run(words.toArray(String[]::new), printer, printer, site, environment);
    return out.toString();
  }

  private static Map<String, String> outcomes(String printed) {
    Map<String, String> outcomes = new LinkedHashMap<>();
    for (String part : printed.split("\nTASK \\[", -1)) {
      Matcher outcome = OUTCOME.matcher(part);
      if (outcome.find()) {
        outcomes.put(part.substring(0, part.indexOf(']')), outcome.group(1));
      }
    }
    return outcomes;
  }

  /// What is in the tree: kinds, modes, contents, and where links lead to.
  private static Map<String, String> tree(Path site) throws IOException {
    Map<String, String> found = new TreeMap<>();
    try (Stream<Path> all = Files.walk(site.resolve("tree"))) {
      for (Path each : all.toList()) {
        String mode =
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(each, LinkOption.NOFOLLOW_LINKS));
        String what =
            Files.isSymbolicLink(each)
                ? "-> " + Files.readSymbolicLink(each)
                : Files.isDirectory(each) ? "directory" : Files.readString(each);
        found.put(each.toString(), mode + " " + what);
      }
    }
    return found;
  }
}
