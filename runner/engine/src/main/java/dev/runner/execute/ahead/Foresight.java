package dev.runner.execute.ahead;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// What a run knows of its hosts ahead of the tasks that will ask for it. An answer that was kept
/// holds until something may have changed it; `docs/adr/0008-look-ahead.md` has the rules.
public final class Foresight {
  /// Older answers are asked for again.
  public static final Duration AGE = Duration.ofSeconds(2);

  private final InstantSource clock;
  private final AtomicLong upheavals = new AtomicLong();
  private final Map<String, Machine> machines = new ConcurrentHashMap<>();

  /// @param clock of the control machine
  public Foresight(InstantSource clock) {
    this.clock = clock;
  }

  /// Knowledge of what is behind one way to a machine, empty at first.
  ///
  /// @param address that ways to the same machine share; empty for the control machine
  public Knowledge of(String address) {
    return machines.computeIfAbsent(address, key -> new Machine(this)).knowledge();
  }

  /// Nobody can say what has changed since: a command of the user's, a wait, a question to the
  /// user. No answer holds any more, on any host.
  ///
  /// @return how many of these there were
  public long upheaval() {
    return upheavals.incrementAndGet();
  }

  long upheavals() {
    return upheavals.get();
  }

  /// Milliseconds of the clock by which answers age.
  public long now() {
    return clock.millis();
  }
}
