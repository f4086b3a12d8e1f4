package dev.runner.transport.shell;

import static dev.runner.transport.shell.Shells.LOGIN;
import static dev.runner.transport.shell.Shells.NOWHERE;
import static dev.runner.transport.shell.Shells.PLENTY;
import static dev.runner.transport.shell.Shells.live;
import static dev.runner.transport.shell.Shells.run;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.module.Output;
import dev.runner.transport.ConnectException;
import dev.runner.transport.Script;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Commands of the user's.
class LiveTest {
  private static final String INSTALLED = "dev.runner.transport.shell.Shells#installed";

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource(INSTALLED)
  void statusAndStreamsAreExact(String shell) throws Exception {
    try (ShellSession session = Shells.session(shell, folder)) {
      Output output = live(session, "cd /; printf 'a%s' \"$PWD\"; printf 'b\\n' >&2; exit 3");
      assertEquals(3, output.exit());
      assertEquals("a/", output.stdout().lenientText());
      assertEquals("b\n", output.stderr().lenientText());
      Output killed = live(session, "exec sh -c 'kill -9 $$'");
      assertEquals(137, killed.exit());
      if (!shell.equals("ksh93")) { // which says so in the pipe's own process
        assertEquals("", killed.stderr().lenientText());
      }
      assertTrue(live(session, "echo 'open").exit() != 0);
      assertEquals(127, live(session, "exec no-such-program").exit());
      assertEquals("fine", run(session, "echo fine").out());
    }
  }

  @ParameterizedTest
  @MethodSource(INSTALLED)
  void aCommandHasItsOwnGroupAndNoDescriptorsOfOurs(String shell) throws Exception {
    try (ShellSession session = Shells.session(shell, folder)) {
      String group = "cut -d' ' -f5 /proc/self/stat";
      assertNotEquals(run(session, group).out(), live(session, "exec " + group).out());
      Output open = live(session, "exec ls /proc/self/fd");
      assertEquals("0\n1\n2\n3", open.out());
      String ignored = "exec grep SigIgn /proc/self/status";
      assertEquals(run(session, ignored).out(), live(session, ignored).out());
    }
  }

  @ParameterizedTest
  @MethodSource(INSTALLED)
  void whatIsLeftBehindHoldsNobodyUp(String shell) throws Exception {
    try (ShellSession session = Shells.session(shell, folder)) {
      run(session, "mkfifo fifo answer");
      String daemon =
          "trap '' PIPE; { read x <fifo; echo straggler; echo straggler >&2; echo $? >answer; } &";
      Output output = live(session, daemon + " printf done; exit 4");
      assertEquals(4, output.exit());
      assertEquals("done", output.stdout().lenientText());
      assertEquals("", output.stderr().lenientText());
      Output next = run(session, "echo go >fifo; read y <answer; printf next");
      assertEquals("next", next.stdout().lenientText());
      assertEquals("", next.stderr().lenientText());
      assertEquals("fine", live(session, "echo fine").out());
    }
  }

  @ParameterizedTest
  @MethodSource(INSTALLED)
  void outputComesAsItIsWritten(String shell) throws Exception {
    try (ShellSession session = Shells.session(shell, folder);
        PipedOutputStream typed = new PipedOutputStream();
        PipedInputStream input = new PipedInputStream(typed)) {
      StringBuilder dialogue = new StringBuilder();
      Output output =
          session.live(
              LOGIN,
              Script.of("printf 'name? '; read name; echo \"hello $name\""),
              input,
              (buffer, offset, length) -> {
                dialogue.append(new String(buffer, offset, length, StandardCharsets.UTF_8));
                if (dialogue.toString().equals("name? ")) {
                  answer(typed, "ann\n");
                }
              },
              NOWHERE,
              4,
              PLENTY);
      assertEquals("name? hello ann\n", dialogue.toString());
      assertEquals("name", output.stdout().lenientText());
    }
  }

