package dev.runner.execute.reach;

import dev.runner.event.RunEvent;
import dev.runner.event.RunEvent.Owed.State;
import dev.runner.module.Obligation;
import dev.runner.transport.ConnectException;
import dev.runner.transport.Identity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// What this run owes its hosts: recorded on the host before the act, settled by a later task, or
/// paid when the run ends, however it ends.
public final class Obligations {
  private static final Duration DEADLINE = Duration.ofMinutes(5);

  private record Debt(
      String host,
      Identity who,
      Map<String, dev.runner.values.Text> environment,
      Obligation obligation,
      HostAccess access,
      HostRecord record,
      boolean held) {}

  private final Consumer<RunEvent> events;
  private final Map<String, Debt> debts = new LinkedHashMap<>();
  private final Set<String> staked = new HashSet<>();

  public Obligations(Consumer<RunEvent> events) {
    this.events = events;
  }

  /// Records these on the host.
  ///
  /// @throws ConnectException if they can't be recorded: then nothing may be done that makes them
  ///   owed
  public void record(
      String host,
      Identity who,
      Map<String, dev.runner.values.Text> environment,
      List<Obligation> obligations,
      HostAccess access,
      HostRecord record)
      throws ConnectException {
    if (obligations.isEmpty()) {
      return;
    }
    record.record(who, obligations);
    for (Obligation each : obligations) {
      synchronized (this) {
        debts.put(
            key(host, each.key()), new Debt(host, who, environment, each, access, record, false));
      }
      tell(host, each, State.RECORDED);
    }
  }

  /// A task found or made it so that nothing is owed under these keys, by this run or an earlier
  /// one.
  public void settle(String host, Identity who, List<String> keys, HostRecord record)
      throws ConnectException {
    if (keys.isEmpty()) {
      return;
    }
    record.strike(who, keys);
    for (String key : keys) {
      Debt debt;
      synchronized (this) {
        debt = debts.remove(key(host, key));
      }
      if (debt != null) {
        tell(host, debt.obligation(), State.SETTLED);
      }
    }
  }

  /// What is owed under these keys stays owed when the run ends: paying it would do harm. A key
  /// without a host's record of its own is ignored.
  public synchronized void hold(String host, List<String> keys) {
    for (String key : keys) {
      debts.computeIfPresent(
          key(host, key),
          (k, debt) ->
              new Debt(
                  debt.host(),
                  debt.who(),
                  debt.environment(),
                  debt.obligation(),
                  debt.access(),
                  debt.record(),
                  true));
    }
  }

  /// All that is owed on a host stays owed when the run ends.
  public synchronized void hold(String host) {
    hold(
        host,
        debts.values().stream()
            .filter(debt -> debt.host().equals(host))
            .map(debt -> debt.obligation().key())
            .toList());
  }

  /// What is owed under these keys isn't paid before they are released: something is under way on
  /// the host meanwhile that a payment would harm.
  public synchronized void stake(String host, List<String> keys) {
    keys.forEach(key -> staked.add(key(host, key)));
  }

  /// It is over, and it is known what it came to.
  public synchronized void release(String host, List<String> keys) {
    keys.forEach(key -> staked.remove(key(host, key)));
  }

  private synchronized boolean isPayable(Debt debt) {
    return !debt.held() && !staked.contains(key(debt.host(), debt.obligation().key()));
  }

  /// Pays what is owed and not held, the newest debt first; says what is left.
  ///
  /// @return whether anything is left
  public boolean discharge() {
    List<Debt> open;
    synchronized (this) {
      open = new ArrayList<>(debts.values()).reversed();
      debts.clear();
    }
    boolean left = false;
    for (Debt debt : open) {
      boolean paid = isPayable(debt) && pay(debt);
      tell(debt.host(), debt.obligation(), paid ? State.DISCHARGED : State.LEFT);
      left |= !paid;
    }
    return left;
  }

  private static boolean pay(Debt debt) {
    if (debt.obligation().discharge().isEmpty()) {
      return false;
    }
    try {
      HostAccess.Applied applied =
          debt.access()
              .apply(
                  debt.who(),
                  debt.obligation().discharge(),
                  debt.environment(),
                  HostAccess.Watching.NOBODY,
                  DEADLINE);
      if (applied.failed().isPresent()) {
        return false;
      }
      debt.record().strike(debt.who(), List.of(debt.obligation().key()));
      return true;
    } catch (ConnectException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void tell(String host, Obligation obligation, State state) {
    events.accept(
        new RunEvent.Owed(
            host, obligation.key(), obligation.sentence(), obligation.remedy(), state));
  }

  private static String key(String host, String key) {
    return host + "\n" + key;
  }
}
