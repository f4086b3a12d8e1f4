package dev.runner.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.values.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Tasks that ansible-core was asked too: each is played with `--check`, applied, and applied
/// again, and answers as ansible-core did. Its answers were recorded by
/// `src/test/oracle/record.py`.
class ModuleAnswersTest {
  private static final Set<String> VARYING =
      Set.of("atime", "mtime", "ctime", "inode", "dev", "delta", "start", "end", "size");
  private static final Set<String> DROPPED =
      Set.of("diff", "warnings", "deprecations", "exception");

  @TempDir private Path directory;

  /// All runs are made in here; on a busy machine they take minutes.
  @TestFactory
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  Stream<DynamicContainer> modules() throws Exception {
    Path folder = Path.of(Objects.requireNonNull(getClass().getResource("answers")).toURI());
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> all = files.filter(file -> file.toString().endsWith(".cases")).sorted().toList();
      List<DynamicContainer> containers = new ArrayList<>();
      for (Path file : all) {
        containers.add(DynamicContainer.dynamicContainer(name(file), cases(file)));
      }
      return containers.stream();
    }
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName()).replace(".cases", "");
  }

  /// The runs are made once for all cases of a file.
  private List<DynamicTest> cases(Path file) throws IOException {
    List<AnswerCase> cases = AnswerCase.parse(Files.readString(file));
    Map<?, ?> answers =
        (Map<?, ?>) Json.parse(Files.readString(file.resolveSibling(name(file) + ".json")));
    Path root = Files.createDirectory(directory.toRealPath().resolve(name(file)));
    Files.writeString(root.resolve("hosts"), "h ansible_connection=local\n");
    Map<String, SortedMap<String, String>> before = new LinkedHashMap<>();
    for (AnswerCase each : cases) {
      each.prepare(root);
      before.put(each.name(), each.tree(root));
    }
    String told = play(root, cases, List.of("check"), "--check");
    Map<String, SortedMap<String, String>> checked = new LinkedHashMap<>();
    for (AnswerCase each : cases) {
      checked.put(each.name(), each.tree(root));
    }
    String then = told + play(root, cases, List.of("apply", "again"));
    return cases.stream()
        .map(
            each ->
                DynamicTest.dynamicTest(
                    each.name(),
                    () -> {
                      assertEquals(
                          before.get(each.name()), checked.get(each.name()), "after the check");
                      compare(each, root, (Map<?, ?>) answer(answers, each.name()), then);
                    }))
        .toList();
  }

  private static Object answer(Map<?, ?> answers, String key) {
    return Objects.requireNonNull(answers.get(key), () -> "no answer is recorded: " + key);
  }

  private static String play(
      Path root, List<AnswerCase> cases, List<String> names, String... options) throws IOException {
    StringBuilder play = new StringBuilder("- hosts: all\n  gather_facts: false\n  tasks:\n");
    cases.forEach(each -> play.append(each.tasks(root, names)));
    Files.writeString(root.resolve("play.yml"), play);
    List<String> words = new ArrayList<>(List.of("play", "play.yml", "-i", "hosts"));
    words.addAll(List.of(options));
    StringWriter out = new StringWriter();
    PrintWriter writer = new PrintWriter(out);
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
    environment.put("HOME", root.resolve("home").toString());
    environment.put("RUNNER_RECORDS", root.resolve("records").toString());
    int status = Main.run(words.toArray(String[]::new), writer, writer, root, environment);
    assertEquals(0, status, out.toString());
    return out.toString();
  }

  private static void compare(AnswerCase each, Path root, Map<?, ?> recorded, String told)
      throws IOException {
    Map<Object, Object> ours = new LinkedHashMap<>();
    for (String first : List.of("check", "apply")) {
      Path file = each.answer(root, first);
      assertTrue(Files.exists(file), told);
      ours.putAll((Map<?, ?>) Json.parse(Files.readString(file)));
    }
    for (String run : List.of("check", "apply", "again")) {
      Map<?, ?> expected = (Map<?, ?>) answer(recorded, run);
      if (Boolean.TRUE.equals(expected.get("skipped")) || differs(each, run)) {
        continue; // ansible-core can't check this module, or doesn't see what we see
      }
      Map<String, Object> actual =
          new TreeMap<>(
              comparable(
                  each, (Map<?, ?>) normal(Objects.requireNonNull(ours.get(run)), each.own(root))));
      if (Boolean.TRUE.equals(expected.get("failed")) && !expected.containsKey("rc")) {
        actual.remove("rc"); // a failed step leaves one
      }
      assertEquals(Json.indented(comparable(each, expected)), Json.indented(actual), run);
    }
    assertEquals(
        state(each, answer(recorded, "after")), state(each, each.tree(root)), "in the end");
  }

  /// What is there in the end; without permissions, if these differ on purpose.
  private static String state(AnswerCase each, Object tree) {
    String text = Json.indented(tree);
    return differs(each, "mode") ? text.replaceAll("\"file [0-7]{4} ", "\"file ") : text;
  }

  private static boolean differs(AnswerCase each, String name) {
    return each.parts().keySet().stream()
        .anyMatch(part -> part.startsWith("differs " + name + ":"));
  }

  /// Of a failure, the words are our own. What differs on purpose is left out.
  private static Map<String, Object> comparable(AnswerCase each, Map<?, ?> result) {
    Map<String, Object> kept = new TreeMap<>();
    boolean failed = Boolean.TRUE.equals(result.get("failed"));
    result.forEach(
        (key, value) -> {
          String name = key.toString();
          if (!differs(each, name) && (!failed || Set.of("failed", "rc").contains(name))) {
            kept.put(name, value);
          }
        });
    return kept;
  }

  private static Object normal(Object value, Path own) {
    return switch (value) {
      case Map<?, ?> map -> {
        Map<String, Object> kept = new TreeMap<>();
        map.forEach(
            (key, each) -> {
              if (!DROPPED.contains(key.toString())) {
                kept.put(
                    key.toString(), VARYING.contains(key.toString()) ? "*" : normal(each, own));
              }
            });
        yield kept;
      }
      case List<?> list -> list.stream().map(each -> normal(each, own)).toList();
      case String text -> AnswerCase.placeless(text, own);
      default -> value;
    };
  }
}
