package dev.runner.execute.host;

import dev.runner.execute.reach.HostAccess;
import dev.runner.module.Question;
import dev.runner.transport.Identity;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/// What tasks whose turn hasn't come are expected to ask. A wrong guess costs a question, or a
/// round trip.
final class Expected {
  private final Map<Identity, Map<Question<?>, Integer>> times = new HashMap<>();

  /// This is expected of one identity from now on.
  synchronized void foresee(Identity who, Collection<HostAccess.Foreseen> questions) {
    Map<Question<?>, Integer> all = new HashMap<>();
    questions.forEach(each -> all.merge(each.question(), 1, Integer::sum));
    times.put(who, all);
  }

  /// A task has asked this in its turn.
  synchronized void asked(Identity who, Question<?> question) {
    Map<Question<?>, Integer> all = times.get(who);
    if (all != null) {
      all.computeIfPresent(question, (key, left) -> left > 1 ? left - 1 : null);
    }
  }

  synchronized boolean includes(Identity who, Question<?> question) {
    return times.getOrDefault(who, Map.of()).containsKey(question);
  }
}
