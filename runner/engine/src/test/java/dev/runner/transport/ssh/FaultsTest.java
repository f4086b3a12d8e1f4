package dev.runner.transport.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.transport.ConnectException;
import dev.runner.transport.ConnectException.Kind;
import dev.runner.transport.Connection;
import dev.runner.transport.RunningProgram;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Connections that break, and hosts that aren't there.
class FaultsTest {
  @TempDir Path folder;
  private Sshd sshd;
  private SshTransport transport;
  private Home home;
  private Path key;

  @BeforeEach
  void start() throws Exception {
    sshd = Sshd.start(folder.resolve("sshd"));
    transport = new SshTransport();
    home = new Home(folder.resolve("home"));
    key = home.key("id", "ed25519", "");
    sshd.authorize(key);
  }

  @AfterEach
  void stop() throws Exception {
    transport.close();
    sshd.close();
  }

  private ConnectException failure(Home.To to) {
    return assertThrows(ConnectException.class, () -> transport.connect(to.target()).close());
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 10, 21, 41, 100, 600, 1100, 1200, 1300, 1500, 1700})
  void cutAtAnyByteOfTheHandshakeIsASentence(long intact) throws Exception {
    try (Wire wire = new Wire(sshd.port(), intact, Wire.Break.CUT)) {
      ConnectException cut = failure(home.to("127.0.0.1").port(wire.port()).key(key));
      assertEquals(Kind.UNREACHABLE, cut.kind(), cut.getMessage());
      assertTrue(cut.getMessage().contains("127.0.0.1:" + wire.port()), cut.getMessage());
      assertTrue(cut.getMessage().contains("ended the connection"), cut.getMessage());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 100, 1300})
  void silenceInTheHandshakeEndsAtTheDeadline(long intact) throws Exception {
    try (Wire wire = new Wire(sshd.port(), intact, Wire.Break.SILENT)) {
      ConnectException late =
          failure(home.to("127.0.0.1").port(wire.port()).key(key).deadline(Duration.ofSeconds(1)));
      assertEquals(Kind.UNREACHABLE, late.kind());
      assertTrue(late.getMessage().contains("within 1 s"), late.getMessage());
    }
  }

  @Test
  void aCutWhileAProgramRunsLosesIt() throws Exception {
    try (Wire wire = new Wire(sshd.port(), Long.MAX_VALUE, Wire.Break.CUT)) {
      Connection connection =
          transport.connect(home.to("127.0.0.1").port(wire.port()).key(key).target());
      CompletableFuture<Void> running = new CompletableFuture<>();
      RunningProgram program =
          connection.start(
              "echo; cat", (b, o, l) -> running.complete(null), (b, o, l) -> {}, Optional.empty());
      running.get();
      wire.breakNow();
      assertLost(program);
      assertFalse(connection.isOpen());
    }
  }

  @Test
  void aHalfOpenConnectionIsNoticedByQuestionsWithoutAnswer() throws Exception {
    try (Wire wire = new Wire(sshd.port(), Long.MAX_VALUE, Wire.Break.SILENT)) {
      home.config("ServerAliveInterval 1\nServerAliveCountMax 1\n");
      Connection connection =
          transport.connect(home.to("127.0.0.1").port(wire.port()).key(key).target());
      RunningProgram program =
          connection.start("cat", (b, o, l) -> {}, (b, o, l) -> {}, Optional.empty());
      wire.breakNow();
      assertLost(program);
    }
  }

  private static void assertLost(RunningProgram program) {
    ExecutionException lost = assertThrows(ExecutionException.class, () -> program.exit().get());
    ConnectException why = assertInstanceOf(ConnectException.class, lost.getCause());
    assertEquals(Kind.LOST, why.kind());
    assertTrue(why.getMessage().contains("was lost"), why.getMessage());
  }

  @Test
  void nobodyListens() throws Exception {
    int port = Sshd.freePort();
    ConnectException refused = failure(home.to("127.0.0.1").port(port).key(key));
    assertEquals(Kind.UNREACHABLE, refused.kind());
    assertTrue(refused.getMessage().contains("refused the connection"), refused.getMessage());
    assertTrue(refused.getMessage().contains("127.0.0.1 port " + port), refused.getMessage());
  }

  @Test
  void theNameIsNotKnown() throws Exception {
    ConnectException unknown = failure(home.to("no-such-host.invalid").key(key));
    assertEquals(Kind.UNREACHABLE, unknown.kind());
    assertTrue(
        unknown.getMessage().contains("no-such-host.invalid is not known"), unknown.getMessage());
  }

  @Test
  void aProxyCommandThatFailsIsQuoted() throws Exception {
    home.config("ProxyCommand echo what a pity >&2; exit 3\n");
    ConnectException failed = failure(home.to("web").key(key));
    assertEquals(Kind.UNREACHABLE, failed.kind());
    assertTrue(failed.getMessage().contains("what a pity"), failed.getMessage());
  }

  /// A busy machine lets a program say why only after its connection has ended.
  @Test
  void theLastWordsOfAProxyCommandAreWaitedFor() throws Exception {
    home.config("ProxyCommand sh -c 'exec >&-; sleep 0.5; echo what a pity >&2; exit 3'\n");
    ConnectException failed = failure(home.to("web").key(key));
    assertTrue(failed.getMessage().contains("said: what a pity"), failed.getMessage());
  }

  @Test
  void somethingElseListens() throws Exception {
    try (java.net.ServerSocket server =
        new java.net.ServerSocket(0, 1, java.net.InetAddress.getByName("127.0.0.1"))) {
      Thread.ofVirtual()
          .start(
              () -> {
                try (java.net.Socket socket = server.accept()) {
                  socket.getOutputStream().write("HTTP/1.1 400 Bad\r\n\r\n".getBytes());
                  socket.shutdownOutput();
                  socket.getInputStream().readAllBytes();
                } catch (java.io.IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              });
      ConnectException wrong = failure(home.to("127.0.0.1").port(server.getLocalPort()).key(key));
      assertEquals(Kind.UNREACHABLE, wrong.kind());
      assertTrue(wrong.getMessage().contains("before keys were exchanged"), wrong.getMessage());
    }
  }

  @Test
  void anOptionThatCantBeHonouredStopsTheHost() throws Exception {
    home.config("RemoteForward 1 a:2\n");
    ConnectException stopped = failure(home.to("127.0.0.1").port(sshd.port()).key(key));
    assertEquals(Kind.OPTION, stopped.kind());
    assertTrue(stopped.getMessage().contains("RemoteForward"), stopped.getMessage());
    assertTrue(stopped.getMessage().contains("config:1"), stopped.getMessage());
  }

  @Test
  void noAlgorithmInCommon() throws Exception {
    ConnectException none =
        failure(
            home.to("127.0.0.1")
                .port(sshd.port())
                .key(key)
                .options("-o", "Ciphers=aes256-cbc", "-o", "IdentityAgent=none"));
    assertEquals(Kind.UNREACHABLE, none.kind());
    assertTrue(none.getMessage().contains("no algorithm in common"), none.getMessage());
  }
}
