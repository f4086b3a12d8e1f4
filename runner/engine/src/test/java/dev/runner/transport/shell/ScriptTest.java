package dev.runner.transport.shell;

import static dev.runner.transport.shell.Shells.run;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.module.Output;
import dev.runner.transport.Script;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Scripts of ours: answers are exact, whatever is asked.
class ScriptTest {
  private static final String INSTALLED = "dev.runner.transport.shell.Shells#installed";

  @TempDir Path folder;

  @Test
  void theShellsThatCountAreHere() {
    for (String shell : new String[] {"dash", "bash", "busybox"}) {
      assertTrue(Shells.isInstalled(shell), shell + " has to be installed for these tests");
    }
  }

  @ParameterizedTest
  @MethodSource(INSTALLED)
  void statusAndStreamsAreExact(String shell) throws Exception {
    try (ShellSession session = Shells.session(shell, folder)) {
      Output output = run(session, "printf a; printf 'b\\n\\n' >&2; exit 3");
      assertEquals(3, output.exit());
      assertEquals("a", output.stdout().lenientText());
      assertEquals("b\n\n", output.stderr().lenientText());
      assertEquals(0, run(session, "").exit());
      assertEquals("", run(session, ":").stdout().lenientText());
      assertEquals(255, run(session, "exit 255").exit());
      assertEquals(137, run(session, "sh -c 'kill -9 $$'").exit());
      assertEquals(143, run(session, "exec sh -c 'kill $$'").exit());
    }
  }

  /// What is printed stands on no command line, where everybody could read it.
  @ParameterizedTest
  @MethodSource(INSTALLED)
  void noProgramPrints(String shell) throws Exception {
    try (ShellSession session = Shells.session(shell, folder)) {
      Output output =
          run(
              session,
              "PATH=/nowhere; printf %s '-n %d\\'; printf '%s\\n' b; printf %b '\\0143\\0000'");
      assertEquals("-n %d\\b\nc\0", output.stdout().lenientText());
    }
  }

  @ParameterizedTest
  @MethodSource(INSTALLED)
  void everyByteComesBack(String shell) throws Exception {
    byte[] all = new byte[256];
    StringBuilder octal = new StringBuilder();
    for (int i = 0; i < 256; i++) {
      all[i] = (byte) i;
      octal.append("\\%03o".formatted(i));
    }
    try (ShellSession session = Shells.session(shell, folder)) {
      Output output = run(session, "printf '%1$s'; printf '%1$s' >&2".formatted(octal));
      assertArrayEquals(all, output.stdout().bytes());
      assertArrayEquals(all, output.stderr().bytes());
    }
  }

  @ParameterizedTest
  @MethodSource(INSTALLED)
  void everyByteOfAScriptArrives(String shell) throws Exception {
    StringBuilder text = new StringBuilder();
    for (int i = 1; i < 256; i++) {
      if (i != '\'') {
        text.append(i < 128 ? (char) i : (char) (0xDC00 + i));
      }
    }
    try (ShellSession session = Shells.session(shell, folder)) {
      Output output = run(session, "printf %s '" + text + "'\"'\"");
      assertArrayEquals(Script.encode(text + "'"), output.stdout().bytes());
    }
  }

  @ParameterizedTest
  @MethodSource(INSTALLED)
  void oneScriptLeavesNothingToTheNext(String shell) throws Exception {
    try (ShellSession session = Shells.session(shell, folder)) {
      Output first = run(session, "cd /; set -eu; x=1; export x; r_=9; echo $$; false; echo no");
      assertEquals(1, first.exit());
      Output second = run(session, "echo $$; echo \"${x-unset}\"; pwd; cat");
      assertEquals(first.out() + "\nunset\n" + folder.toRealPath(), second.out());
    }
  }

  @ParameterizedTest
  @MethodSource(INSTALLED)
  void aSyntaxErrorIsTheScriptsOwn(String shell) throws Exception {
    try (ShellSession session = Shells.session(shell, folder)) {
      for (String broken : new String[] {"if", "(", ")", "echo 'open", "}", "fi; echo x", "-x"}) {
        assertTrue(run(session, broken).exit() != 0, broken);
        assertEquals("fine", run(session, "echo fine").out(), broken);
      }
    }
  }

  @ParameterizedTest
  @MethodSource(INSTALLED)
  void whatLooksLikeAMarkerIsOutput(String shell) throws Exception {
    String alike = "%%0123456789abcdef01234567 0\n%0123456789abcdef0123456 0\n%";
    try (ShellSession session = Shells.session(shell, folder)) {
      Output output = run(session, "printf %s '" + alike + "'; printf %s '" + alike + "' >&2");
      assertEquals(alike, output.stdout().lenientText());
      assertEquals(alike, output.stderr().lenientText());
    }
  }

  @ParameterizedTest
  @MethodSource(INSTALLED)
  void aScriptMayBeLarge(String shell) throws Exception {
    String line = "it's \"$HOME\" `x` \\ % # ! \u00e9\n";
    String text = line.repeat(1024 * 1024 / line.length());
    try (ShellSession session = Shells.session(shell, folder)) {
      Output output = run(session, "cat <<'runner-end'\n" + text + "runner-end\nexit 7\n");
      assertEquals(7, output.exit());
      assertArrayEquals(text.getBytes(StandardCharsets.UTF_8), output.stdout().bytes());
      assertEquals("fine", run(session, "echo fine").out());
    }
  }

  @ParameterizedTest
  @MethodSource(INSTALLED)
  void anAnswerMayBeLarge(String shell) throws Exception {
    byte[] content = new byte[5_000_000];
    new Random(1).nextBytes(content);
    Path file = java.nio.file.Files.write(folder.resolve("content"), content);
    try (ShellSession session = Shells.session(shell, folder)) {
      Output output = run(session, "cat " + file + " & cat " + file + " >&2; wait");
      assertArrayEquals(content, output.stdout().bytes());
      assertArrayEquals(content, output.stderr().bytes());
    }
  }

  @Test
  void aScriptHoldsNoNul() {
    try (ShellSession session = Shells.session("dash", folder)) {
      assertThrows(IllegalArgumentException.class, () -> run(session, "echo \0"));
    }
  }
}
