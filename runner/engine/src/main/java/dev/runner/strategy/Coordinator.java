package dev.runner.strategy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Decides who does what next in one batch of a play. It has no clock, no thread and no I/O: the
/// same events give the same directives.
///
/// Under `linear` all hosts that stand at the task of the lowest place run it, and nobody goes on
/// before all of them have ended. Under `free` and `host_pinned` each host goes on by itself.
public final class Coordinator {

  private static final Node.Place LAST = Node.Place.of(Integer.MAX_VALUE);

  private final Rules rules;
  private final Map<String, Cursor> cursors = new LinkedHashMap<>();
  private final Map<String, Node.Leaf> running = new LinkedHashMap<>();
  private final Losses losses;

  /// Hosts that may have something new to do. The others are at work, or through: without lockstep
  /// an event concerns one host, and looking at all of them would cost too much where they are
  /// many.
  private final Set<String> stirred = new LinkedHashSet<>();

  private final Node.Group play;
  private final Function<Set<String>, List<Node.Leaf>> handlers;
  private final RoleRepeats repeats;
  private Set<String> away = Set.of();
  private boolean ended;

  /// @param places how many hosts the batch counts, those too that left in earlier plays
  /// @param handlers the leaves of notified handlers, in the order in which they are run
  public Coordinator(
      Rules rules,
      Node.Group play,
      Collection<String> hosts,
      int places,
      Function<Set<String>, List<Node.Leaf>> handlers) {
    this.rules = rules;
    this.losses = new Losses(rules, cursors, places);
    this.play = play;
    this.handlers = handlers;
    this.repeats = new RoleRepeats(rules);
    repeats.read(play);
    hosts.forEach(host -> cursors.put(host, new Cursor(play, handlers, repeats)));
    stirred.addAll(cursors.keySet());
  }

  /// Hosts that were lost before the play: `meta: clear_host_errors` brings them back, and they
  /// play it from its beginning.
  public void away(Set<String> hosts) {
    away = Set.copyOf(hosts);
  }

  /// The first directives.
  public List<Directive> start() {
    return next();
  }

  /// A task ended on a host; with `run_once` this says how it ended for all.
  public List<Directive> on(Ended event) {
    Node.Leaf leaf = running.remove(event.host());
    if (leaf == null) {
      throw new IllegalStateException(event.host() + " ended a task that it didn't run");
    }
    stirred.add(event.host());
    if (leaf.runOnce() && rules.lockstep()) {
      List<String> waiting =
          cursors.keySet().stream().filter(host -> standsAt(host, leaf)).toList();
      waiting.forEach(host -> apply(share(event, host), leaf));
    } else {
      apply(event, leaf);
    }
    if (rules.lockstep() && !running.isEmpty()) {
      return List.of();
    }
    return next();
  }

  /// Hosts that are out of the play, or will be when they have done what is done in any case.
  public Set<String> lost() {
    Set<String> lost = new LinkedHashSet<>(losses.failed());
    lost.addAll(losses.unreachable());
    cursors.forEach(
        (host, cursor) -> {
          if (cursor.isLost()) {
            lost.add(host);
          }
        });
    return lost;
  }

  /// Hosts that left the play by a failure.
  public Set<String> failed() {
    return losses.failed();
  }

  /// Hosts that left the play because they can't be reached.
  public Set<String> unreachable() {
    return losses.unreachable();
  }

  /// Whether the play is over for hosts of later batches too.
  public boolean endsPlay() {
    return ended || endsRun();
  }

  /// Whether it is over for later plays too: nobody of the batch is left, or a failure was fatal.
  public boolean endsRun() {
    return losses.endsRun();
  }

  /// The tasks that come after the next one of this host if all goes well, at most so many.
  public List<Node.Leaf> following(String host, int most) {
    return cursor(host).following(most);
  }

  /// Whether this host left the play by a failure, or because it can't be reached.
  public boolean isLost(String host) {
    return losses.isUnreachable(host) || cursor(host).isLost() || cursor(host).hasFailed();
  }

  /// Whether this host has nothing more to do, or is out.
  public boolean isThrough(String host) {
    return !running.containsKey(host) && cursor(host).next().isEmpty();
  }

  /// Whether a failure of this host, now, would be taken care of by a `rescue`.
  public boolean hasRescue(String host) {
    Cursor cursor = cursors.get(host);
    return cursor != null && cursor.hasRescue();
  }

  private boolean standsAt(String host, Node.Leaf leaf) {
    return !losses.isUnreachable(host)
        && cursor(host).next().filter(next -> next.id().equals(leaf.id())).isPresent();
  }

  private Cursor cursor(String host) {
    Cursor cursor = cursors.get(host);
    if (cursor == null) {
      throw new IllegalArgumentException(host + " is no host of this batch");
    }
    return cursor;
  }

  /// What a task that one host ran for all means for another: all but the handlers and what it
  /// includes, and unreachable is failed.
  private static Ended share(Ended event, String host) {
    if (host.equals(event.host())) {
      return event;
    }
    Ended.Result result =
        switch (event.result()) {
          case UNREACHABLE -> Ended.Result.FAILED;
          case DONE -> Ended.Result.SKIPPED; // this host did nothing
          default -> event.result();
        };
    return new Ended(host, result, List.of(), Optional.empty());
  }

