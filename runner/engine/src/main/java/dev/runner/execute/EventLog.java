package dev.runner.execute;

import dev.runner.event.EventSink;
import dev.runner.event.Outcome;
import dev.runner.event.Recap;
import dev.runner.event.RunEvent;
import dev.runner.journal.RunJournal;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// Brings events to the journal and the report, one at a time, and counts outcomes. What was warned
/// of isn't again: most warnings are those of many hosts, tasks or plays.
final class EventLog implements Consumer<RunEvent> {
  private static final Pattern INCLUDE =
      Pattern.compile("(ansible\\.(builtin|legacy)\\.)?include_(tasks|role)");

  private final RunJournal journal;
  private final EventSink report;
  private final Map<String, Recap> recap = new TreeMap<>();
  private final Map<String, Recap> earlier = new TreeMap<>();
  private final Set<RunEvent.Warned> warned = new HashSet<>();
  private final ReentrantLock lock = new ReentrantLock();

  EventLog(RunJournal journal, EventSink report) {
    this.journal = journal;
    this.report = report;
  }

  @Override
  public void accept(RunEvent event) {
    lock.lock();
    try {
      if (event instanceof RunEvent.TaskFinished finished && counts(finished)) {
        Recap before = recap.getOrDefault(finished.host(), Recap.NOTHING);
        earlier.put(finished.host(), before);
        if (!isInclude(finished)) {
          recap.put(finished.host(), before.with(finished.outcome()));
        }
      } else if (event instanceof RunEvent.Included included) {
        included.hosts().forEach(this::includes);
      } else if (event instanceof RunEvent.CarriedOutAgain again) {
        recap.put(again.host(), earlier.getOrDefault(again.host(), Recap.NOTHING));
      } else if (event instanceof RunEvent.Warned warning && !warned.add(warning)) {
        return;
      }
      journal.event(event);
      report.accept(event);
    } finally {
      lock.unlock();
    }
  }

  /// Each file or role that a task includes counts by itself.
  private void includes(String host) {
    Recap before = recap.getOrDefault(host, Recap.NOTHING);
    recap.put(host, before.with(Outcome.of(Outcome.Kind.OK, "")));
  }

  private static boolean isInclude(RunEvent.TaskFinished finished) {
    return finished.outcome().kind() == Outcome.Kind.OK
        && INCLUDE.matcher(finished.task().module()).matches();
  }

  /// A `meta` task that is skipped is told of, and counts nowhere.
  private static boolean counts(RunEvent.TaskFinished finished) {
    return finished.outcome().kind() != Outcome.Kind.SKIPPED
        || !finished.task().module().matches("(ansible\\.(builtin|legacy)\\.)?meta");
  }

  /// How many tasks of each host ended how, hosts by name.
  Map<String, Recap> recap() {
    lock.lock();
    try {
      return new TreeMap<>(recap);
    } finally {
      lock.unlock();
    }
  }
}
