package dev.runner.transport.retrying;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.transport.ConnectException;
import dev.runner.transport.ConnectException.Kind;
import dev.runner.transport.Connection;
import dev.runner.transport.Target;
import dev.runner.transport.Transport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RetryingTransportTest {
  private final Deque<Kind> failures = new ArrayDeque<>();
  private final List<Long> pauses = new ArrayList<>();

  /// Fails as it is told, then says so of an option: nothing is connected here.
  private final Transport transport =
      new Transport() {
        @Override
        public Connection connect(Target target) throws ConnectException {
          Kind kind = failures.isEmpty() ? Kind.OPTION : failures.remove();
          throw new ConnectException(kind, kind.name());
        }

        @Override
        public void close() {
          failures.clear();
        }
      };

  private static Target target(int retries) {
    return new Target(
        "web1",
        "web1",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Duration.ofSeconds(1),
        retries,
        Path.of("/root"));
  }

  private Kind end(int retries, RetryingTransport.Pause pause) {
    RetryingTransport retrying = new RetryingTransport(transport, pause);
    return assertThrows(ConnectException.class, () -> retrying.connect(target(retries))).kind();
  }

  private Kind end(int retries) {
    return end(retries, time -> pauses.add(time.toSeconds()));
  }

  @Test
  void aHostIsTriedAgainWithLongerAndLongerPauses() {
    for (int i = 0; i < 7; i++) {
      failures.add(i % 2 == 0 ? Kind.UNREACHABLE : Kind.DEADLINE);
    }
    assertSame(Kind.OPTION, end(9));
    assertEquals(List.of(0L, 1L, 3L, 7L, 15L, 30L, 30L), pauses);
  }

  @Test
  void itIsTriedNoMoreOftenThanIsAskedFor() {
    failures.addAll(List.of(Kind.UNREACHABLE, Kind.UNREACHABLE, Kind.LOST, Kind.UNREACHABLE));
    assertSame(Kind.LOST, end(2));
    assertEquals(2, pauses.size());
    failures.add(Kind.LOST);
    pauses.clear();
    assertSame(Kind.UNREACHABLE, end(0));
    assertEquals(List.of(), pauses);
  }

  @Test
  void whoIsNotLetInIsNotTriedAgain() {
    failures.addAll(List.of(Kind.UNREACHABLE, Kind.AUTHENTICATION, Kind.UNREACHABLE));
    assertSame(Kind.AUTHENTICATION, end(5));
  }

  @Test
  void aRunThatIsStoppedWaitsNoMore() {
    failures.addAll(List.of(Kind.UNREACHABLE, Kind.UNREACHABLE));
    Kind kind =
        end(
            5,
            time -> {
              throw new InterruptedException();
            });
    assertSame(Kind.UNREACHABLE, kind);
    assertTrue(Thread.interrupted());
  }
}
