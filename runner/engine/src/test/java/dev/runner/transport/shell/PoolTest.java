package dev.runner.transport.shell;

import static dev.runner.transport.shell.Shells.LOGIN;
import static dev.runner.transport.shell.Shells.PLENTY;
import static dev.runner.transport.shell.Shells.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.module.Output;
import dev.runner.transport.ConnectException;
import dev.runner.transport.Connection;
import dev.runner.transport.Identity;
import dev.runner.transport.RunningProgram;
import dev.runner.transport.Script;
import dev.runner.transport.Transport;
import dev.runner.values.Secret;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How shells are shared, and what a server allows.
class PoolTest {
  @TempDir Path folder;

  private final Map<Connection, AtomicInteger> channels = new ConcurrentHashMap<>();
  private final AtomicInteger started = new AtomicInteger();

  /// A server that allows so many channels a connection (sshd's `MaxSessions`).
  private Transport allowing(int sessions) {
    return new Wrapped(
        Shells.local("dash", folder),
        (real, command, out, err, terminal) -> {
          AtomicInteger open = channels.computeIfAbsent(real, key -> new AtomicInteger());
          if (open.incrementAndGet() > sessions) {
            open.decrementAndGet();
            throw new ConnectException(ConnectException.Kind.CHANNEL_REFUSED, "no more sessions");
          }
          started.incrementAndGet();
          var program = real.start(command, out, err, terminal);
          var _ = program.exit().whenComplete((status, trouble) -> open.decrementAndGet());
          return program;
        });
  }

  @Test
  void oneShellServesOneAfterTheOther() throws Exception {
    try (ShellSession session = Shells.session(allowing(10))) {
      for (int i = 0; i < 5; i++) {
        assertEquals("x", run(session, "echo x").out());
        assertEquals("y", Shells.live(session, "echo y").out());
      }
    }
    assertEquals(1, started.get());
    assertEquals(1, channels.size());
  }

  /// The content ends only when another shell has been opened.
  @Test
  void theNextShellIsOpenedWhileOneIsFed() throws Exception {
    CountDownLatch second = new CountDownLatch(2);
    Transport counted =
        new Wrapped(
            Shells.local("dash", folder),
            (real, command, out, err, terminal) -> {
              second.countDown();
              started.incrementAndGet();
              return real.start(command, out, err, terminal);
            });
    InputStream content =
        new InputStream() {
          @Override
          public int read() throws IOException {
            try {
              return second.await(PLENTY.toSeconds(), TimeUnit.SECONDS) ? -1 : 'x';
            } catch (InterruptedException e) {
              throw new IOException(e);
            }
          }
        };
    try (ShellSession session = Shells.session(counted)) {
      assertEquals("0", session.feed(LOGIN, Script.of("wc -c"), content, PLENTY).out().strip());
      assertEquals("x", run(session, "echo x").out());
    }
    assertEquals(2, started.get());
  }

  /// A server that allows one shell still takes one after the other.
  @Test
  void aShellThatIsNotToBeHadBeforehandIsNoTrouble() throws Exception {
    try (ShellSession session = Shells.session(allowing(1))) {
      for (int i = 0; i < 3; i++) {
        InputStream content = new ByteArrayInputStream(new byte[] {1, 2});
        assertEquals("2", session.feed(LOGIN, Script.of("wc -c"), content, PLENTY).out().strip());
        assertEquals("x", run(session, "echo x").out());
      }
    }
  }

  private static Identity web(String password) {
    return new Identity.Become(
        "sudo",
        "web",
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.of(Secret.of(password)));
  }

