package dev.runner.strategy;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/// The hosts that a batch loses, by failures or because they can't be reached, and when that is the
/// end for the others too (`any_errors_fatal`, `max_fail_percentage`).
final class Losses {
  private final Rules rules;
  private final Map<String, Cursor> cursors;
  private final int places;
  private final Set<String> unreachable = new LinkedHashSet<>();

  /// Hosts whose task counts as failed when it ends, however it does.
  private final Set<String> doomed = new LinkedHashSet<>();

  /// Hosts that failed just now, and are on their way to what is done in any case.
  private final Set<Cursor> struck = new HashSet<>();

  /// Hosts that a fatal failure has hit, their own or another one's.
  private final Set<Cursor> hit = new HashSet<>();

  private boolean fatal;
  private boolean fatalOnce;
  private boolean tooMany;
  private boolean troubled;

  /// @param cursors of all hosts of the batch
  /// @param places how many hosts it counts, those too that left in earlier plays
  Losses(Rules rules, Map<String, Cursor> cursors, int places) {
    this.rules = rules;
    this.cursors = cursors;
    this.places = places;
  }

  /// A host failed a task.
  void failed(Cursor cursor, Node.Leaf leaf) {
    cursor.fail();
    struck.add(cursor);
    noted(leaf);
  }

  /// A host can't be reached any more.
  void unreachable(String host, Cursor cursor, Node.Leaf leaf) {
    unreachable.add(host);
    cursor.vanish();
    noted(leaf);
  }

  private void noted(Node.Leaf leaf) {
    troubled = true;
    boolean forAll = leaf.runOnce() && rules.lockstep(); // those too that weren't at the task
    fatal |= forAll || leaf.anyErrorsFatal() || rules.anyErrorsFatal();
  }

  /// Hosts are reachable again, as far as is known.
  void forgiven() {
    unreachable.clear();
  }

  /// Whether the task that this host was at when the failure of another one became everybody's
  /// counts as failed; to be asked once.
  boolean isDoomed(String host) {
    return doomed.remove(host);
  }

  /// A fatal failure fails the hosts that haven't failed yet; their own rescue and always parts
  /// still run.
  ///
  /// @param running hosts that are at a task
  /// @return whether there was one
  boolean spread(Set<String> running) {
    boolean many = !tooMany && tooManyFailed();
    boolean spreads = fatal || many;
    if (spreads) {
      tooMany |= many;
      fatal = false;
      fatalOnce = true;
      hit.addAll(struck);
      cursors.forEach(
          (host, cursor) -> {
            if (running.contains(host)) {
              doomed.add(host);
            } else if (!struck.contains(cursor)
                && !cursor.hasFailed()
                && cursor.next().isPresent()) {
              cursor.failBack();
              hit.add(cursor);
            }
          });
    }
    struck.clear();
    return spreads;
  }

  private boolean tooManyFailed() {
    if (rules.maxFailPercentage().isEmpty() || !troubled) {
      return false;
    }
    troubled = false;
    int out = out();
    return out > 0 && 100.0 * out / places > rules.maxFailPercentage().get();
  }

  /// Whether more hosts failed than the play allows.
  boolean isLimitExceeded() {
    return tooMany;
  }

  /// Whether nobody of the batch is left, or a failure was fatal and no `rescue` saved a host.
  boolean endsRun() {
    int out = out();
    boolean nobodySaved = hit.stream().allMatch(Cursor::isLost);
    return out > 0 && (tooMany || (fatalOnce && nobodySaved) || out == places);
  }

  private int out() {
    return failed().size() + unreachable.size();
  }

  /// Hosts that failed.
  Set<String> failed() {
    Set<String> hosts = new LinkedHashSet<>();
    cursors.forEach(
        (host, cursor) -> {
          if (cursor.hasFailed() && !isUnreachable(host)) {
            hosts.add(host);
          }
        });
    return hosts;
  }

  /// Hosts that can't be reached.
  Set<String> unreachable() {
    return Set.copyOf(unreachable);
  }

  boolean isUnreachable(String host) {
    return unreachable.contains(host);
  }
}
