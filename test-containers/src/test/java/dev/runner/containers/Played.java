package dev.runner.containers;

import dev.runner.cli.Main;
import dev.runner.values.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A playbook that was played inside this process: hundreds of cases needn't wait for as many Java
/// machines. What happened stands in the journal of the run.
///
/// @param exit the exit status
/// @param told all that was shown
/// @param ends how the tasks ended, in order, an item of a loop like a task
record Played(int exit, String told, List<End> ends) {

  /// How a task ended on the host.
  ///
  /// @param task its name; for an item of a loop with the item
  /// @param kind ok, changed, skipped …
  /// @param diff of all its steps
  record End(String name, String task, String module, String kind, String diff) {
    boolean isChanged() {
      return kind.equals("changed");
    }

    @Override
    public String toString() {
      return "%s: %s%s".formatted(task, kind, diff.isEmpty() ? "" : "\n" + diff.indent(4));
    }
  }

  /// Plays it.
  ///
  /// @param folder where the user stands: inventory `hosts`, `home`
  static Played play(Path folder, Path playbook, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of("play", playbook.toString(), "-i", "hosts", "--diff", "--output", "lines"));
    words.addAll(List.of(more));
    StringWriter out = new StringWriter();
    try {
      Path records = Files.createTempDirectory(folder, "records");
      PrintWriter writer = new PrintWriter(out);
      int exit =
          Main.run(
              words.toArray(String[]::new), writer, writer, folder, environment(folder, records));
      return new Played(exit, out.toString(), ends(records));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> environment(Path folder, Path records) {
    Map<String, String> environment = new TreeMap<>();
    environment.put("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
    environment.put("HOME", folder.resolve("home").toString());
    environment.put("RUNNER_RECORDS", records.toString());
    environment.put("LC_ALL", "C.UTF-8");
    return environment;
  }

  private static List<End> ends(Path records) throws IOException {
    List<End> ends = new ArrayList<>();
    try (Stream<Path> files = Files.list(records)) {
      for (Path journal : files.toList()) {
        Files.readAllLines(journal).stream()
            .map(line -> (Map<?, ?>) Json.parse(line))
            .filter(Played::isEnd)
            .map(Played::end)
            .forEach(ends::add);
      }
    }
    return List.copyOf(ends);
  }

  private static boolean isEnd(Map<?, ?> event) {
    return "task_finished".equals(event.get("event")) || "item_finished".equals(event.get("event"));
  }

  private static End end(Map<?, ?> event) {
    Map<?, ?> task = (Map<?, ?>) event.get("task");
    Map<?, ?> outcome = (Map<?, ?>) event.get("outcome");
    StringBuilder diff = new StringBuilder();
    if (outcome.get("steps") instanceof List<?> steps) {
      steps.forEach(step -> diff.append(((Map<?, ?>) step).get("diff")));
    }
    Object label = event.get("label");
    String name = task.get("name").toString();
    return new End(
        name,
        label == null ? name : "%s (%s)".formatted(name, label),
        task.get("module").toString(),
        outcome.get("kind").toString(),
        diff.toString());
  }
}
