package dev.runner.execute;

import dev.runner.catalog.Binder;
import dev.runner.catalog.Materials;
import dev.runner.catalog.ModuleType;
import dev.runner.event.RunEvent;
import dev.runner.execute.ahead.Foresight;
import dev.runner.execute.compile.CompiledTask;
import dev.runner.execute.compile.Keywords;
import dev.runner.execute.compile.RunOptions;
import dev.runner.execute.program.ProgramModule;
import dev.runner.execute.reach.HostAccess;
import dev.runner.execute.reach.Obligations;
import dev.runner.execute.reach.OpenHosts;
import dev.runner.execute.reach.Way;
import dev.runner.execute.reach.WayFinder;
import dev.runner.execute.task.AttemptSetting;
import dev.runner.execute.task.Masking;
import dev.runner.execute.task.Newcomers;
import dev.runner.execute.task.Surroundings;
import dev.runner.execute.task.TaskTime;
import dev.runner.module.Asking;
import dev.runner.module.BetweenHosts;
import dev.runner.module.DifferenceLimit;
import dev.runner.module.Effect;
import dev.runner.module.LimitedDifference;
import dev.runner.module.TaskModule;
import dev.runner.playbook.MissingModule;
import dev.runner.source.Vars;
import dev.runner.template.Scope;
import dev.runner.template.TemplateException;
import dev.runner.transport.ConnectException;
import dev.runner.transport.Identity;
import dev.runner.values.Text;
import java.lang.annotation.Annotation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// What one task on one host runs with.
final class TaskSurroundings implements Surroundings {
  private static final String INJECTS_INVOCATION = "ansible_inject_invocation";

  /// What all tasks of a run share.
  record Common(
      Workshop workshop,
      RunOptions options,
      WayFinder ways,
      OpenHosts hosts,
      Obligations obligations,
      Consumer<RunEvent> events,
      AtomicLong attempts,
      Optional<Foresight> foresight,
      Answers answers) {}

  private final Common common;
  private final HostScopes scopes;
  private final String host;
  private final CompiledTask task;
  private final RunEvent.Task title;
  private final Optional<LookAhead> ahead;
  private final TaskDelegate delegate;

  /// @param ahead what the host does next; absent: nobody wants to know
  TaskSurroundings(
      Common common,
      HostScopes scopes,
      String host,
      CompiledTask task,
      RunEvent.Task title,
      Optional<LookAhead> ahead) {
    this.common = common;
    this.scopes = scopes;
    this.host = host;
    this.task = task;
    this.title = title;
    this.ahead = ahead;
    this.delegate = new TaskDelegate(common.ways(), scopes, host, task);
  }

  @Override
  public ModuleType module(String name) {
    return common
        .workshop()
        .modules()
        .find(name, task.source().settings().collections())
        .orElseThrow(
            () ->
                new TemplateException(
                    "Cannot resolve '%s' to an action or module.".formatted(name),
                    MissingModule.hint(name, common.workshop().modules().names()),
                    task.origin(),
                    false,
                    null));
  }

  @Override
  public TaskModule answered(Asking asking, Scope scope) throws InterruptedException {
    return common
        .answers()
        .of(asking, task.id(), title.title(), host, scopes.hosts().batch(), !checking(scope));
  }

  @Override
  public Binder binder() {
    return common.workshop().binder();
  }

  @Override
  public Vars read(Effect.VariableFiles files) {
    return Effects.read(files, common.workshop().sources());
  }

  @Override
  public Newcomers newcomers() {
    return new Newcomers(common.workshop().store().inventory(), host);
  }

  @Override
  public Optional<ProgramModule> program(
      String name, Supplier<Map<String, Object>> parameters, Scope scope) {
    return new TaskPrograms(common.workshop(), task)
        .find(name, parameters, scope, diffing(scope), tellsInvocations(scope));
  }

  @Override
  public Masking masking() {
    return common.workshop().masking();
  }

