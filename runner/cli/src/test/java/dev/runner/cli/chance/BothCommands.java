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

/// The same command line of Ansible's, carried out by this program and by ansible-core.
///
/// @param site where it is carried out
record BothCommands(Level level, Path site) {
  private static final Map<String, String> VERBS =
      Map.of("ansible-playbook", "play", "ansible-inventory", "inventory", "ansible", "run");

  /// Both must print the same of the playbook of a seed, and end alike.
  void playAlike(List<String> words, long seed) throws IOException, InterruptedException {
    String theirs = theirs("ansible-playbook", words);
    String ours = ours("ansible-playbook", words);
    assertEquals(
        level.normal(theirs),
        level.normal(ours),
        () -> "%s -Drunner.seed=%d, ansible-playbook %s".formatted(level, seed, words));
  }

  /// What ansible-core prints, and how it ends.
  String theirs(String command, List<String> words) throws IOException, InterruptedException {
    Path oracles = Path.of(System.getProperty("runner.root"), level.oracles(), "bin");
    Path program = oracles.resolve(command);
    assertTrue(
        Files.isExecutable(program),
        program + " is missing: run bin/oracles to install the engines to compare with");
    List<String> whole = new ArrayList<>(List.of(program.toString()));
    whole.addAll(words);
    Path out = site.resolve("printed");
    ProcessBuilder builder = new ProcessBuilder(whole).directory(site.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("ANSIBLE_"));
    builder.environment().put("ANSIBLE_HOME", site.resolve("home").toString());
    builder.environment().put("ANSIBLE_NOCOLOR", "1");
    builder.environment().put("ANSIBLE_PYTHON_INTERPRETER", oracles.resolve("python3").toString());
    builder.environment().put("ANSIBLE_DEPRECATION_WARNINGS", "0");
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.redirectOutput(out.toFile()).redirectError(site.resolve("errors").toFile());
    builder.redirectInput(Path.of("/dev/null").toFile());
    int status = builder.start().waitFor();
    return ended(Files.readString(out), status);
  }

  /// What this program prints, and how it ends.
  String ours(String command, List<String> words) {
    List<String> whole = new ArrayList<>(List.of(VERBS.get(command)));
    whole.addAll(words);
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
    environment.put("HOME", site.resolve("home").toString());
    environment.put("RUNNER_ANSIBLE", site.resolve("none").toString());
    environment.put("RUNNER_RECORDS", site.resolve("records").toString());
    environment.put("ANSIBLE_DEPRECATION_WARNINGS", "0");
    environment.put("RUNNER_LANGUAGE", level.language());
    environment.put("RUNNER_COMMAND", command);
    environment.put("RUNNER_OUTPUT", "lines");
    StringWriter out = new StringWriter();
    int status =
        Main.run(
            whole.toArray(String[]::new),
            new PrintWriter(out),
            new PrintWriter(Writer.nullWriter()),
            site,
            environment);
    return ended(out.toString(), status);
  }

  private static String ended(String printed, int status) {
    return printed + "\nPLAY ends with " + status;
  }
}
