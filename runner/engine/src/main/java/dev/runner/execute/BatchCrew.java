package dev.runner.execute;

import dev.runner.event.Outcome;
import dev.runner.event.RunEvent;
import dev.runner.execute.ahead.Foresight;
import dev.runner.execute.compile.BlockTurn;
import dev.runner.execute.compile.CompiledTask;
import dev.runner.execute.compile.Keywords;
import dev.runner.execute.compile.Omitted;
import dev.runner.execute.compile.Written;
import dev.runner.execute.task.Registration;
import dev.runner.execute.task.TaskResult;
import dev.runner.execute.task.TaskRun;
import dev.runner.execute.task.Told;
import dev.runner.source.Vars;
import dev.runner.strategy.Node;
import dev.runner.template.Scope;
import dev.runner.template.TemplateException;
import dev.runner.transport.ConnectException;
import dev.runner.values.Text;
import dev.runner.values.Unknown;
import dev.runner.values.UnknownException;
import dev.runner.variables.Precedence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Does the tasks of one batch: variables, modules, includes, and what is remembered afterwards.
final class BatchCrew implements BatchRun.Crew {

  /// What a crew asks of the run around it.
  interface Around {
    /// These hosts are out of the play.
    void out(Set<String> hosts);

    /// Errors of the play's hosts are forgiven.
    void forgive();

    /// Whether the play's strategy looks at each failure with the user.
    boolean debugs();

    /// Whether the user wants the task to run.
    boolean agrees(RunEvent.Task title);

    /// Brings the record to the disk.
    void sync();
  }

  private record Memory(CompiledTask task, BatchRun.Performed performed, List<String> hosts) {}

  private final TaskSurroundings.Common common;
  private final HostScopes scopes;
  private final Includes includes;
  private final Effects effects;
  private final Around around;
  private final boolean lockstep;
  private final List<Memory> pending = new ArrayList<>();
  private final Map<Including.Name, List<String>> included = new LinkedHashMap<>();
  private final Map<String, LookAhead> aheads = new ConcurrentHashMap<>();
  private final BlockTurns turns;

  BatchCrew(
      TaskSurroundings.Common common,
      HostScopes scopes,
      Includes includes,
      Effects effects,
      Around around,
      boolean lockstep) {
    this.common = common;
    this.scopes = scopes;
    this.includes = includes;
    this.effects = effects;
    this.around = around;
    this.lockstep = lockstep;
    this.turns = new BlockTurns(includes, common);
  }

  @Override
  public BatchRun.Performed perform(
      String host,
      CompiledTask written,
      Node.Place place,
      RunEvent.Task title,
      List<CompiledTask> following)
      throws InterruptedException {
    Scope scope = scopes.of(host, written);
    try {
      CompiledTask task = Omitted.without(named(written, scope), scope);
      if (task.turn().isPresent()) {
        return turns.perform(host, task, place, title, scope);
      }
      return switch (task.bareModule()) {
        case "meta" -> Metas.perform(host, task, scope, acts(host, task, scope));
        case "include_tasks", "include_role" -> include(host, task, place, scope);
        default -> module(host, task, title, scope, ahead(host, task, following));
      };
    } catch (TemplateException e) {
      return ended(host, TaskSurroundings.failed(e.sentence(), e.hint()));
    } catch (StackOverflowError e) {
      return ended(
          host,
          TaskSurroundings.failed(
              "a value refers to itself, by way of other variables perhaps",
              "look for a variable whose template names the variable itself"));
    } catch (UnknownException e) {
      Outcome outcome = Outcome.of(Outcome.Kind.UNKNOWN, e.unknown().because());
      return ended(host, new TaskResult(outcome, Map.of("changed", false), List.of(), false));
    }
  }

  /// The task with its module's name rendered; one that depends on the item is known in the loop.
  private static CompiledTask named(CompiledTask task, Scope scope) {
    if (!task.module().contains("{{")) {
      return task;
    }
    try {
      Object name = scope.value(Text.trusted(task.module(), task.origin()));
      return task.named(Written.plain(name));
    } catch (TemplateException e) {
      if (task.loop().isPresent() && e.isUndefined()) {
        return task;
      }
      throw e;
    }
  }

  private static BatchRun.Performed ended(String host, TaskResult result) {
    return new BatchRun.Performed(host, result, Optional.empty(), Optional.empty());
  }

  @Override
  public int looksAhead() {
    return common.foresight().isPresent() ? LookAhead.TASKS : 0;
  }

  private Optional<LookAhead> ahead(String host, CompiledTask task, List<CompiledTask> following) {
    Optional<Foresight> foresight = common.foresight();
    if (foresight.isEmpty()) {
      return Optional.empty();
    }
    LookAhead ahead = aheads.computeIfAbsent(host, name -> new LookAhead(common, scopes, name));
    ahead.turn(task, following, foresight.get());
    return Optional.of(ahead);
  }

  private BatchRun.Performed module(
      String host, CompiledTask task, RunEvent.Task title, Scope scope, Optional<LookAhead> ahead)
      throws InterruptedException {
    TaskSurroundings surroundings = new TaskSurroundings(common, scopes, host, task, title, ahead);
    return ended(host, new TaskRun(host, task, title, surroundings).run(scope));
  }

  private BatchRun.Performed include(String host, CompiledTask task, Node.Place place, Scope scope)
      throws InterruptedException {
    Including.Brought brought =
        new Including(includes, task, place, common.workshop().masking()).run(scope);
    boolean untold =
        task.bareModule().equals("include_role") && common.workshop().templates().isBefore219();
    synchronized (included) {
      (untold ? List.<Including.Name>of() : brought.names())
          .forEach(name -> included.computeIfAbsent(name, n -> new ArrayList<>()).add(host));
    }
    return new BatchRun.Performed(host, brought.result(), brought.brought(), Optional.empty());
  }

