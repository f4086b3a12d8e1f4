package dev.runner.transport.shell;

import static dev.runner.transport.shell.Shells.LOGIN;
import static dev.runner.transport.shell.Shells.NOWHERE;
import static dev.runner.transport.shell.Shells.PLENTY;
import static dev.runner.transport.shell.Shells.run;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.runner.module.Output;
import dev.runner.transport.ConnectException;
import dev.runner.transport.Script;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Bytes to and from a host.
class TransferTest {
  private static final String INSTALLED = "dev.runner.transport.shell.Shells#installed";

  @TempDir Path folder;

  private static byte[] content() {
    byte[] content = new byte[7_654_321];
    new Random(2).nextBytes(content);
    return content;
  }

  @ParameterizedTest
  @MethodSource(INSTALLED)
  void whatIsFedArrives(String shell) throws Exception {
    byte[] content = content();
    try (ShellSession session = Shells.session(shell, folder)) {
      Script script = Script.of("cat >new && mv new file; echo out; echo err >&2; exit 5");
      Output output = session.feed(LOGIN, script, new ByteArrayInputStream(content), PLENTY);
      assertEquals(5, output.exit());
      assertEquals("out", output.out());
      assertEquals("err", output.err());
      assertArrayEquals(content, Files.readAllBytes(folder.resolve("file")));
      Output empty =
          session.feed(LOGIN, Script.of("wc -c"), new ByteArrayInputStream(new byte[0]), PLENTY);
      assertEquals("0", empty.out().strip());
    }
  }

  @ParameterizedTest
  @MethodSource(INSTALLED)
  void whatAScriptDoesNotReadIsNoScript(String shell) throws Exception {
    byte[] commands =
        "\ntouch ran\n".repeat(20_000).getBytes(java.nio.charset.StandardCharsets.UTF_8);
    try (ShellSession session = Shells.session(shell, folder)) {
      for (String script : new String[] {"exit 1", "head -c 10 >/dev/null; exit 1", "if"}) {
        Output output =
            session.feed(LOGIN, Script.of(script), new ByteArrayInputStream(commands), PLENTY);
        assertEquals(true, output.exit() != 0);
      }
      assertEquals("", run(session, "ls ran 2>/dev/null").out());
    }
  }

  @ParameterizedTest
  @MethodSource(INSTALLED)
  void aSourceThatBreaksIsNoEnd(String shell) throws Exception {
    try (ShellSession session = Shells.session(shell, folder)) {
      Script script = Script.of("cat >new && mv new file");
      IOException broken =
          assertThrows(IOException.class, () -> session.feed(LOGIN, script, new Broken(), PLENTY));
      assertEquals("disk gone", broken.getMessage());
      assertEquals("no", run(session, "[ -e file ] || echo no").out());
    }
  }

  @ParameterizedTest
  @MethodSource(INSTALLED)
  void whatIsDrainedArrives(String shell) throws Exception {
    byte[] content = content();
    Files.write(folder.resolve("file"), content);
    try (ShellSession session = Shells.session(shell, folder)) {
      ByteArrayOutputStream sink = new ByteArrayOutputStream();
      Output output =
          session.drain(LOGIN, Script.of("cat file; echo err >&2; exit 6"), sink, PLENTY);
      assertEquals(6, output.exit());
      assertEquals("err", output.err());
      assertEquals(0, output.stdout().size());
      assertArrayEquals(content, sink.toByteArray());
    }
  }

  @Test
  void aSinkThatBreaksEndsTheScript() throws Exception {
    try (ShellSession session = Shells.session("dash", folder)) {
      OutputStream full =
          new OutputStream() {
            @Override
            public void write(int b) throws IOException {
              throw new IOException("disk full");
            }
          };
      Script script = Script.of("echo $$ >pid; cat /dev/zero");
      IOException broken =
          assertThrows(IOException.class, () -> session.drain(LOGIN, script, full, PLENTY));
      assertEquals("disk full", broken.getMessage());
      LiveTest.assertEnd(session);
    }
  }

  @Test
  void aRawCommandHasNoFrame() throws Exception {
    try (ShellSession session = Shells.session("dash", folder)) {
      Output output = session.raw("printf a; printf b >&2; cat; exit 9", NOWHERE, NOWHERE, PLENTY);
      assertEquals(9, output.exit());
      assertEquals("a", output.stdout().lenientText());
      assertEquals("b", output.stderr().lenientText());
      ConnectException late =
          assertThrows(
              ConnectException.class,
              () -> session.raw("exec sleep 1000", NOWHERE, NOWHERE, Duration.ofMillis(50)));
      assertEquals(ConnectException.Kind.DEADLINE, late.kind());
    }
  }
}
