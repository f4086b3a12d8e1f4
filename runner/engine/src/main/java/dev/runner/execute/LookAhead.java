package dev.runner.execute;

import dev.runner.catalog.ModuleType;
import dev.runner.catalog.Modules;
import dev.runner.event.RunEvent;
import dev.runner.execute.ahead.Foresight;
import dev.runner.execute.compile.CompiledTask;
import dev.runner.execute.reach.Footing;
import dev.runner.execute.reach.HostAccess;
import dev.runner.execute.reach.Way;
import dev.runner.execute.task.ModuleRun;
import dev.runner.module.Plan;
import dev.runner.module.Question;
import dev.runner.module.TaskModule;
import dev.runner.template.Scope;
import dev.runner.transport.Identity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// Rehearses the tasks that one host will do next, to find out what they will ask, as far as that
/// can be known before their turn. Each is planned again in its turn, with what is true then: a
/// wrong guess costs a question. What fails in a rehearsal nobody hears of.
final class LookAhead {
  /// So many tasks are looked at.
  static final int TASKS = 40;

  /// So many plans are rehearsed; the items of loops count one by one.
  private static final int PLANS = 60;

  /// With fewer tasks than these the questions asked ahead cost more than they save.
  private static final int WORTH = 3;

  /// What a task would run, and as whom.
  ///
  /// @param most so many items of a loop were looked at
  private record Prepared(List<TaskModule> modules, int most, Way way, HostAccess.Asker asker) {
    boolean isCutShort() {
      return modules.size() == most;
    }
  }

  /// What tasks that were rehearsed will have done.
  private static final class Forecast {
    final Map<String, Object> variables = new HashMap<>();
    boolean acts;
  }

  private final TaskSurroundings.Common common;
  private final HostScopes scopes;
  private final String host;
  private final Map<String, Prepared> prepared = new HashMap<>();
  private List<CompiledTask> tasks = List.of();
  private OptionalLong turned = OptionalLong.empty();
  private boolean asked;

  LookAhead(TaskSurroundings.Common common, HostScopes scopes, String host) {
    this.common = common;
    this.scopes = scopes;
    this.host = host;
  }

  /// A task's turn has come. Where many hosts share a barrier, turns may be so far apart that an
  /// answer is too old when it is needed: as many tasks are looked at as come in time.
  ///
  /// @param following what the host does next, if all goes well
  synchronized void turn(CompiledTask task, List<CompiledTask> following, Foresight foresight) {
    tasks = new ArrayList<>(List.of(task));
    tasks.addAll(following.subList(0, inTime(following.size(), foresight)));
    turned = OptionalLong.of(foresight.now());
    Set<String> ids = new HashSet<>();
    tasks.forEach(each -> ids.add(each.id()));
    prepared.keySet().retainAll(ids);
    Prepared known = prepared.get(task.id());
    if (known != null && known.isCutShort()) {
      prepared.remove(task.id()); // in its turn it comes first: more of it can be looked at
    }
  }

  private int inTime(int following, Foresight foresight) {
    if (turned.isEmpty()) {
      return following;
    }
    long apart = Math.max(1, foresight.now() - turned.getAsLong());
    long come = foresight.age() / apart;
    return come < WORTH ? 0 : (int) Math.min(following, come);
  }

  /// What tasks will ask that work on the host by this way.
  HostAccess.Ahead by(Way way) {
    return new HostAccess.Ahead() {
      @Override
      public List<HostAccess.Foreseen> questions(HostAccess access, Identity who) {
        return LookAhead.this.questions(access, way, who);
      }

      @Override
      public void prepare() {
        prepareAll();
      }
    };
  }

  /// Finds out what the tasks would run, unless that is done already: who asks first waits for it.
  private synchronized void prepareAll() {
    if (asked) {
      return;
    }
    Modules modules = common.workshop().modules();
    Set<String> pending = new HashSet<>();
    int plans = 0;
    for (int i = 0; i < tasks.size() && plans < PLANS; i++) {
      CompiledTask task = tasks.get(i);
      if (i > 0 && Horizon.isAt(task, modules)) {
        return;
      }
      if (i > 0 && !Horizon.isPassed(task, modules)) {
        plans +=
            prepared(task, pending, Map.of(), PLANS - plans)
                .map(next -> next.modules().size())
                .orElse(0);
      }
      pending.addAll(Horizon.variables(task, modules));
    }
  }

