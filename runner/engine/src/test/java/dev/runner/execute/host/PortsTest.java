package dev.runner.execute.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.execute.reach.HostAccess.Watching;
import dev.runner.module.Probe;
import dev.runner.module.ProbeException;
import dev.runner.module.Question;
import dev.runner.module.Until;
import dev.runner.transport.Identity;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Ports of an address that the host's own table of sockets isn't asked for: this machine under a
/// name that the library does not take for it.
class PortsTest {
  private static final Identity LOGIN = new Identity.Login();
  private static final String ADDRESS = "LOCALHOST";

  @TempDir Path home;

  static Stream<Arguments> hosts() {
    return Shells.installed()
        .flatMap(
            shell ->
                Stream.of(List.of("bash"), List.of("nc"), List.of("nc", "bash"))
                    .map(without -> Arguments.of(shell, without)));
  }

  private RemoteAccess access(Shells shell, List<String> without) {
    return new RemoteAccess(
        shell.without(home, without.toArray(String[]::new)), "here", Duration.ofSeconds(30));
  }

  @ParameterizedTest
  @MethodSource("hosts")
  void looks(Shells shell, List<String> without) throws Exception {
    Probe probe = access(shell, without).ask(LOGIN, List.of(), Map.of(), false).probe();
    try (ServerSocket server = new ServerSocket(0)) {
      assertTrue(probe.ask(new Question.PortOpen(ADDRESS, server.getLocalPort())));
      assertFalse(probe.ask(new Question.PortOpen(ADDRESS, 1)));
    }
  }

  @ParameterizedTest
  @MethodSource("hosts")
  void waits(Shells shell, List<String> without) throws Exception {
    RemoteAccess access = access(shell, without);
    Duration soon = Duration.ofMillis(200);
    Duration interval = Duration.ofMillis(20);
    ServerSocket server = new ServerSocket(0);
    int port = server.getLocalPort();
    Until open = Until.all(new Until.Open(ADDRESS, port), new Until.Closed(ADDRESS, 1));
    Until closed =
        new Until.Any(List.of(new Until.Open(ADDRESS, 1), new Until.Closed(ADDRESS, port)));
    try (server) {
      assertTrue(access.await(LOGIN, open, interval, soon, Watching.NOBODY));
      assertFalse(access.await(LOGIN, closed, interval, soon, Watching.NOBODY));
    }
    assertTrue(access.await(LOGIN, closed, interval, soon, Watching.NOBODY));
    assertFalse(access.await(LOGIN, open, interval, soon, Watching.NOBODY));
  }

  @Test
  void saysWhatIsMissingWhereNothingWorks() {
    Ports ports =
        new Ports(
            new ShellOfThisMachine(List.of("/bin/sh"), home, Map.of()) {
              @Override
              public java.nio.channels.ByteChannel forward(String address, int port)
                  throws IOException {
                throw new IOException("open failed: administratively prohibited");
              }
            });
    assertEquals(
        "whether anything listens at far:80 can't be found out: the host has neither nc nor bash"
            + " with timeout, and lets no connection be carried through it: open failed:"
            + " administratively prohibited",
        assertThrows(ProbeException.class, () -> ports.isOpen("far", 80)).sentence());
  }
}
