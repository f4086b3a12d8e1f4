package dev.runner.execute;

import dev.runner.module.Asking;
import dev.runner.module.TaskModule;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// What the person at the terminal answers to tasks that ask, and how long that person lets tasks
/// wait: once for all hosts of a batch.
final class Answers {
  private record Visit(String task, String host, List<String> batch) {}

  /// @param visit which time it is that a host comes by: loops and further tries ask again
  private record Key(
      String task,
      List<String> batch,
      int visit,
      Optional<String> question,
      Optional<Duration> length) {}

  private final UserPrompt prompt;
  private final InstantSource clock;
  private final Map<Visit, Integer> visits = new HashMap<>();
  private final Map<Key, Function<Asking, TaskModule>> given = new HashMap<>();

  Answers(UserPrompt prompt, InstantSource clock) {
    this.prompt = prompt;
    this.clock = clock;
  }

  /// What the module becomes by the answer; itself if it asks nothing, or nobody is there.
  ///
  /// @param task its id
  /// @param title of the task
  /// @param waits whether time is let pass at all: a check doesn't
  synchronized TaskModule of(
      Asking asking, String task, String title, String host, List<String> batch, boolean waits)
      throws InterruptedException {
    List<String> hosts = List.copyOf(batch);
    int visit = visits.merge(new Visit(task, host, hosts), 1, Integer::sum);
    Key key = new Key(task, hosts, visit, asking.question(), lengthOf(asking));
    Function<Asking, TaskModule> known = given.get(key);
    if (known == null) {
      known = said(asking, title, waits);
      given.put(key, known);
    }
    return known.apply(asking);
  }

  private Function<Asking, TaskModule> said(Asking asking, String title, boolean waits)
      throws InterruptedException {
    Optional<String> question = asking.question();
    if (question.isPresent()) {
      Optional<String> answer =
          prompt.ask("[%s]\n%s:\n".formatted(title, question.get()), asking.hidden());
      return each -> answer.map(each::answered).orElse(each);
    }
    return waits && asking.rest().isPresent() ? rested(asking.rest().get(), title) : each -> each;
  }

  private Function<Asking, TaskModule> rested(Asking.Rest rest, String title)
      throws InterruptedException {
    Instant start = clock.instant();
    List<String> announcement = rest.announcement(title, prompt.isAttended());
    Optional<UserPrompt.Rested> rested = prompt.rest(rest.length(), announcement, prompt::say);
    Instant stop = clock.instant();
    boolean aborted = rested.equals(Optional.of(UserPrompt.Rested.ABORTED));
    return each ->
        each.rest()
            .filter(same -> rested.isPresent())
            .map(same -> same.over(start, stop, aborted))
            .orElse(each);
  }

  private static Optional<Duration> lengthOf(Asking asking) {
    return asking.rest().map(Asking.Rest::length);
  }
}
