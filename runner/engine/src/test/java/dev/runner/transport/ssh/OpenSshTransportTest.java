package dev.runner.transport.ssh;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.transport.ConnectException;
import dev.runner.transport.ConnectException.Kind;
import dev.runner.transport.Connection;
import dev.runner.transport.Connection.Terminal;
import dev.runner.transport.openssh.OpenSshTransport;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The system's own client does the same.
class OpenSshTransportTest {
  @TempDir Path folder;
  private Sshd sshd;
  private OpenSshTransport transport;
  private Home home;
  private Path key;

  @BeforeEach
  void start() throws Exception {
    sshd = Sshd.start(folder.resolve("sshd"), "MaxSessions 2");
    transport = new OpenSshTransport();
    home = new Home(folder.resolve("home"));
    key = home.key("id", "ed25519", "");
    sshd.authorize(key);
  }

  @AfterEach
  void stop() {
    transport.close();
    sshd.close();
  }

  private Home.To host(Path file) {
    return home.to("127.0.0.1")
        .port(sshd.port())
        .key(file)
        .options(
            "-F",
            "none",
            "-o",
            "IdentityAgent=none",
            "-o",
            "IdentitiesOnly=yes",
            "-o",
            "UserKnownHostsFile=" + home.knownHosts());
  }

  private Connection connect() throws ConnectException {
    return transport.connect(host(key).target());
  }

  @Test
  void runsProgramsOverOneConnection() throws Exception {
    byte[] bytes = new byte[2 * 1024 * 1024 + 3];
    new Random(5).nextBytes(bytes);
    try (Connection connection = connect()) {
      Taken taken = Taken.from(connection, "echo out; echo err >&2; exit 7");
      assertEquals("out\n", taken.text());
      assertEquals("err\n", taken.errors());
      assertEquals(7, taken.exit());
      assertArrayEquals(bytes, Taken.from(connection, "cat", bytes, Optional.empty()).out());
      assertArrayEquals(
          new byte[] {(byte) 0xFF, 'a'}, Taken.from(connection, "printf %s '\udcffa'").out());
      assertEquals(255, Taken.from(connection, "exit 255").exit());
    }
    assertEquals(
        1, sshd.log().stream().filter(line -> line.contains("Accepted publickey")).count());
  }

  @Test
  void aTerminalIsRaw() throws Exception {
    try (Connection connection = connect()) {
      Taken taken =
          Taken.from(
              connection,
              "stty size; stty -a",
              new byte[0],
              Optional.of(new Terminal("vt100", 81, 25)));
      assertTrue(taken.text().startsWith("25 81\n"), taken.text());
      assertTrue(taken.text().contains("-echo "), taken.text());
    }
  }

  @Test
  void thePassphraseOpensTheKey() throws Exception {
    Path locked = home.key("locked", "ed25519", "open sesame");
    sshd.authorize(locked);
    try (Connection connection =
        transport.connect(host(locked).passphrase("open sesame").target())) {
      assertEquals("x\n", Taken.from(connection, "echo x").text());
    }
    ConnectException refused =
        assertThrows(
            ConnectException.class,
            () -> transport.connect(host(locked).passphrase("wrong").target()));
    assertEquals(Kind.AUTHENTICATION, refused.kind(), refused.getMessage());
  }

  @Test
  void itsWordsBecomeTheSentence() throws Exception {
    ConnectException refused =
        assertThrows(
            ConnectException.class, () -> transport.connect(host(key).user("nobody").target()));
    assertEquals(Kind.AUTHENTICATION, refused.kind());
    assertTrue(refused.getMessage().contains("Permission denied"), refused.getMessage());
    int nobody = Sshd.freePort();
    ConnectException unreachable =
        assertThrows(
            ConnectException.class, () -> transport.connect(host(key).port(nobody).target()));
    assertEquals(Kind.UNREACHABLE, unreachable.kind());
    assertTrue(unreachable.getMessage().contains("Connection refused"), unreachable.getMessage());
  }

  @Test
  void oneProgramTooManyIsRefused() throws Exception {
    CompletableFuture<Void> first = new CompletableFuture<>();
    CompletableFuture<Void> second = new CompletableFuture<>();
    try (Connection connection = connect();
        var one =
            connection.start(
                "echo; cat", (b, o, l) -> first.complete(null), (b, o, l) -> {}, Optional.empty());
        var two =
            connection.start(
                "echo; cat",
                (b, o, l) -> second.complete(null),
                (b, o, l) -> {},
                Optional.empty())) {
      first.get();
      second.get();
      ExecutionException refused =
          assertThrows(ExecutionException.class, () -> Taken.from(connection, "true"));
      assertEquals(Kind.CHANNEL_REFUSED, ((ConnectException) refused.getCause()).kind());
      assertFalse(one.exit().isDone() || two.exit().isDone());
    }
  }

  @Test
  void losesProgramsWithTheConnection() throws Exception {
    Connection connection = connect();
    // it doesn't end by itself when its input does
    var program =
        connection.start("exec sleep 30", (b, o, l) -> {}, (b, o, l) -> {}, Optional.empty());
    sshd.close();
    ExecutionException lost = assertThrows(ExecutionException.class, () -> program.exit().get());
    assertEquals(Kind.LOST, ((ConnectException) lost.getCause()).kind());
    connection.close();
    assertThrows(ConnectException.class, () -> Taken.from(connection, "true"));
  }

  @Test
  void forwards() throws Exception {
    try (Connection connection = connect();
        ByteChannel channel = connection.forward("127.0.0.1", sshd.port())) {
      ByteBuffer answer = ByteBuffer.allocate(4);
      while (answer.hasRemaining() && channel.read(answer) >= 0) {}
      assertEquals("SSH-", new String(answer.array(), java.nio.charset.StandardCharsets.US_ASCII));
    }
  }
}
