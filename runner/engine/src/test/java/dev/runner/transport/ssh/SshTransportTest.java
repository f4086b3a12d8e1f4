package dev.runner.transport.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.transport.Connection;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Programs over connections to a real sshd.
class SshTransportTest {
  @TempDir Path folder;

  @Test
  void runsAProgramAndGivesItsStreamsAndStatus() throws Exception {
    try (Sshd sshd = Sshd.start(folder.resolve("sshd"));
        SshTransport transport = new SshTransport()) {
      Home home = new Home(folder.resolve("home"));
      Path key = home.key("id", "ed25519", "");
      sshd.authorize(key);
      try (Connection connection =
          transport.connect(home.to("127.0.0.1").port(sshd.port()).key(key).target())) {
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
  }
}