  private Metas.Acts acts(String host, CompiledTask task, Scope scope) {
    return new Metas.Acts() {
      @Override
      public void clearFacts() {
        scopes.hosts().batch().forEach(common.workshop().store()::forgetFacts);
      }

      @Override
      public void clearHostErrors() {
        around.forgive();
      }

      @Override
      public void refreshInventory() {
        effects.refreshed(common.workshop().refresh().get());
      }

      @Override
      public void resetConnection() {
        try {
          common.hosts().at(common.ways().way(host, scope, task, scope)).access().drop();
        } catch (ConnectException e) {
          throw new TemplateException(String.valueOf(e.getMessage()), "", task.origin(), false, e);
        }
      }
    };
  }

  @Override
  public void remember(CompiledTask task, BatchRun.Performed performed, List<String> hosts) {
    Memory memory = new Memory(task, performed, hosts);
    if (lockstep) {
      pending.add(memory); // other hosts' variables are those of the last barrier
    } else {
      remember(memory);
    }
  }

  private void remember(Memory memory) {
    CompiledTask task = memory.task();
    TaskResult result = memory.performed().result();
    ReservedNames.of(task, result.effects().stream().map(Told::effect).toList())
        .forEach(common.events());
    for (String host : memory.hosts()) {
      Object name = task.keyword("register");
      if (name != null && isFor(host, memory)) {
        Outcome outcome = result.outcome();
        boolean known = outcome.kind() != Outcome.Kind.UNKNOWN;
        Map<String, Object> values =
            known || name instanceof Map<?, ?>
                ? Registration.after(
                    name, outcome.loop(), result.registered(), scopes.of(host, task))
                : Map.of(Written.plain(name), new Unknown(outcome.reason()));
        common.workshop().store().learn(host, Precedence.SET_FACTS, Vars.of(values, task.origin()));
      }
      if (result.failed() && !task.turn().filter(BlockTurn.Again.class::isInstance).isPresent()) {
        common.workshop().store().learn(host, Precedence.SET_FACTS, failure(host, task, result));
      }
      result.effects().forEach(told -> effects.take(told.owner(host), told.effect()));
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
    failed.put("name", task.name().orElse(""));
    failed.put("action", task.module());
    failed.put("args", filled(host, task));
    failed.put("tags", List.copyOf(task.source().settings().tags()));
    return Vars.of(
        Map.of("ansible_failed_task", failed, "ansible_failed_result", result.registered()),
        task.origin());
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

  @Override
  public List<String> notified(String host, CompiledTask task, TaskResult result) {
    List<Object> written = Keywords.list(task.keyword("notify"));
    if (written.isEmpty()) {
      return List.of();
    }
    Scope scope = scopes.of(host, task);
    Set<String> names = new LinkedHashSet<>();
    if (result.outcome().loop() && result.registered().get("results") instanceof List<?> items) {
      for (Object item : items) {
        if (item instanceof Map<?, ?> each && !Boolean.TRUE.equals(each.get("skipped"))) {
          names.addAll(names(written, scope.under(Registration.item(each))));
        }
      }
    } else {
      names.addAll(names(written, scope));
    }
    return List.copyOf(names);
  }

  private static List<String> names(List<Object> written, Scope scope) {
    List<String> names = new ArrayList<>();
    for (Object each : written) {
      Object value = scope.value(each);
      if (!value.equals(Scope.OMIT)) {
        Keywords.list(value).forEach(name -> names.add(Written.plain(name)));
      }
    }
    return names;
  }

  @Override
  public boolean demandsHandlers() {
    return common.options().defaults().handlersMustBeThere();
  }

  @Override
  public boolean runsNamesakes() {
    return common.workshop().templates().isBefore219();
  }

  @Override
  public RunEvent.Task title(CompiledTask task, String host) {
    return new Titles(scopes, common).of(task, host);
  }

  @Override
  public boolean checks(CompiledTask task, String host) {
    try {
      Scope scope = scopes.of(host, task);
      return Keywords.flag(Omitted.without(task, scope).keyword("check_mode"), scope)
          .orElse(common.options().check());
    } catch (TemplateException | UnknownException e) {
      return common.options().check(); // the task says what is wrong in its turn
    }
  }

  @Override
  public Debugger.Next debug(
      String host, CompiledTask task, RunEvent.Task title, TaskResult result, Outcome outcome) {
    Scope scope = scopes.of(host, task);
    String keyword = Keywords.of("debugger", task, scope).orElse("");
    if (!Debugger.isWanted(keyword, around.debugs() || common.options().debugs(), outcome)) {
      return Debugger.Next.ON;
    }
    common.foresight().ifPresent(Foresight::upheaval); // the user takes a while
    return new Debugger(
            common.workshop().prompt(),
            common.workshop().masking(),
            host,
            task,
            title.title(),
            scope,
            result.registered())
        .run();
  }

  @Override
  public boolean agrees(RunEvent.Task title) {
    return around.agrees(title);
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

  @Override
  public void barrier(Set<String> out) {
    inHostsOrder();
    pending.forEach(this::remember);
    pending.clear();
    effects.flush();
    scopes.brought(includes.roles());
    synchronized (included) {
      included.forEach(
          (name, hosts) -> {
            List<String> inOrder =
                scopes.hosts().batch().stream().filter(Set.copyOf(hosts)::contains).toList();
            common.events().accept(new RunEvent.Included(name.name(), name.label(), inOrder));
          });
      included.clear();
    }
    around.out(out);
    around.sync();
  }
}
