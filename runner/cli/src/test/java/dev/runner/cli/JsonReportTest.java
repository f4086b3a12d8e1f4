package dev.runner.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.values.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The document of Ansible's callback `json`.
class JsonReportTest {
  @TempDir private Path folder;

  private Map<?, ?> result(String... options) throws IOException {
    Path file = folder.resolve("file");
    Files.deleteIfExists(file);
    Files.writeString(
        folder.resolve("play.yml"),
        "- hosts: localhost\n  connection: local\n  gather_facts: false\n"
            + "  tasks: [{ copy: { content: 'tide', dest: '%s' } }]\n".formatted(file));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    List<String> words = new java.util.ArrayList<>(List.of("play", "play.yml", "--output", "json"));
    words.addAll(List.of(options));
    int status =
        Main.run(
            words.toArray(String[]::new),
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            folder,
            Map.of("HOME", folder.toString()));
    assertEquals(0, status, err::toString);
    Map<?, ?> play =
        (Map<?, ?>) ((List<?>) ((Map<?, ?>) Json.parse(out.toString())).get("plays")).getFirst();
    Map<?, ?> task = (Map<?, ?>) ((List<?>) play.get("tasks")).getFirst();
    return (Map<?, ?>) ((Map<?, ?>) task.get("hosts")).get("localhost");
  }

  @Test
  void differencesAreToldInDiffMode() throws IOException {
    assertTrue(String.valueOf(result("--diff").get("diff")).contains("tide"));
    assertFalse(result().containsKey("diff"));
  }

  @Test
  void onlyFailuresAreSaidToHaveFailed() throws IOException {
    assertFalse(result().containsKey("failed"));
  }
}