  private void apply(Ended event, Node.Leaf leaf) {
    Cursor cursor = cursor(event.host());
    cursor.notify(event.notified());
    event.included().ifPresent(repeats::read);
    boolean fails = losses.isDoomed(event.host()) && goesOn(event);
    if (cursor.next().isEmpty() && event.result() != Ended.Result.UNREACHABLE) {
      return; // the play ended for this host while it was at work
    }
    Ended.Result result = fails ? Ended.Result.FAILED : event.result();
    if (result == Ended.Result.DONE || result == Ended.Result.FAILED) {
      cursor.carriedOut();
    }
    switch (result) {
      case DONE, SKIPPED -> {
        if (event.included().isPresent()) {
          cursor.include(event.included().get());
        } else {
          cursor.advance();
        }
      }
      case FAILED -> losses.failed(cursor, leaf);
      case UNREACHABLE -> losses.unreachable(event.host(), cursor, leaf);
      case END_HOST -> cursor.end();
      case END_BATCH -> {
        stirred.addAll(cursors.keySet());
        cursors.values().forEach(Cursor::end);
      }
      case END_PLAY -> {
        ended = true;
        stirred.addAll(cursors.keySet());
        cursors.values().forEach(Cursor::end);
      }
      case END_ROLE -> cursor.leave(Node.Group.ROLE);
      case END_LOOP -> cursor.leave(Node.Group.LOOP);
      case AGAIN -> cursor.again();
      case FLUSH -> cursor.flush(leaf);
      case FORGIVE -> {
        cursor.forgive(); // before it leaves what it is in, which would fail in its turn
        cursor.advance();
        cursors.values().forEach(Cursor::forgive);
        losses.forgiven();
        away.forEach(host -> cursors.putIfAbsent(host, new Cursor(play, handlers, repeats)));
        stirred.addAll(cursors.keySet());
      }
    }
  }

  private static boolean goesOn(Ended event) {
    return event.result() == Ended.Result.DONE || event.result() == Ended.Result.SKIPPED;
  }

  /// Whether more hosts failed than the play allows.
  public boolean isLimitExceeded() {
    return losses.isLimitExceeded();
  }

  private List<Directive> next() {
    while (true) {
      if (running.isEmpty() || !rules.lockstep()) {
        if (losses.spread(running.keySet())) {
          stirred.addAll(cursors.keySet());
        }
      }
      force();
      if (!passFlushes()) {
        break;
      }
    }
    List<Directive> directives = rules.lockstep() ? together() : eachByItself();
    stirred.clear();
    if (directives.isEmpty() && running.isEmpty()) {
      return List.of(new Directive.Finished());
    }
    return directives;
  }

  private void force() {
    if (rules.forceHandlers()) {
      for (String host : stirred) {
        Cursor cursor = cursor(host);
        if (!losses.isUnreachable(host) && cursor.next().isEmpty()) {
          cursor.forceHandlers(new Node.Leaf("forced", LAST, false, false, true));
        }
      }
    }
  }

  /// Flushes are nothing to be run: hosts go through them, over their handlers.
  private boolean passFlushes() {
    if (rules.lockstep() && !running.isEmpty()) {
      return false;
    }
    Optional<Node.Place> lowest = rules.lockstep() ? lowest() : Optional.empty();
    List<Cursor> there = new ArrayList<>();
    for (String host : rules.lockstep() ? cursors.keySet() : stirred) {
      Cursor cursor = cursor(host);
      cursor
          .next()
          .filter(leaf -> leaf.flush() && !running.containsKey(host))
          .filter(leaf -> lowest.isEmpty() || lowest.get().equals(leaf.place()))
          .ifPresent(leaf -> there.add(cursor));
    }
    there.forEach(Cursor::advance);
    return !there.isEmpty();
  }

  private Optional<Node.Place> lowest() {
    return cursors.values().stream()
        .flatMap(cursor -> cursor.next().stream())
        .map(Node.Leaf::place)
        .min(Node.Place::compareTo);
  }

  private List<Directive> together() {
    if (!running.isEmpty()) {
      return List.of();
    }
    Optional<Node.Place> lowest = lowest();
    if (lowest.isEmpty()) {
      return List.of();
    }
    List<String> hosts = new ArrayList<>();
    Node.Leaf leaf = null;
    for (Map.Entry<String, Cursor> each : cursors.entrySet()) {
      Optional<Node.Leaf> next = each.getValue().next();
      if (next.isPresent() && next.get().place().equals(lowest.get())) {
        if (leaf == null || leaf.id().equals(next.get().id())) {
          leaf = next.get();
          hosts.add(each.getKey());
        }
      }
    }
    if (leaf == null) {
      return List.of();
    }
    cursors.values().forEach(Cursor::begin);
    List<String> those = leaf.runOnce() ? hosts.subList(0, 1) : hosts;
    for (String host : those) {
      running.put(host, leaf);
    }
    return List.of(new Directive.Run(leaf, those));
  }

  private List<Directive> eachByItself() {
    List<Directive> directives = new ArrayList<>();
    for (String host : stirred) {
      Cursor cursor = cursor(host);
      while (!running.containsKey(host)) {
        Optional<Node.Leaf> leaf = cursor.next();
        if (leaf.isEmpty()) {
          break;
        }
        running.put(host, leaf.get());
        directives.add(new Directive.Run(leaf.get(), List.of(host)));
      }
    }
    return directives;
  }
}
