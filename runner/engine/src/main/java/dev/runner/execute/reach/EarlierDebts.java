package dev.runner.execute.reach;

import dev.runner.event.RunEvent;
import dev.runner.event.RunEvent.Owed;
import dev.runner.source.Vars;
import dev.runner.values.Origin;
import dev.runner.variables.Precedence;
import dev.runner.variables.VariableStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// Tells the tasks of a host what runs before this one have left owed on it: the variable
/// `runner_owed`, a list of keys.
public final class EarlierDebts implements Consumer<RunEvent> {
  static final String VARIABLE = "runner_owed";
  private static final Origin ORIGIN = new Origin("owed on the host", 0, 0);
  private final VariableStore store;
  private final Consumer<RunEvent> then;
  private final Map<String, List<String>> keys = new ConcurrentHashMap<>();

  /// @param then sees all events
  public EarlierDebts(VariableStore store, Consumer<RunEvent> then) {
    this.store = store;
    this.then = then;
  }

  @Override
  public void accept(RunEvent event) {
    if (event instanceof Owed owed && owed.state() == Owed.State.FOUND) {
      List<String> all = keys.merge(owed.host(), List.of(owed.key()), EarlierDebts::together);
      store.learn(owed.host(), Precedence.SET_FACTS, Vars.of(Map.of(VARIABLE, all), ORIGIN));
    }
    then.accept(event);
  }

  private static List<String> together(List<String> known, List<String> more) {
    List<String> all = new ArrayList<>(known);
    all.addAll(more);
    return List.copyOf(all);
  }
}
