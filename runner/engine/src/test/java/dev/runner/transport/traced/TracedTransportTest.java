package dev.runner.transport.traced;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.runner.transport.ConnectException;
import dev.runner.transport.Connection;
import dev.runner.transport.Identity;
import dev.runner.transport.RunningProgram;
import dev.runner.transport.Target;
import dev.runner.transport.Transport;
import dev.runner.transport.shell.ShellOpener;
import java.io.OutputStream;
import java.nio.channels.ByteChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class TracedTransportTest {
  private static final Connection.Sink NOBODY = (buffer, offset, length) -> {};

  private final List<String> lines = new ArrayList<>();
  private final List<String> started = new ArrayList<>();

  @Test
  void tellsOfConnectionsAndShellsButNotOfWhatTheUserRuns() throws Exception {
    try (Transport transport = new TracedTransport(new Fake(), "ssh", lines::add);
        Connection connection = transport.connect(target("web1"))) {
      connection.start(ShellOpener.LOGIN, NOBODY, NOBODY, Optional.empty());
      connection.start("echo secret", NOBODY, NOBODY, Optional.empty());
    }
    assertEquals(
        List.of(
            "<web1.example.org> ESTABLISH SSH CONNECTION FOR USER: ann ON PORT 2222",
            "<web1.example.org> EXEC exec sh"),
        lines);
    assertEquals(List.of("exec sh", "echo secret"), started);
  }

  @Test
  void tellsWhyThereIsNone() throws Exception {
    try (Transport transport = new TracedTransport(new Fake(), "ssh", lines::add)) {
      assertThrows(ConnectException.class, () -> transport.connect(target("gone")));
    }
    assertEquals("<gone.example.org> FAILED: nobody is there", lines.getLast());
  }

  @Test
  void tellsHowAnotherUserIsBecome() throws Exception {
    Identity.Become bob =
        new Identity.Become(
            "sudo", "bob", Optional.empty(), List.of(), Optional.empty(), Optional.empty());
    ShellOpener opener =
        (connection, who, out, err, deadline) ->
            connection.start("exec sudo -u " + who.user(), out, err, Optional.empty());
    try (Transport transport = new Fake();
        Connection connection = transport.connect(target("web1"));
        RunningProgram shell =
            new TracedOpener(opener, "web1", lines::add)
                .open(connection, bob, NOBODY, NOBODY, Duration.ofSeconds(1))) {
      assertEquals(0, shell.exit().get());
    }
    assertEquals(List.of("<web1> EXEC exec sudo -u bob"), lines);
    assertEquals(List.of("exec sudo -u bob"), started);
  }

  private static Target target(String name) {
    return new Target(
        name,
        name + ".example.org",
        Optional.of(2222),
        Optional.of("ann"),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Duration.ofSeconds(1),
        0,
        Path.of("/home/ann"));
  }

  private final class Fake implements Transport {
    @Override
    public Connection connect(Target target) throws ConnectException {
      if (target.name().equals("gone")) {
        throw new ConnectException(ConnectException.Kind.UNREACHABLE, "nobody is there");
      }
      return new Connection() {
        @Override
        public RunningProgram start(
            String command, Sink out, Sink err, Optional<Terminal> terminal) {
          started.add(command);
          return new Ended();
        }

        @Override
        public ByteChannel forward(String address, int port) {
          throw new UnsupportedOperationException();
        }

        @Override
        public boolean isOpen() {
          return true;
        }

        @Override
        public void close() {}
      };
    }

    @Override
    public void close() {}
  }

  private static final class Ended implements RunningProgram {
    @Override
    public OutputStream stdin() {
      return OutputStream.nullOutputStream();
    }

    @Override
    public CompletableFuture<Integer> exit() {
      return CompletableFuture.completedFuture(0);
    }

    @Override
    public void close() {}
  }
}
