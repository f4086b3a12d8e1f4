package dev.runner.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
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
    File said = folder.resolve("said").toFile();
    int status =
        terminal("xterm-256color")
            .redirectInput(new File("/dev/null"))
            .redirectOutput(said)
            .start()
            .waitFor();
    String text = Files.readString(said.toPath(), StandardCharsets.UTF_8);
    assertEquals(0, status, text);
    assertTrue(text.contains("shown"), text);
    assertTrue(text.contains("\033[32m"), "a terminal gets colours: " + text);
    assertFalse(QUESTION.matcher(text).find(), text.replace("\033", "ESC"));
  }

  @Test
  void aPauseIsCutShortByC() throws Exception {
    Typed typed = paused("C");
    assertEquals(0, typed.status(), typed.text());
    assertTrue(typed.text().contains("the next task"), typed.text());
  }

  @Test
  void aPlayEndsAtAPauseByA() throws Exception {
    Typed typed = paused("A");
    assertEquals(2, typed.status(), typed.text());
    assertTrue(typed.text().contains("user requested abort!"), typed.text());
    assertFalse(typed.text().contains("the next task"), typed.text());
  }

  /// What the terminal showed, and how the command ended.
  private record Typed(int status, String text) {}

  /// Presses Ctrl+C at a pause of an hour, and then this key.
  private Typed paused(String key) throws Exception {
    Files.writeString(
        folder.resolve("play.yml"),
        """
        - hosts: localhost
          gather_facts: false
          tasks:
            - pause: {seconds: 3600, prompt: look around}
            - debug: {msg: the next task}
        """);
    Process script = terminal("dumb").start();
    try (InputStream shown = script.getInputStream();
        OutputStream keyboard = script.getOutputStream()) {
      StringBuilder text = new StringBuilder();
      until(shown, text, "look around:");
      keyboard.write(3);
      keyboard.flush();
      until(shown, text, "'A' to abort");
      keyboard.write(key.getBytes(StandardCharsets.UTF_8));
      keyboard.flush();
      until(shown, text, "\0nothing more");
      assertTrue(
          Pattern.compile("\\bisig icanon iexten echo ").matcher(text).find(), text.toString());
      return new Typed(script.waitFor(), text.toString());
    } finally {
      script.destroy();
    }
  }

  /// Reads until this was shown, or all is.
  private static void until(InputStream shown, StringBuilder text, String mark) throws IOException {
    int next = 0;
    while (text.indexOf(mark) < 0 && next >= 0) {
      next = shown.read();
      if (next >= 0) {
        text.append((char) next);
      }
    }
  }

  @Test
  void aSecondCtrlCEndsTheCommand() throws Exception {
    Typed typed = paused("\003");
    assertEquals(99, typed.status(), typed.text());
    assertFalse(typed.text().contains("the next task"), typed.text());
  }

  /// The command, on a terminal of this kind. The shell between them is one that Ctrl+C ends, and
  /// shows whether the terminal is left as it was.
  private ProcessBuilder terminal(String kind) {
    String command =
        "'%s' -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED -cp '%s' dev.runner.cli.Main play play.yml; s=$?; stty -a; exit $s"
            .formatted(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                System.getProperty("java.class.path"));
    ProcessBuilder script =
        new ProcessBuilder("script", "-qec", command, "/dev/null")
            .directory(folder.toFile())
            .redirectErrorStream(true);
    script.environment().put("TERM", kind);
    script.environment().put("SHELL", "/bin/sh");
    script.environment().put("HOME", folder.toString());
    script.environment().remove("NO_COLOR");
    return script;
  }
}
