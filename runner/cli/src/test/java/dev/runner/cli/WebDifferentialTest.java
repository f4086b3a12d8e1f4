package dev.runner.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.values.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The same tasks of `uri` and `get_url` played by the real modules and by ours, against a server
/// of this machine; what is registered has to be the same, but for what is known to differ. Part of
/// the matrix (`-Pmatrix`), where the real ones must be there (`bin/oracles`).
@Tag("matrix")
class WebDifferentialTest {
  private static final Path PYTHON =
      Path.of(System.getProperty("runner.root"), "target/oracles/bin/python3");

  /// Values that no two runs have in common, or that Ansible gives on its own account.
  private static final Set<String> LEFT_OUT =
      Set.of(
          "date",
          "elapsed",
          "exception",
          "server",
          "size",
          "src", // a temporary file
          "warnings");

  /// A registered value that differs.
  private record Difference(String task, String name, Object theirs, Object ours) {
    @Override
    public String toString() {
      return "%s%n    %s: theirs %s%n    %s  ours   %s"
          .formatted(task, name, theirs, " ".repeat(name.length()), ours);
    }
  }

  @Test
  void registersWhatTheRealModulesRegister(@TempDir Path real, @TempDir Path ours)
      throws IOException, InterruptedException {
    assertTrue(
        Files.isExecutable(PYTHON),
        PYTHON + " is missing: run bin/oracles to install the modules to compare with");
    List<String> cases = Files.readAllLines(resource("web.cases"));
    List<Difference> differences = new ArrayList<>();
    List<?> theirs = play(real, cases, this::ansible);
    List<?> own = play(ours, cases, this::runner);
    for (int i = 0; i < cases.size(); i++) {
      compare(cases.get(i), values(theirs.get(i), real), values(own.get(i), ours), differences);
    }
    assertTrue(
        differences.isEmpty(),
        () -> String.join("\n", differences.stream().map(Difference::toString).toList()));
  }

  /// Something that plays `play.yml` of a directory.
  private interface Player {
    void play(Path directory) throws IOException, InterruptedException;
  }

  private List<?> play(Path directory, List<String> cases, Player player)
      throws IOException, InterruptedException {
    Files.createDirectories(directory.resolve("out"));
    Files.writeString(directory.resolve("up.txt"), "uploaded\n");
    Files.writeString(directory.resolve("netrc"), "machine 127.0.0.1 login ann password pw\n");
    Process server =
        new ProcessBuilder(
                PYTHON.toString(),
                resource("server.py").toString(),
                directory.resolve("s.sock").toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var port = server.inputReader()) {
      Files.writeString(
          directory.resolve("play.yml"),
          playbook(cases)
              .replace("@AUTHORITY@", "127.0.0.1:" + port.readLine().strip())
              .replace("@DIR@", directory.toString()));
      player.play(directory);
    } finally {
      server.destroy();
    }
    return (List<?>) Json.parse(Files.readString(directory.resolve("results.json")));
  }

  private static String playbook(List<String> cases) {
    StringBuilder play = new StringBuilder("- hosts: localhost\n  gather_facts: false\n  tasks:\n");
    List<String> names = new ArrayList<>();
    for (int i = 0; i < cases.size(); i++) {
      names.add("r" + i);
      play.append("    - { register: r%d, ignore_errors: true, %s }\n".formatted(i, cases.get(i)));
    }
    return play.append(
            "    - copy: { dest: @DIR@/results.json, content: '{{ [%s] | to_json }}' }\n"
                .formatted(String.join(", ", names)))
        .toString()
        .replace("@SERVER@", "http://@AUTHORITY@");
  }

  private void ansible(Path directory) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            PYTHON.resolveSibling("ansible-playbook").toString(),
            "-i",
            "localhost,",
            "-c",
            "local",
            "play.yml");
    builder.directory(directory.toFile()).redirectErrorStream(true);
    builder.redirectOutput(directory.resolve("log").toFile());
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.environment().put("ANSIBLE_HOME", directory.resolve("home").toString());
    builder.environment().put("ANSIBLE_PYTHON_INTERPRETER", PYTHON.toString());
    Process process = builder.start();
    try {
      assertTrue(process.waitFor(10, TimeUnit.MINUTES), "ansible-playbook doesn't end");
    } finally {
      process.destroy();
    }
    assertEquals(0, process.exitValue(), () -> log(directory));
  }

  private static String log(Path directory) {
    try {
      return Files.readString(directory.resolve("log"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  private void runner(Path directory) {
    StringWriter out = new StringWriter();
    int status =
        Main.run(
            new String[] {"play", "play.yml", "-i", "localhost,", "-c", "local"},
            new PrintWriter(out),
            new PrintWriter(out),
            directory,
            Map.of(
                "PATH", System.getenv("PATH"),
                "HOME", directory.resolve("home").toString(),
                "RUNNER_ANSIBLE", directory.resolve("none").toString(),
                "RUNNER_RECORDS", directory.resolve("records").toString()),
            new ByteArrayInputStream(new byte[0]));
    assertEquals(0, status, out::toString);
  }

  private static Path resource(String name) {
    try {
      return Path.of(
          Objects.requireNonNull(WebDifferentialTest.class.getResource("differential/" + name))
              .toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, Object> values(Object result, Path directory) {
    Map<String, Object> values = new TreeMap<>();
    Object written =
        Json.parse(
            Json.line(result)
                .replace(directory.toString(), "@DIR@")
                .replaceAll("127\\.0\\.0\\.1:\\d{4,}", "@AUTHORITY@"));
    ((Map<?, ?>) written).forEach((name, value) -> values.put(name.toString(), value));
    values.keySet().removeAll(LEFT_OUT);
    return values;
  }

  private static void compare(
      String task,
      Map<String, Object> theirs,
      Map<String, Object> ours,
      List<Difference> differences) {
    Set<String> names = new TreeSet<>(theirs.keySet());
    names.addAll(ours.keySet());
    for (String name : names) {
      Object real = theirs.getOrDefault(name, "-");
      Object own = ours.getOrDefault(name, "-");
      KnownWebDifference.Value value = new KnownWebDifference.Value(task, name, real, own, theirs);
      if (!real.equals(own)
          && Stream.of(KnownWebDifference.values()).noneMatch(each -> each.covers(value))) {
        differences.add(new Difference(task, name, real, own));
      }
    }
  }
}
