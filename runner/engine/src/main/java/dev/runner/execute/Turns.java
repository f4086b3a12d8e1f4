package dev.runner.execute;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;

/// So many may be at work at once; the others follow in the order in which they asked, whichever
/// thread gets to it first.
final class Turns {
  private final Deque<CountDownLatch> waiting = new ArrayDeque<>();
  private int free;

  Turns(int most) {
    free = most;
  }

  /// Queues up: the turn has come when the latch is open. It is given back by [#end].
  synchronized CountDownLatch ask() {
    CountDownLatch turn = new CountDownLatch(free > 0 ? 0 : 1);
    if (free > 0) {
      free--;
    } else {
      waiting.add(turn);
    }
    return turn;
  }

  /// Lets the next one begin.
  synchronized void end() {
    CountDownLatch next = waiting.poll();
    if (next == null) {
      free++;
    } else {
      next.countDown();
    }
  }
}
