package dev.runner.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigVerbTest {
  @TempDir private Path directory;

  private String config(String line) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status =
        Main.run(
            ("config " + line).split(" "),
            new PrintWriter(out),
            new PrintWriter(err),
            directory,
            Map.of("HOME", directory.toString(), "ANSIBLE_FORKS", "7"));
    assertEquals(0, status, err.toString());
    return out.toString();
  }

  @Test
  void tellsWhatIsChangedAndWhere() throws IOException {
    Path file = Files.writeString(directory.resolve("ansible.cfg"), "[tags]\nrun = a, b\n");
    assertEquals(
        """
        CONFIG_FILE() = %s
        DEFAULT_FORKS(env: ANSIBLE_FORKS) = 7
        TAGS_RUN(ansible.cfg:2:1) = ['a', 'b']
        """
            .formatted(file),
        config("dump --only-changed"));
    assertTrue(config("dump").contains("DEFAULT_STRATEGY(default) = linear\n"));
    assertTrue(config("dump --only-changed -f json").contains("\"value\": 7"));
    assertEquals("[tags]\nrun = a, b\n", config("view"));
  }

  @Test
  void describesSettingsAndMakesAFile() throws IOException {
    assertTrue(config("list").contains("ANY_ERRORS_FATAL:\n  default: 'false'\n"));
    Files.writeString(directory.resolve("made.cfg"), config("init"));
    assertEquals(
        "DEFAULT_TIMEOUT(made.cfg:14:1) = 10",
        config("dump -c made.cfg")
            .lines()
            .filter(line -> line.startsWith("DEFAULT_TIMEOUT"))
            .findFirst()
            .orElseThrow()
            .replaceFirst("made.cfg:[0-9]+", "made.cfg:14"));
  }
}