  @Test
  void aShellOfAnotherUserServesOnlyWhoHasItsPassword() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    ShellOpener opener =
        (connection, who, out, err, deadline) -> {
          asked.incrementAndGet();
          if (!who.password().equals(Optional.of(Secret.of("right")))) {
            throw new ConnectException(ConnectException.Kind.BECOME, "Sorry, try again.");
          }
          return connection.start("exec sh", out, err, Optional.empty());
        };
    Script script = Script.of("echo fine");
    try (ShellSession session = new ShellSession(allowing(10), Shells.target(), opener)) {
      assertEquals("fine", session.run(web("right"), script, PLENTY).out());
      ConnectException refused =
          assertThrows(ConnectException.class, () -> session.run(web("wrong"), script, PLENTY));
      assertEquals(ConnectException.Kind.BECOME, refused.kind());
      assertEquals("fine", session.run(web("right"), script, PLENTY).out());
    }
    assertEquals(2, asked.get());
  }

  @Test
  void aShellThatWaitsForAUserWhoLeavesIsGone() throws Exception {
    List<RunningProgram> opened = new ArrayList<>();
    ShellOpener opener =
        (connection, who, out, err, deadline) -> {
          opened.add(connection.start("exec sh", out, err, Optional.empty()));
          return opened.getLast();
        };
    Script script = Script.of("echo fine");
    try (ShellSession session = new ShellSession(allowing(10), Shells.target(), opener)) {
      session.run(web("right"), script, PLENTY);
      session.dismiss("somebody");
      assertFalse(opened.getFirst().exit().isDone());
      session.dismiss("web");
      assertTrue(opened.getFirst().exit().isDone());
      assertEquals("fine", session.run(web("right"), script, PLENTY).out());
    }
    assertEquals(2, opened.size());
  }

  /// All meet on the host: so many shells work at the same time.
  private void together(ShellSession session, int many) throws Exception {
    run(session, "rm -rf meeting; mkdir meeting");
    String meet =
        "mkdir meeting/$$; while set -- meeting/*; [ $# -lt " + many + " ]; do sleep 0.05; done";
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Output>> calls = new ArrayList<>();
      for (int i = 0; i < many; i++) {
        calls.add(() -> run(session, meet));
      }
      for (Future<Output> each : threads.invokeAll(calls)) {
        assertEquals(0, each.get().exit());
      }
    }
  }

  @Test
  void aFreshConnectionMayBeFullBeforeItHasServed() throws Exception {
    CountDownLatch refused = new CountDownLatch(1);
    Transport transport =
        new Wrapped(
            Shells.local("dash", folder),
            (real, command, out, err, terminal) -> {
              switch (started.incrementAndGet()) {
                case 1 -> awaited(refused);
                case 2 -> {
                  refused.countDown();
                  throw new ConnectException(
                      ConnectException.Kind.CHANNEL_REFUSED, "no more sessions");
                }
                default -> {}
              }
              return real.start(command, out, err, terminal);
            });
    try (ShellSession session = Shells.session(transport);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Output> call = () -> run(session, "echo x");
      for (Future<Output> each : threads.invokeAll(List.of(call, call))) {
        assertEquals("x", each.get().out());
      }
    }
    assertEquals(3, started.get());
  }

  private static void awaited(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 10})
  void aServersLimitIsFoundAndKept(int sessions) throws Exception {
    try (ShellSession session = Shells.session(allowing(sessions))) {
      together(session, 9);
      assertEquals("fine", run(session, "echo fine").out());
    }
    assertTrue(channels.size() >= (sessions == 10 ? 2 : 9 / sessions), channels.toString());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void aCommandIsStoppedWhateverTheServerAllows(int sessions) throws Exception {
    try (ShellSession session = Shells.session(allowing(sessions))) {
      Script script = Script.of("echo $$ >pid; exec tail -f /dev/null");
      ConnectException late =
          assertThrows(
              ConnectException.class, () -> session.run(LOGIN, script, Duration.ofSeconds(1)));
      assertEquals(ConnectException.Kind.DEADLINE, late.kind(), late.toString());
      LiveTest.assertEnd(session);
    }
  }

  @Test
  void moreThanAHostBearsWait() throws Exception {
    try (ShellSession session = Shells.session(allowing(10));
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Output>> calls = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        calls.add(() -> run(session, "echo fine"));
      }
      for (Future<Output> each : threads.invokeAll(calls)) {
        assertEquals("fine", each.get().out());
      }
    }
    assertTrue(started.get() <= 16, started.toString());
  }

  @Test
  void aServerWithoutSessionsIsNamed() {
    try (ShellSession session = Shells.session(allowing(0))) {
      ConnectException refused =
          assertThrows(ConnectException.class, () -> run(session, "echo no"));
      assertEquals(ConnectException.Kind.CHANNEL_REFUSED, refused.kind());
    }
  }

  @Test
  void aDroppedConnectionComesBack() throws Exception {
    try (ShellSession session = Shells.session(allowing(10))) {
      String before = run(session, "echo $$").out();
      session.drop();
      assertTrue(!before.equals(run(session, "echo $$").out()));
    }
    assertEquals(2, channels.size());
  }

  @Test
  void aShellThatDiedWhileIdleIsReplaced() throws Exception {
    try (ShellSession session = Shells.session(allowing(10))) {
      ConnectException lost =
          assertThrows(ConnectException.class, () -> run(session, "kill -9 $$; cat"));
      assertEquals(ConnectException.Kind.LOST, lost.kind());
      assertEquals("fine", run(session, "echo fine").out());
    }
  }

  @Test
  void noShellIsNamedWithWhatWasSaid() {
    Transport nologin =
        new Wrapped(
            Shells.local("dash", folder),
            (real, command, out, err, terminal) ->
                real.start("echo 'This account is not available'; exit 1", out, err, terminal));
    try (ShellSession session = Shells.session(nologin)) {
      ConnectException none = assertThrows(ConnectException.class, () -> run(session, "echo no"));
      assertEquals(ConnectException.Kind.UNREACHABLE, none.kind());
      assertTrue(String.valueOf(none.getMessage()).contains("This account is not available"));
    }
  }

  @Test
  void aProfilesNoiseIsNoAnswer() throws Exception {
    Transport noisy =
        new Wrapped(
            Shells.local("dash", folder),
            (real, command, out, err, terminal) ->
                real.start("echo hello; echo %oops >&2; " + command, out, err, terminal));
    try (ShellSession session = Shells.session(noisy)) {
      Output output = session.run(LOGIN, Script.of("echo x; echo y >&2"), PLENTY);
      assertEquals("x", output.out());
      assertEquals("y", output.err());
    }
  }

  @Test
  void aShellThatNeverAnswersIsNamed() {
    Transport hanging =
        new Wrapped(
            Shells.local("dash", folder),
            (real, command, out, err, terminal) ->
                real.start("echo 'Choose a tool:'; exec tail -f /dev/null", out, err, terminal));
    try (ShellSession session =
        new ShellSession(
            hanging, Shells.target(Duration.ofMillis(300)), new dev.runner.become.Become())) {
      ConnectException none = assertThrows(ConnectException.class, () -> run(session, "echo no"));
      assertEquals(ConnectException.Kind.DEADLINE, none.kind());
      assertTrue(String.valueOf(none.getMessage()).contains("Choose a tool"), none.toString());
    }
  }

  static Stream<String> loginShells() {
    return Stream.of("fish", "tcsh", "zsh", "dash", "bash", "busybox").filter(Shells::isInstalled);
  }

  @ParameterizedTest
  @MethodSource("loginShells")
  void anyLoginShellLetsUsIn(String login) throws Exception {
    String program = login.equals("busybox") ? "busybox sh" : login;
    Transport transport =
        new Wrapped(
            Shells.local("dash", folder),
            (real, command, out, err, terminal) ->
                real.start(
                    "exec " + program + " -c " + dev.runner.module.Quoting.quote(command),
                    out,
                    err,
                    terminal));
    try (ShellSession session = Shells.session(transport)) {
      assertEquals("x", run(session, "echo x").out());
    }
  }
}
