package dev.runner.transport.ssh;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.transport.ConnectException;
import dev.runner.transport.ConnectException.Kind;
import dev.runner.transport.Connection;
import dev.runner.transport.Connection.Terminal;
import dev.runner.transport.RunningProgram;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Programs and streams over connections to a real sshd.
class SshTransportTest {
  @TempDir Path folder;
  private Sshd sshd;
  private SshTransport transport;
  private Home home;
  private Path key;

  @BeforeEach
  void start() throws Exception {
    sshd = Sshd.start(folder.resolve("sshd"), "MaxSessions 3");
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

  private Home.To host() {
    return home.to("127.0.0.1").port(sshd.port()).key(key);
  }

  private Connection connect() throws ConnectException {
    return transport.connect(host().target());
  }

  @Test
  void runsAProgramAndGivesItsStreamsAndStatus() throws Exception {
    try (Connection connection = connect()) {
      Taken taken = Taken.from(connection, "echo out; echo err >&2; exit 7");
      assertEquals("out\n", taken.text());
      assertEquals("err\n", taken.errors());
      assertEquals(7, taken.exit());
      assertTrue(connection.isOpen());
    }
    assertEquals(
        "[127.0.0.1]:%d %s\n".formatted(sshd.port(), sshd.publicKey("ed25519")),
        Files.readString(home.knownHosts()));
  }

  @ParameterizedTest
  @CsvSource({"KILL, 137", "TERM, 143", "HUP, 129", "SEGV, 139"})
  void aSignalIsAnExitStatusToo(String signal, int status) throws Exception {
    try (Connection connection = connect()) {
      assertEquals(status, Taken.from(connection, "kill -" + signal + " $$").exit());
    }
  }

  @Test
  void streamsAreExactToTheByteBothWays() throws Exception {
    byte[] bytes = new byte[5 * 1024 * 1024 + 17];
    new Random(7).nextBytes(bytes);
    try (Connection connection = connect()) {
      Taken both = Taken.from(connection, "tee /dev/stderr", bytes, Optional.empty());
      assertArrayEquals(bytes, both.out());
      assertArrayEquals(bytes, both.err());
      assertEquals(0, both.exit());
    }
  }

  @Test
  void commandsMayHoldAnyBytes() throws Exception {
    try (Connection connection = connect()) {
      Taken taken = Taken.from(connection, "printf %s 'ä\udcff'");
      assertArrayEquals(new byte[] {(byte) 0xC3, (byte) 0xA4, (byte) 0xFF}, taken.out());
    }
  }

  @Test
  void aTerminalIsRawAndWithoutEcho() throws Exception {
    byte[] bytes = new byte[256];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) i;
    }
    Terminal terminal = new Terminal("vt100", 81, 25);
    try (Connection connection = connect()) {
      Taken taken =
          Taken.from(connection, "test -t 0 && head -c 256", bytes, Optional.of(terminal));
      assertArrayEquals(bytes, taken.out());
      Taken size =
          Taken.from(connection, "stty size; echo $TERM", new byte[0], Optional.of(terminal));
      assertEquals("25 81\nvt100\n", size.text());
    }
  }

  @Test
  void theHostMayRefuseOneMoreProgram() throws Exception {
    try (Connection connection = connect()) {
      List<RunningProgram> programs = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        programs.add(connection.start("cat", (b, o, l) -> {}, (b, o, l) -> {}, Optional.empty()));
      }
      ConnectException refused =
          assertThrows(ConnectException.class, () -> Taken.from(connection, "true"));
      assertEquals(Kind.CHANNEL_REFUSED, refused.kind());
      for (RunningProgram program : programs) {
        program.stdin().close();
        assertEquals(0, program.exit().get());
      }
      assertEquals(0, Taken.from(connection, "true").exit());
    }
  }

  @Test
  void endingTheConnectionLosesWhatRuns() throws Exception {
    Connection connection = connect();
    RunningProgram program =
        connection.start("cat", (b, o, l) -> {}, (b, o, l) -> {}, Optional.empty());
    connection.close();
    ExecutionException lost = assertThrows(ExecutionException.class, () -> program.exit().get());
    assertEquals(Kind.LOST, assertInstanceOf(ConnectException.class, lost.getCause()).kind());
    assertFalse(connection.isOpen());
    ConnectException again =
        assertThrows(ConnectException.class, () -> Taken.from(connection, "true"));
    assertEquals(Kind.LOST, again.kind());
  }

  @Test
  void closingAProgramLeavesTheConnection() throws Exception {
    try (Connection connection = connect()) {
      RunningProgram program =
          connection.start("sleep 600", (b, o, l) -> {}, (b, o, l) -> {}, Optional.empty());
      program.close();
      assertThrows(ExecutionException.class, () -> program.exit().get());
      assertEquals(0, Taken.from(connection, "true").exit());
    }
  }

  @Test
  void forwardsAConnectionFromTheHost() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        Connection connection = connect()) {
      Thread.ofVirtual()
          .start(
              () -> {
                try (Socket socket = server.accept()) {
                  socket.getInputStream().transferTo(socket.getOutputStream());
                } catch (java.io.IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              });
      try (ByteChannel channel = connection.forward("127.0.0.1", server.getLocalPort())) {
        assertEquals(5, channel.write(ByteBuffer.wrap("hello".getBytes(StandardCharsets.UTF_8))));
        ByteBuffer answer = ByteBuffer.allocate(5);
        while (answer.hasRemaining() && channel.read(answer) >= 0) {}
        assertEquals("hello", new String(answer.array(), StandardCharsets.UTF_8));
      }
      int nobody = Sshd.freePort();
      ConnectException refused =
          assertThrows(ConnectException.class, () -> connection.forward("127.0.0.1", nobody));
      assertEquals(Kind.CHANNEL_REFUSED, refused.kind());
    }
  }

  @Test
  void fiftyConnectionsAtOnce() throws Exception {
    List<Future<String>> all = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 50; i++) {
        int number = i;
        all.add(
            threads.submit(
                () -> {
                  try (Connection connection = connect()) {
                    return Taken.from(connection, "echo " + number).text().strip();
                  }
                }));
      }
    }
    for (int i = 0; i < 50; i++) {
      assertEquals(String.valueOf(i), all.get(i).get());
    }
    assertEquals(1, Files.readAllLines(home.knownHosts()).size());
  }

  @Test
  void variablesAreSentWhereTheHostTakesThem() throws Exception {
    home.config("SetEnv RUNNER_X=1 OTHER=2\n");
    try (Connection connection = connect()) {
      assertEquals("1-\n", Taken.from(connection, "echo $RUNNER_X-$OTHER").text());
    }
  }

  @Test
  void compressionAndOtherAlgorithmsCarryTheSameBytes() throws Exception {
    String text = "hello ".repeat(10_000);
    for (String option :
        List.of(
            "Compression=yes",
            "Ciphers=aes256-gcm@openssh.com",
            "KexAlgorithms=ecdh-sha2-nistp521",
            "Ciphers=chacha20-poly1305@openssh.com",
            "MACs=hmac-sha2-512",
            "KexAlgorithms=^sntrup761x25519-sha512@openssh.com")) {
      try (Connection connection =
          transport.connect(host().options("-o", "IdentityAgent=none", "-o", option).target())) {
        Taken taken =
            Taken.from(connection, "cat", text.getBytes(StandardCharsets.UTF_8), Optional.empty());
        assertEquals(text, taken.text(), option);
      }
    }
  }

  @Test
  void aSlowReaderHoldsTheHostBack() throws Exception {
    try (Connection connection = connect();
        Connection other = connect()) {
      long[] taken = new long[1];
      RunningProgram program =
          connection.start(
              "head -c 20000000 /dev/zero",
              (b, o, l) -> taken[0] += l,
              (b, o, l) -> {},
              Optional.empty());
      assertEquals(0, Taken.from(other, "true").exit());
      assertEquals(0, program.exit().get());
      assertEquals(20_000_000, taken[0]);
    }
  }
}
