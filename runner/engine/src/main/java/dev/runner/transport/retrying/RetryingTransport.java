package dev.runner.transport.retrying;

import dev.runner.transport.ConnectException;
import dev.runner.transport.Connection;
import dev.runner.transport.Target;
import dev.runner.transport.Transport;
import java.time.Duration;
import java.util.Set;

/// Tries hosts again that can't be reached, as often as they ask for (`ansible_ssh_retries`), with
/// the pauses that Ansible makes: none, then 1, 3, 7, 15 and from there on 30 seconds. Whoever
/// isn't let in isn't tried again, since accounts are locked by that. A connection that is lost
/// while something runs on the host isn't made anew: nobody knows how far that came.
public final class RetryingTransport implements Transport {
  private static final Set<ConnectException.Kind> PASSING =
      Set.of(
          ConnectException.Kind.UNREACHABLE,
          ConnectException.Kind.LOST,
          ConnectException.Kind.DEADLINE);
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final int DOUBLINGS = 5;

  /// Waits.
  @FunctionalInterface
  interface Pause {
    void take(Duration time) throws InterruptedException;
  }

  private final Transport transport;
  private final Pause pause;

  public RetryingTransport(Transport transport) {
    this(transport, Thread::sleep);
  }

  RetryingTransport(Transport transport, Pause pause) {
    this.transport = transport;
    this.pause = pause;
  }

  @Override
  public Connection connect(Target target) throws ConnectException {
    for (int attempt = 0; ; attempt++) {
      try {
        return transport.connect(target);
      } catch (ConnectException e) {
        if (attempt >= target.retries() || !PASSING.contains(e.kind()) || !wait(attempt)) {
          throw e;
        }
      }
    }
  }

  /// @return false if the run is being stopped
  private boolean wait(int attempt) {
    try {
      pause.take(attempt < DOUBLINGS ? Duration.ofSeconds((1L << attempt) - 1) : LONGEST);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    transport.close();
  }
}
