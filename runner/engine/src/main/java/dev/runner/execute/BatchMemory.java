package dev.runner.execute;

import dev.runner.event.Outcome;
import dev.runner.execute.compile.BlockTurn;
import dev.runner.execute.compile.CompiledTask;
import dev.runner.execute.compile.Keywords;
import dev.runner.execute.compile.Written;
import dev.runner.execute.task.Newcomers;
import dev.runner.execute.task.Registration;
import dev.runner.execute.task.TaskResult;
import dev.runner.execute.task.Told;
import dev.runner.inventory.Inventory;
import dev.runner.module.Effect;
import dev.runner.source.Vars;
import dev.runner.template.Scope;
import dev.runner.template.TemplateException;
import dev.runner.values.Text;
import dev.runner.values.Unknown;
import dev.runner.values.UnknownException;
import dev.runner.variables.Precedence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// What the tasks of a batch taught its hosts: registered results, variables, facts, failures.
final class BatchMemory {
  private record Memory(CompiledTask task, Performed performed, List<String> hosts) {}

  private final TaskSurroundings.Common common;
  private final HostScopes scopes;
  private final Effects effects;
  private final Consumer<String> joined;
  private final boolean lockstep;
  private final List<Memory> pending = new ArrayList<>();

  /// @param joined takes hosts that tasks add
  /// @param lockstep whether other hosts' variables are those of the last barrier
  BatchMemory(
      TaskSurroundings.Common common,
      HostScopes scopes,
      Effects effects,
      Consumer<String> joined,
      boolean lockstep) {
    this.joined = joined;
    this.common = common;
    this.scopes = scopes;
    this.effects = effects;
    this.lockstep = lockstep;
  }

  /// A task taught something, for these hosts.
  void add(CompiledTask task, Performed performed, List<String> hosts) {
    Memory memory = new Memory(task, performed, hosts);
    if (lockstep) {
      pending.add(memory);
    } else {
      takeOver(memory);
    }
  }

  /// Takes over all that waits for a barrier.
  void takeOver() {
    inHostsOrder();
    pending.forEach(this::takeOver);
    pending.clear();
    effects.flush();
  }

  /// What hosts did at the same time is remembered in their order, whoever was the first to end.
  private void inHostsOrder() {
    if (pending.size() > 1) {
      Map<String, Integer> order = new HashMap<>();
      scopes.hosts().all().forEach(host -> order.put(host, order.size()));
      pending.sort(
          Comparator.comparing(
              each -> order.getOrDefault(each.performed().host(), Integer.MAX_VALUE)));
    }
  }

  private void takeOver(Memory memory) {
    CompiledTask task = memory.task();
    TaskResult result = memory.performed().result();
    ReservedNames.of(task, result.effects().stream().map(Told::effect).toList())
        .forEach(common.events());
    for (String host : memory.hosts()) {
      register(host, memory);
      if (result.failed() && !task.turn().filter(BlockTurn.Again.class::isInstance).isPresent()) {
        common.workshop().store().learn(host, Precedence.SET_FACTS, failure(host, task, result));
      }
      result.effects().forEach(told -> take(host, told));
    }
  }

  private void take(String host, Told told) {
    if (told.effect() instanceof Effect.NewHost added) {
      Inventory before = common.workshop().store().inventory();
      if (new Newcomers(before, host).among(List.of(added))) {
        joined.accept(added.name());
      }
    }
    effects.take(told.owner(host), told.effect());
  }

  private void register(String host, Memory memory) {
    CompiledTask task = memory.task();
    Object name = task.keyword("register");
    if (name != null && isFor(host, memory)) {
      TaskResult result = memory.performed().result();
      Outcome outcome = result.outcome();
      boolean known = outcome.kind() != Outcome.Kind.UNKNOWN;
      Map<String, Object> values =
          known || name instanceof Map<?, ?>
              ? Registration.after(name, outcome.loop(), result.registered(), scopes.of(host, task))
              : Map.of(Written.plain(name), new Unknown(outcome.reason()));
      common.workshop().store().learn(host, Precedence.SET_FACTS, Vars.of(values, task.origin()));
    }
  }

  /// Modules that run once a batch by themselves register for the host that ran them alone.
  private boolean isFor(String host, Memory memory) {
    return host.equals(memory.performed().host())
        || Keywords.flag(memory.task().keyword("run_once"), scopes.of(host, memory.task()))
            .orElse(false);
  }

  /// What a rescue finds: the task that failed, and its result.
  private Vars failure(String host, CompiledTask task, TaskResult result) {
    Map<String, Object> failed = new LinkedHashMap<>();
    failed.put("name", task.name().map(name -> named(name, scopes.of(host, task))).orElse(""));
    failed.put("action", task.module());
    failed.put("args", filled(host, task));
    failed.put("tags", List.copyOf(task.source().settings().tags()));
    return Vars.of(
        Map.of("ansible_failed_task", failed, "ansible_failed_result", result.registered()),
        task.origin());
  }

  /// Its name as it was shown, since the rescue may not have the task's variables.
  private static String named(Object name, Scope scope) {
    try {
      return name instanceof Text text ? scope.shown(text) : Written.plain(name);
    } catch (TemplateException | UnknownException e) {
      return Written.plain(name);
    }
  }

  /// Its parameters as they were filled in: another host that looks at them hasn't the variables of
  /// this play. What can't be filled in, say with a loop's item, is shown as it is written.
  private Map<String, Object> filled(String host, CompiledTask task) {
    Scope scope = scopes.of(host, task);
    Map<String, Object> filled = new LinkedHashMap<>();
    task.parameters()
        .forEach(
            (name, written) -> {
              try {
                filled.put(name, scope.value(written));
              } catch (TemplateException | UnknownException e) {
                filled.put(name, Written.plain(written));
              }
            });
    return filled;
  }
}
