package dev.runner.execute.ahead;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/// What a run knows of its hosts ahead of the tasks that will ask for it. An answer that was kept
/// holds until something may have changed it; `docs/adr/0008-look-ahead.md` has the rules.
public final class Foresight {
  /// Answers that are older are asked for again.
  private static final Duration AGE = Duration.ofSeconds(2);

  /// Where hosts wait for each other, a turn of all takes the longer the more they are: an answer
  /// may be as many turns old as with few hosts.
  private static final Duration AGE_PER_HOST = Duration.ofMillis(50);

  private static final Duration MOST_AGE = Duration.ofSeconds(30);

  private final InstantSource clock;
  private final LongSupplier acts;
  private final AtomicLong upheavals = new AtomicLong();
  private final Map<String, Machine> machines = new ConcurrentHashMap<>();
  private volatile Duration age = AGE;

  /// @param clock of the control machine
  public Foresight(InstantSource clock) {
    this(clock, () -> 0);
  }

  /// @param clock of the control machine
  /// @param acts how many commands templates have run so far: each is an upheaval
  public Foresight(InstantSource clock, LongSupplier acts) {
    this.clock = clock;
    this.acts = acts;
  }

  /// Knowledge of what is behind one way to a machine, empty at first.
  ///
  /// @param address that ways to the same machine share; empty for the control machine
  public Knowledge of(String address) {
    return machines.computeIfAbsent(address, key -> new Machine(this)).knowledge();
  }

  /// From now on so many hosts wait for each other after each task.
  public void inStep(int hosts) {
    Duration wanted = AGE.plus(AGE_PER_HOST.multipliedBy(hosts - 1L));
    age = wanted.compareTo(MOST_AGE) < 0 ? wanted : MOST_AGE;
  }

  /// How old an answer may be that is taken, in milliseconds.
  public long age() {
    return age.toMillis();
  }

  /// Nobody can say what has changed since: a command of the user's, a wait, a question to the
  /// user. No answer holds any more, on any host.
  ///
  /// @return how many of these there were
  public long upheaval() {
    return upheavals.incrementAndGet() + acts.getAsLong();
  }

  long upheavals() {
    return upheavals.get() + acts.getAsLong();
  }

  /// Milliseconds of the clock by which answers age.
  public long now() {
    return clock.millis();
  }
}
