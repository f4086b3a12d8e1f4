package dev.runner.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The command on a pseudo-terminal that answers nothing, as `script` makes one.
class OnATerminalTest {
  /// What asks a terminal for an answer: its attributes, its cursor's place, its modes, its
  /// keyboard (ECMA-48 DA and DSR, DECRQM, the protocol of kitty).
  private static final Pattern QUESTION = Pattern.compile("\033\\[(0?c|[56]n|[?]\\d+[$]p|[?]u)");

  @TempDir Path folder;

  @Test
  void asksTheTerminalNothing() throws Exception {
    Files.writeString(
        folder.resolve("play.yml"),
        "- hosts: localhost\n  gather_facts: false\n  tasks:\n    - debug: {msg: shown}\n");
    String command =
        "'%s' -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED -cp '%s' dev.runner.cli.Main play play.yml"
            .formatted(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                System.getProperty("java.class.path"));
    File said = folder.resolve("said").toFile();
    ProcessBuilder script =
        new ProcessBuilder("script", "-qec", command, "/dev/null")
            .directory(folder.toFile())
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(said);
    script.environment().put("TERM", "xterm-256color");
    script.environment().put("HOME", folder.toString());
    script.environment().remove("NO_COLOR");
    int status = script.start().waitFor();
    String text = Files.readString(said.toPath(), StandardCharsets.UTF_8);
    assertEquals(0, status, text);
    assertTrue(text.contains("shown"), text);
    assertTrue(text.contains("\033[32m"), "a terminal gets colours: " + text);
    assertFalse(QUESTION.matcher(text).find(), text.replace("\033", "ESC"));
  }
}