  @Override
  public AttemptSetting setting(List<String> needs, boolean inTurn, Scope scope)
      throws ConnectException {
    boolean between = isBetweenHosts();
    String at = between ? host : delegate.name(scope).orElse(host);
    Scope variables = delegate.variables(at, scope);
    Way way = common.ways().way(at, variables, task, scope);
    Identity who = common.ways().identity(variables, task, scope);
    learn(way, who);
    OpenHosts.Opened opened = common.hosts().at(way);
    Map<String, Text> environment = TaskEnvironment.of(task, scope);
    RunLedger ledger =
        new RunLedger(
            common.workshop().journal(),
            common.obligations(),
            masking(),
            "a" + common.attempts().incrementAndGet(),
            at,
            title.name(),
            who,
            environment,
            opened);
    boolean asksAlone = inTurn || Horizon.isUnsteady(task);
    if (asksAlone) {
      common.foresight().ifPresent(Foresight::upheaval);
    }
    boolean checking = checking(scope);
    return new AttemptSetting(
        between ? beginning(opened.access(), way, who, scope) : opened.access(),
        new HostAccess.Asker(
            who, needs, environment, checking, asksAlone ? Optional.empty() : ahead(at, way)),
        title.name(),
        Keywords.flag(task.keyword("diff"), scope).orElse(common.options().diff()),
        isMarked(LimitedDifference.class)
            ? common.options().defaults().limit()
            : DifferenceLimit.NONE,
        common.options().check() && Keywords.flag(task.keyword("check_mode"), scope).isEmpty(),
        TaskTime.timeout(task, scope),
        watching(scope),
        ledger,
        TaskTime.background(task, scope, common.workshop().random(), common.attempts().get()));
  }

  private boolean isBetweenHosts() {
    return isMarked(BetweenHosts.class);
  }

  private boolean isMarked(Class<? extends Annotation> mark) {
    return common
        .workshop()
        .modules()
        .find(task.module())
        .filter(module -> module.type().isAnnotationPresent(mark))
        .isPresent();
  }

  /// The host as what goes between it and the one that the task is delegated to sees it. Delegated
  /// to the control machine, the task begins where it would begin anyway.
  private HostAccess beginning(HostAccess access, Way own, Identity who, Scope scope)
      throws ConnectException {
    Optional<String> other = delegate.name(scope);
    if (other.isPresent()) {
      Scope variables = delegate.variables(other.get(), scope);
      Way way = common.ways().way(other.get(), variables, task, scope);
      if (!way.isLocal()) {
        return access.with(
            common.hosts().at(way).access(), common.ways().identity(variables, task, scope));
      }
    }
    return own.isLocal() ? access.onControl(who) : access;
  }

  /// What is asked with the task's own questions: nothing of others on a host that is another's.
  private Optional<HostAccess.Ahead> ahead(String at, Way way) {
    return ahead.map(each -> at.equals(host) ? each.by(way) : (access, who) -> List.of());
  }

  private void learn(Way way, Identity who) {
    way.target().password().ifPresent(masking()::learnAll);
    way.target().keyPassphrase().ifPresent(masking()::learnAll);
    if (who instanceof Identity.Become become) {
      become.password().ifPresent(masking()::learnAll);
    }
  }

  private HostAccess.Watching watching(Scope scope) {
    boolean hidden = Keywords.flag(task.keyword("no_log"), scope).orElse(false);
    return new HostAccess.Watching() {
      @Override
      public void progress(String text) {
        tell(text, false, hidden);
      }

      @Override
      public void line(String text) {
        tell(text, true, hidden);
      }

      @Override
      public void polled(String job) {
        events().accept(new RunEvent.Polled(host, title, job));
      }
    };
  }

  private void tell(String text, boolean output, boolean hidden) {
    if (hidden) {
      return;
    }
    events().accept(new RunEvent.Progress(host, title, masking().text(text), output));
  }

  @Override
  public Optional<String> factsOf(Scope scope) {
    return delegate.factsOf(scope);
  }

  @Override
  public Scope delegated(Scope scope) {
    return delegate.decided(scope);
  }

  @Override
  public Optional<String> shownDelegate(Scope scope) {
    return delegate.shown(scope);
  }

  @Override
  public Materials materials(Scope scope) {
    return new TaskMaterials(common.workshop(), scope, task);
  }

  @Override
  public boolean checking(Scope scope) {
    return Keywords.flag(task.keyword("check_mode"), scope).orElse(common.options().check());
  }

  @Override
  public boolean diffing(Scope scope) {
    return Keywords.flag(task.keyword("diff"), scope)
        .orElse(common.options().diff() || common.options().check());
  }

  @Override
  public boolean tellsInvocations(Scope scope) {
    Object told = scope.isWritten(INJECTS_INVOCATION) ? scope.get(INJECTS_INVOCATION) : null;
    return told == null ? common.options().defaults().invocations() : scope.flag(told);
  }

  @Override
  public Consumer<RunEvent> events() {
    return common.events();
  }

  @Override
  public void pause(Duration delay) throws InterruptedException {
    Thread.sleep(delay);
  }
}
