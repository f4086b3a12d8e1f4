package dev.runner.execute;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/// Lets only so many hosts be under way, each until it is through with the play (`host_pinned`).
/// For one thread.
final class Pinning {
  private record Waiting(String host, Runnable start) {}

  private final int most;
  private final Set<String> underway = new HashSet<>();
  private final Deque<Waiting> waiting = new ArrayDeque<>();

  Pinning(int most) {
    this.most = most;
  }

  /// Starts something on a host, now or as soon as it is its turn.
  void start(String host, Runnable start) {
    if (underway.contains(host) || underway.size() < most) {
      underway.add(host);
      start.run();
    } else {
      waiting.add(new Waiting(host, start));
    }
  }

  /// The host is through: the next one takes its place.
  void through(String host) {
    underway.remove(host);
    if (!waiting.isEmpty() && underway.size() < most) {
      Waiting next = waiting.poll();
      start(next.host(), next.start());
    }
  }
}