  private synchronized List<HostAccess.Foreseen> questions(
      HostAccess access, Way way, Identity who) {
    asked = true;
    List<HostAccess.Foreseen> found = new ArrayList<>();
    Modules modules = common.workshop().modules();
    Set<String> pending = new HashSet<>();
    Forecast forecast = new Forecast();
    int plans = 0;
    for (int i = 0; i < tasks.size() && plans < PLANS; i++) {
      CompiledTask task = tasks.get(i);
      boolean on = i == 0;
      if (!on && Horizon.isAt(task, modules)) {
        break;
      }
      boolean looked = on ? task.loop().isPresent() : !Horizon.isPassed(task, modules);
      Optional<Prepared> next =
          looked ? prepared(task, pending, forecast.variables, PLANS - plans) : Optional.empty();
      Set<String> names = Horizon.variables(task, modules);
      pending.addAll(names);
      forecast.variables.keySet().removeAll(names);
      if (next.isPresent() && next.get().way().equals(way)) {
        plans += next.get().modules().size();
        if (next.get().asker().who().equals(who)
            && !rehearse(access, next.get(), found, forecast)) {
          break;
        }
      }
    }
    return found;
  }

  /// Plans what a task would run.
  ///
  /// @return whether anything can be said of what follows
  private static boolean rehearse(
      HostAccess access, Prepared task, List<HostAccess.Foreseen> found, Forecast forecast) {
    for (TaskModule module : task.modules()) {
      HostAccess.Rehearsal rehearsal = access.rehearse(task.asker());
      Optional<Map<String, Object>> after = Optional.of(Map.of());
      boolean acts = false;
      try {
        Plan plan = module.plan(rehearsal.probe());
        after = Horizon.after(plan);
        if (plan instanceof Plan.Changes changes) {
          acts = !task.asker().overlaid();
          if (!acts) {
            Footing.of(changes.steps(), rehearsal.probe()); // its questions are asked ahead too
          }
        }
      } catch (RuntimeException | StackOverflowError e) {
        // it ends where something isn't known, or fails in its turn again
      }
      for (Question<?> each : rehearsal.asked()) {
        if (!forecast.acts || !(each instanceof Question.Look)) { // it would be void by then
          found.add(new HostAccess.Foreseen(each, task.asker().environment()));
        }
      }
      forecast.acts |= acts;
      if (after.isEmpty()) {
        return false;
      }
      forecast.variables.putAll(after.get());
    }
    return true;
  }

  /// @param pending variables that aren't known yet
  /// @param foretold those of them that are known in advance
  private Optional<Prepared> prepared(
      CompiledTask task, Set<String> pending, Map<String, Object> foretold, int most) {
    Prepared known = prepared.get(task.id());
    if (known != null) {
      return Optional.of(known);
    }
    try {
      Prepared fresh =
          prepare(
              task,
              scopes.of(host, task).ahead(Set.copyOf(pending)).under(Map.copyOf(foretold)),
              most);
      prepared.put(task.id(), fresh);
      return Optional.of(fresh);
    } catch (RuntimeException | StackOverflowError e) {
      return Optional.empty(); // something isn't known yet, or is wrong and fails in its turn
    }
  }

  private Prepared prepare(CompiledTask task, Scope scope, int most) {
    RunEvent.Task title =
        new RunEvent.Task(
            task.id(), "", task.module(), task.role(), task.origin().toString(), task.handler());
    TaskSurroundings with =
        new TaskSurroundings(common, scopes, host, task, title, Optional.empty());
    boolean checking = with.checking(scope);
    ModuleType type = with.module(task.module());
    List<TaskModule> modules =
        new ModuleRun(task, with)
            .foreseen(type, scope, most).stream()
                .filter(module -> !checking || module.foreseeable())
                .toList();
    return new Prepared(
        modules,
        most,
        common.ways().way(host, scope, task, scope),
        new HostAccess.Asker(
            common.ways().identity(scope, task, scope),
            modules.stream().flatMap(module -> type.needs(module).stream()).distinct().toList(),
            TaskEnvironment.of(task, scope),
            checking,
            Optional.empty()));
  }
}
