package dev.runner.execute;

import dev.runner.event.Outcome;
import dev.runner.event.RunEvent;
import dev.runner.source.Vars;
import dev.runner.values.Origin;
import dev.runner.variables.Precedence;
import dev.runner.variables.VariableStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// Tells tasks what a host was lost in, what an interruption broke off, and what mistake ended the
/// run: the variables `runner_lost`, `runner_interrupted` and `runner_mistake`.
final class Departures implements Consumer<RunEvent> {
  private static final String LOST = "runner_lost";
  private static final String INTERRUPTED = "runner_interrupted";
  private static final String MISTAKE = "runner_mistake";
  private static final Origin ORIGIN = new Origin("seen in this run", 0, 0);

  private final VariableStore store;
  private final Consumer<RunEvent> then;
  private final Map<String, List<Object>> lost = new HashMap<>();
  private final Map<String, RunEvent.Task> underWay = new HashMap<>();
  private final Set<String> hosts = new LinkedHashSet<>();
  private boolean interrupted;
  private String mistake = "";

  /// @param then sees all events
  Departures(VariableStore store, Consumer<RunEvent> then) {
    this.store = store;
    this.then = then;
  }

  @Override
  public void accept(RunEvent event) {
    synchronized (this) {
      switch (event) {
        case RunEvent.PlayStarted play -> began(play);
        case RunEvent.TaskStarted started ->
            started.hosts().forEach(host -> underWay.put(host, started.task()));
        case RunEvent.TaskFinished finished -> ended(finished);
        default -> {}
      }
    }
    then.accept(event);
  }

  /// A host that no play had begun on when the run was interrupted is told that nothing was broken
  /// off there.
  private void began(RunEvent.PlayStarted play) {
    List<String> more = play.hosts().stream().filter(hosts::add).toList();
    if (interrupted) {
      more.forEach(host -> learn(host, INTERRUPTED, ""));
    }
    if (!mistake.isEmpty()) {
      more.forEach(host -> learn(host, MISTAKE, mistake));
    }
  }

  private void ended(RunEvent.TaskFinished finished) {
    String host = finished.host();
    underWay.remove(host);
    if (finished.outcome().kind() == Outcome.Kind.UNREACHABLE) {
      List<Object> all = lost.computeIfAbsent(host, h -> new ArrayList<>());
      all.add(Map.of("task", finished.task().name(), "msg", finished.outcome().reason()));
      learn(host, LOST, List.copyOf(all));
    }
  }

  /// The run is interrupted: each host is told the task that was under way there.
  synchronized void interrupted() {
    interrupted = true;
    hosts.forEach(
        host -> {
          RunEvent.Task task = underWay.get(host);
          learn(host, INTERRUPTED, task == null ? "" : task.name());
        });
    underWay.clear();
  }

  /// A mistake ended the run: all hosts are told what it was.
  synchronized void mistaken(String sentence) {
    mistake = sentence;
    hosts.forEach(host -> learn(host, MISTAKE, sentence));
  }

  private void learn(String host, String name, Object value) {
    store.learn(host, Precedence.SET_FACTS, Vars.of(Map.of(name, value), ORIGIN));
  }
}
