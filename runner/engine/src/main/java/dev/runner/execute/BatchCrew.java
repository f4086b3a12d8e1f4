package dev.runner.execute;

import dev.runner.event.Outcome;
import dev.runner.event.RunEvent;
import dev.runner.execute.ahead.Foresight;
import dev.runner.execute.compile.CompiledTask;
import dev.runner.execute.compile.Keywords;
import dev.runner.execute.compile.Omitted;
import dev.runner.execute.compile.Written;
import dev.runner.execute.task.TaskResult;
import dev.runner.execute.task.TaskRun;
import dev.runner.jinja.Language;
import dev.runner.strategy.Node;
import dev.runner.template.Scope;
import dev.runner.template.TemplateException;
import dev.runner.values.Text;
import dev.runner.values.UnknownException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/// Does the tasks of one batch on its hosts: modules, includes, what steers the play.
final class BatchCrew implements Crew {

  /// What a crew asks of the run around it.
  interface Around {
    /// These hosts are out of the play.
    void out(Set<String> hosts);

    /// A task added the host to the inventory, or to a group.
    void joined(String host);

    /// Errors of the play's hosts are forgiven.
    void forgive();

    /// Whether the play's strategy looks at each failure with the user.
    boolean debugs();

    /// Whether the user wants the task to run.
    boolean agrees(RunEvent.Task title);

    /// Brings the record to the disk.
    void sync();
  }

  private final TaskSurroundings.Common common;
  private final HostScopes scopes;
  private final Includes includes;
  private final Around around;
  private final MetaActs acts;
  private final BatchMemory memory;
  private final IncludedNames included = new IncludedNames();
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
    this.around = around;
    this.acts = new MetaActs(common, scopes, effects, around);
    this.memory = new BatchMemory(common, scopes, effects, around::joined, lockstep);
    this.turns = new BlockTurns(includes, common);
  }

  @Override
  public Performed perform(
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
        case "meta" -> Metas.perform(host, task, scope, acts);
        case "include_tasks", "include_role" -> include(host, task, title, place, scope);
        default -> module(host, task, title, scope, ahead(host, task, following));
      };
    } catch (TemplateException e) {
      return Performed.of(host, TaskResult.failure(e.sentence(), e.hint()));
    } catch (StackOverflowError e) {
      return Performed.of(
          host,
          TaskResult.failure(
              "a value refers to itself, by way of other variables perhaps",
              "look for a variable whose template names the variable itself"));
    } catch (UnknownException e) {
      Outcome outcome = Outcome.of(Outcome.Kind.UNKNOWN, e.unknown().because());
      return Performed.of(host, TaskResult.of(outcome));
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

  private Performed module(
      String host, CompiledTask task, RunEvent.Task title, Scope scope, Optional<LookAhead> ahead)
      throws InterruptedException {
    TaskSurroundings surroundings = new TaskSurroundings(common, scopes, host, task, title, ahead);
    return Performed.of(host, new TaskRun(host, task, title, surroundings).run(scope));
  }

  private Performed include(
      String host, CompiledTask task, RunEvent.Task title, Node.Place place, Scope scope)
      throws InterruptedException {
    BiConsumer<String, Outcome> skips =
        (label, outcome) ->
            common.events().accept(new RunEvent.ItemFinished(host, title, label, outcome));
    Including.Brought brought =
        new Including(includes, task, place, common.workshop().masking(), skips).run(scope);
    boolean untold =
        task.bareModule().equals("include_role") && common.workshop().templates().isBefore219();
    included.add(host, untold ? List.of() : brought.names());
    return new Performed(host, brought.result(), brought.brought(), Optional.empty());
  }

  @Override
  public void remember(CompiledTask task, Performed performed, List<String> hosts) {
    memory.add(task, performed, hosts);
  }

  @Override
  public List<String> notified(String host, CompiledTask task, TaskResult result) {
    return NotifiedNames.of(task, result, scopes.of(host, task));
  }

  @Override
  public boolean demandsHandlers() {
    return common.options().defaults().handlersMustBeThere();
  }

  @Override
  public Language language() {
    return common.workshop().templates().language();
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

  @Override
  public void barrier(Set<String> out) {
    memory.takeOver();
    scopes.brought(includes.roles());
    included.tell(scopes.hosts().all(), common.events());
    around.out(out);
    around.sync();
  }
}
