package dev.runner.transport.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.transport.ConnectException;
import dev.runner.transport.ConnectException.Kind;
import dev.runner.transport.Connection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Hosts behind others: ProxyJump and ProxyCommand.
class WayTest {
  @TempDir Path folder;
  private Sshd bastion;
  private Sshd inner;
  private SshTransport transport;
  private Home home;
  private Path key;

  @BeforeEach
  void start() throws Exception {
    bastion = Sshd.start(folder.resolve("bastion"), "MaxStartups 10:30:100");
    inner = Sshd.start(folder.resolve("inner"));
    transport = new SshTransport();
    home = new Home(folder.resolve("home"));
    key = home.key("id", "ed25519", "");
    bastion.authorize(key);
    inner.authorize(key);
    home.config(
        """
        Host bastion
          HostName 127.0.0.1
          Port %d
        Host inner*
          HostName 127.0.0.1
          Port %d
        Host *
          IdentityFile %s
          IdentityAgent none
          HashKnownHosts no
        """
            .formatted(bastion.port(), inner.port(), key));
  }

  @AfterEach
  void stop() throws Exception {
    transport.close();
    inner.close();
    bastion.close();
  }

  private void works(Home.To to) throws Exception {
    byte[] bytes = new byte[3 * 1024 * 1024];
    new Random(3).nextBytes(bytes);
    try (Connection connection = transport.connect(to.target())) {
      Taken taken = Taken.from(connection, "cat", bytes, Optional.empty());
      org.junit.jupiter.api.Assertions.assertArrayEquals(bytes, taken.out());
      assertEquals(0, taken.exit());
    }
  }

  private static long logins(Sshd sshd) {
    return sshd.log().stream().filter(line -> line.contains("Accepted publickey")).count();
  }

  @Test
  void throughOneHost() throws Exception {
    works(home.to("inner").options("-J", "bastion"));
    assertEquals(1, logins(bastion));
    assertEquals(1, logins(inner));
    assertEquals(2, Files.readAllLines(home.knownHosts()).size());
  }

  @Test
  void throughTwoHosts() throws Exception {
    works(home.to("inner").options("-J", "bastion,127.0.0.1:" + inner.port()));
    assertEquals(2, logins(inner));
  }

  @Test
  void manyHostsShareOneConnectionToTheHostOnTheWay() throws Exception {
    List<Future<?>> all = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 30; i++) {
        Home.To to = home.to("inner" + i).options("-o", "ProxyJump=bastion");
        all.add(
            threads.submit(
                () -> {
                  try (Connection connection = transport.connect(to.target())) {
                    assertEquals("x\n", Taken.from(connection, "echo x").text());
                  }
                  return null;
                }));
      }
    }
    for (Future<?> one : all) {
      one.get();
    }
    assertEquals(1, logins(bastion));
    assertEquals(30, logins(inner));
  }

  @Test
  void theHostOnTheWayIsCheckedToo() throws Exception {
    Path impostor = home.key("impostor", "ed25519", "");
    String[] words = Files.readString(Path.of(impostor + ".pub")).split(" ");
    Files.writeString(
        home.knownHosts(), "[127.0.0.1]:%d %s %s\n".formatted(bastion.port(), words[0], words[1]));
    ConnectException changed =
        assertThrows(
            ConnectException.class,
            () -> transport.connect(home.to("inner").options("-J", "bastion").target()));
    assertEquals(Kind.HOST_KEY, changed.kind());
    assertTrue(changed.getMessage().startsWith("On the way to"), changed.getMessage());
    assertEquals(0, logins(bastion));
  }

  @Test
  void aCircleIsNamed() throws Exception {
    home.config("Host *\n ProxyJump bastion\n");
    ConnectException circle =
        assertThrows(
            ConnectException.class,
            () -> transport.connect(home.to("inner").options("-v").target()));
    assertEquals(Kind.OPTION, circle.kind());
    assertTrue(circle.getMessage().contains("circle"), circle.getMessage());
  }

  /// What `nc` does, on machines without; it writes down which process it is.
  private String relay(Path pid) throws IOException {
    Path script =
        Files.writeString(
            folder.resolve("relay"),
            "echo $$ >\"$1\"; exec 3<>\"/dev/tcp/$2/$3\"; cat <&3 & cat >&3\n");
    return "ProxyCommand=bash %s %s %%h %%p".formatted(script, pid);
  }

  @Test
  void byAProgram() throws Exception {
    works(home.to("inner").options("-o", relay(folder.resolve("pid"))));
    works(
        home.to("inner")
            .options(
                "-o",
                "ProxyCommand=ssh -F %s -o UserKnownHostsFile=%s -o StrictHostKeyChecking=accept-new -q -W 127.0.0.1:%%p bastion"
                    .formatted(home.folder().resolve(".ssh/config"), home.knownHosts())));
  }

  @Test
  void theProgramEndsWithTheConnection() throws Exception {
    Path pid = folder.resolve("pid");
    Connection connection = transport.connect(home.to("inner").options("-o", relay(pid)).target());
    ProcessHandle process =
        ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).orElseThrow();
    connection.close();
    process.onExit().get();
  }

  @Test
  void theWayBreaks() throws Exception {
    Connection connection = transport.connect(home.to("inner").options("-J", "bastion").target());
    var program = connection.start("cat", (b, o, l) -> {}, (b, o, l) -> {}, Optional.empty());
    bastion.close();
    var lost =
        assertThrows(java.util.concurrent.ExecutionException.class, () -> program.exit().get());
    assertEquals(Kind.LOST, ((ConnectException) lost.getCause()).kind());
  }
}