  private static void answer(PipedOutputStream to, String text) {
    try {
      to.write(text.getBytes(StandardCharsets.UTF_8));
      to.flush();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource(INSTALLED)
  void aCommandReadsToTheEndOfItsInput(String shell) throws Exception {
    byte[] input = "a\n\0\u00ff'echo no'\n".repeat(10_000).getBytes(StandardCharsets.UTF_8);
    try (ShellSession session = Shells.session(shell, folder)) {
      assertArrayEquals(
          input, live(session, "exec cat", new ByteArrayInputStream(input)).stdout().bytes());
      Output some = live(session, "exec head -c 1", new ByteArrayInputStream(input));
      assertEquals("a", some.stdout().lenientText());
      assertEquals("", some.stderr().lenientText());
      assertEquals("", live(session, "exec cat").out());
    }
  }

  @ParameterizedTest
  @MethodSource(INSTALLED)
  void inputThatBreaksIsNoEnd(String shell) throws Exception {
    try (ShellSession session = Shells.session(shell, folder)) {
      ConnectException broken =
          assertThrows(
              ConnectException.class,
              () -> live(session, "cat >/dev/null; echo x >taken", new Broken()));
      assertTrue(String.valueOf(broken.getMessage()).contains("disk gone"), broken.toString());
      assertEquals("no", run(session, "[ -e taken ] || echo no").out());
    }
  }

  @ParameterizedTest
  @MethodSource(INSTALLED)
  void atTheDeadlineACommandIsStopped(String shell) throws Exception {
    try (ShellSession session = Shells.session(shell, folder)) {
      String stubborn = "trap '' TERM; echo $$ >pid; tail -f /dev/null; tail -f /dev/null";
      ConnectException late =
          assertThrows(
              ConnectException.class,
              () ->
                  session.live(
                      LOGIN,
                      Script.of(stubborn),
                      InputStream.nullInputStream(),
                      NOWHERE,
                      NOWHERE,
                      9,
                      Duration.ofSeconds(2)));
      assertEquals(ConnectException.Kind.DEADLINE, late.kind());
      assertTrue(String.valueOf(late.getMessage()).contains("tail"), late.toString());
      assertEnd(session);
    }
  }

  @ParameterizedTest
  @MethodSource(INSTALLED)
  void anInterruptionStopsACommand(String shell) throws Exception {
    try (ShellSession session = Shells.session(shell, folder)) {
      CountDownLatch begun = new CountDownLatch(1);
      AtomicReference<@Nullable Throwable> end = new AtomicReference<>();
      Thread thread =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      session.live(
                          LOGIN,
                          Script.of("echo $$ >pid; echo here; exec sleep 1000"),
                          InputStream.nullInputStream(),
                          (buffer, offset, length) -> begun.countDown(),
                          NOWHERE,
                          9,
                          PLENTY);
                    } catch (Exception e) {
                      end.set(e);
                    }
                  });
      begun.await();
      thread.interrupt();
      thread.join();
      assertTrue(end.get() instanceof InterruptedException, String.valueOf(end.get()));
      assertEnd(session);
    }
  }

  @ParameterizedTest
  @MethodSource(INSTALLED)
  void atTheDeadlineAScriptOfOursIsStopped(String shell) throws Exception {
    try (ShellSession session = Shells.session(shell, folder)) {
      ConnectException late =
          assertThrows(
              ConnectException.class,
              () ->
                  session.run(
                      LOGIN,
                      Script.of(
                          "trap '' TERM; echo $$ >pid; sh -c 'trap \"\" TERM; echo $$ >>pid; tail -f /dev/null; tail -f /dev/null'"),
                      Duration.ofSeconds(2)));
      assertEquals(ConnectException.Kind.DEADLINE, late.kind());
      assertTrue(String.valueOf(late.getMessage()).contains("tail"), late.toString());
      assertEnd(session);
    }
  }

  /// What was killed may take a moment to be gone.
  static void assertEnd(ShellSession session) throws Exception {
    String lives = "grep -q '^State:.[^ZX]' /proc/$p/status 2>/dev/null";
    String wait = "for p in $(cat pid); do while " + lives + "; do :; done; done; echo gone";
    assertEquals("gone", session.run(LOGIN, Script.of(wait), Duration.ofSeconds(5)).out());
  }
}
