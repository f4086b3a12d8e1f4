package dev.runner.execute.task;

import dev.runner.catalog.Binding;
import dev.runner.catalog.ModuleType;
import dev.runner.event.Actions;
import dev.runner.event.Outcome.Kind;
import dev.runner.execute.compile.CompiledTask;
import dev.runner.execute.compile.Keywords;
import dev.runner.execute.compile.LoopControl;
import dev.runner.execute.compile.LoopItems;
import dev.runner.execute.program.ProgramModule;
import dev.runner.module.Asking;
import dev.runner.module.BadParameter;
import dev.runner.module.Effect;
import dev.runner.module.Plan;
import dev.runner.module.TaskModule;
import dev.runner.playbook.Task;
import dev.runner.source.DiagnosticException;
import dev.runner.template.Scope;
import dev.runner.template.TemplateException;
import dev.runner.transport.ConnectException;
import dev.runner.values.Unknown;
import dev.runner.values.UnknownException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A task's module on a host, once: what it is given, and what comes of it.
public final class ModuleRun {
  private final CompiledTask task;
  private final Surroundings with;
  private final TaskParameters parameters;
  private final Newcomers newcomers;

  public ModuleRun(CompiledTask task, Surroundings with) {
    this.task = task;
    this.with = with;
    this.parameters = new TaskParameters(task);
    this.newcomers = with.newcomers();
  }

  Ending run(Scope scope) throws InterruptedException {
    try {
      String name = parameters.module(scope);
      Optional<ProgramModule> program =
          with.program(name, () -> parameters.ofProgram(scope), scope);
      if (program.isPresent()) {
        return unstarted(program(program.get(), scope), scope);
      }
      ModuleType module = with.module(name);
      Background.check(task, scope);
      Map<String, Object> values = parameters.of(module, scope);
      for (Map.Entry<String, Object> each : values.entrySet()) {
        // A variable may be one that can't be known yet; what depends on it is unknown in its turn.
        if (each.getValue() instanceof Unknown unknown && !module.isFree(each.getKey())) {
          return Ending.of(Kind.UNKNOWN, unknown.because(), "");
        }
      }
      with.masking().learnAll(values);
      return switch (with.binder().bind(module, values, with.materials(scope))) {
        case Binding.Wrong wrong -> wrong(module, wrong.mistakes(), scope);
        case Binding.Bound bound ->
            told(
                unstarted(bound(module, answered(bound.module(), scope), scope), scope)
                    .warned(bound.warnings()),
                module,
                values,
                scope);
      };
    } catch (TemplateException e) {
      throw EarlyFailure.of(e, true, scope);
    } catch (BadParameter e) {
      return refused(e, task.origin().toString(), scope);
    } catch (UnknownException e) {
      return Ending.of(Kind.UNKNOWN, e.unknown().because(), "");
    } catch (ConnectException e) {
      return Ending.of(Kind.UNREACHABLE, String.valueOf(e.getMessage()), "");
    }
  }

  /// What the task would run, for each item of its loop: those that are left out or are wrong
  /// aside. Without any effect.
  ///
  /// @throws dev.runner.template.NotYet if anything that decides this isn't known yet
  public List<TaskModule> foreseen(ModuleType module, Scope scope, int most) {
    List<TaskModule> all = new ArrayList<>();
    if (task.loop().isEmpty()) {
      foreseen(module, scope).ifPresent(all::add);
      return all;
    }
    List<?> items = LoopItems.of(task.loop().get(), scope);
    LoopControl control = LoopControl.of(task.keyword("loop_control"), scope);
    for (int index = 0; index < Math.min(most, items.size()); index++) {
      foreseen(module, scope.under(control.variables(items, index))).ifPresent(all::add);
    }
    return all;
  }

  private Optional<TaskModule> foreseen(ModuleType module, Scope scope) {
    if (Conditions.unmet(task, scope).isPresent()) {
      return Optional.empty();
    }
    Map<String, Object> values = parameters.of(module, scope);
    if (values.values().stream().anyMatch(Unknown.class::isInstance)) {
      return Optional.empty();
    }
    with.masking().learnAll(values);
    return with.binder().bind(module, values, with.materials(scope)) instanceof Binding.Bound bound
        ? Optional.of(bound.module())
        : Optional.empty();
  }

  private Ending bound(ModuleType module, TaskModule bound, Scope scope)
      throws InterruptedException, ConnectException {
    if (with.checking(scope) && !bound.foreseeable()) {
      Optional<Ending> impossible = impossible(bound, scope);
      return impossible.isPresent()
          ? impossible.get()
          : notForeseen(bound, module.returns(), scope);
    }
    Ending told =
        new Attempt(with.setting(module.needs(bound), module.describe().inTurn(), scope))
            .run(bound, module.describe().alwaysCompares());
    Ending ending = scope.isBefore219() ? FormerWords.of(module.name(), told) : told;
    return ending.kind() == Kind.OK && newcomers.among(ending.effects())
        ? ending.as(Kind.CHANGED)
        : withFiles(ending);
  }

  private TaskModule answered(TaskModule module, Scope scope) throws InterruptedException {
    return module instanceof Asking asking ? with.answered(asking, scope) : module;
  }

  /// Files of variables that can't be read make the task fail.
  private Ending withFiles(Ending ending) {
    Map<String, Object> registered = new LinkedHashMap<>(ending.values());
    for (Effect effect : ending.effects()) {
      if (effect instanceof Effect.VariableFiles files) {
        try {
          Map<String, Object> values = with.read(files).values();
          registered.put(
              "ansible_facts",
              files.name().isPresent() ? Map.of(files.name().get(), values) : values);
        } catch (DiagnosticException e) {
          String why = String.valueOf(e.getMessage());
          return Ending.of(Kind.FAILED, why, "")
              .with(Map.of("message", e.diagnostics().getFirst().sentence()));
        }
      }
    }
    return ending.with(registered);
  }

  private Ending told(Ending ending, ModuleType module, Map<String, Object> values, Scope scope) {
    if (ending.kind() == Kind.UNREACHABLE || !with.tellsInvocations(scope)) {
      return ending;
    }
    boolean free = task.parameters().containsKey(Task.FREE_FORM);
    Map<String, Object> registered = new LinkedHashMap<>(ending.values());
    registered.putIfAbsent("invocation", Invocation.of(module, values, free));
    return ending.with(registered);
  }

  private Ending program(ProgramModule program, Scope scope)
      throws InterruptedException, ConnectException {
    for (Object value : program.parameters().values()) {
      if (value instanceof Unknown unknown) {
        return Ending.of(Kind.UNKNOWN, unknown.because(), "");
      }
    }
    with.masking().learnAll(program.parameters());
    if (with.checking(scope)) {
      return notForeseen(program, Set.of(), scope);
    }
    return new Attempt(with.setting(List.of(), false, scope)).run(program, false);
  }

  /// A check starts no job: what it will be called and whether it will have ended isn't known.
  private Ending unstarted(Ending ending, Scope scope) {
    if (ending.kind().isTrouble()
        || !with.checking(scope)
        || TaskTime.async(task, scope).isEmpty()) {
      return ending;
    }
    Map<String, Object> values = new LinkedHashMap<>(ending.values());
    Background.OF_A_JOB.forEach(name -> values.put(name, untold()));
    return ending.with(values);
  }

  private Unknown untold() {
    return new Unknown(
        "what the task at %s tells isn't known before it runs".formatted(task.origin()));
  }

  /// The failure that is sure, even of a task that isn't foreseeable.
  private Optional<Ending> impossible(TaskModule module, Scope scope)
      throws InterruptedException, ConnectException {
    TaskModule question =
        host -> module.impossible(host).orElseGet(() -> Plan.unchanged("nothing is known"));
    Ending ending = new Attempt(with.setting(List.of(), false, scope)).run(question, false);
    return ending.kind() == Kind.REFUSED ? Optional.of(ending) : Optional.empty();
  }

  /// What it would tell nobody knows: so is what depends on that.
  private Ending notForeseen(TaskModule module, Set<String> returns, Scope scope)
      throws ConnectException {
    AttemptSetting setting = with.setting(List.of(), false, scope);
    boolean onlyLooks = Keywords.list(task.keyword("changed_when")).equals(List.of(false));
    if (setting.lays() && !onlyLooks) {
      setting.host().leftOut(setting.task());
    }
    Map<String, Object> values = new LinkedHashMap<>();
    Unknown unknown = untold();
    returns.forEach(name -> values.put(name, unknown));
    values.put("skipped", true);
    values.put("msg", module.unforeseen());
    return Ending.of(Kind.SKIPPED, module.unforeseen(), "").with(values);
  }

  /// The end of an attempt that a parameter doesn't fit for.
  ///
  /// @throws EndedAtOnce if a file of the control machine isn't there, from ansible-core 2.19 on
  static Ending refused(BadParameter e, String remedy, Scope scope) {
    Ending ending = Ending.of(Kind.FAILED, String.valueOf(e.getMessage()), remedy);
    if (!scope.isBefore219() && e.lacksFile()) {
      throw new EndedAtOnce(ending);
    }
    return ending;
  }

  private Ending wrong(ModuleType module, List<Binding.Mistake> mistakes, Scope scope) {
    Ending now = mistakes(module, mistakes);
    Ending ending = scope.isBefore219() ? FormerWords.of(module.name(), now) : now;
    if (Actions.endAtOnce(task.bareModule(), scope.isBefore219())
        || (!scope.isBefore219() && mistakes.getFirst().kind() == Binding.Kind.NO_FILE)) {
      throw new EndedAtOnce(ending);
    }
    return ending;
  }

  private Ending mistakes(ModuleType module, List<Binding.Mistake> mistakes) {
    Binding.Mistake first = mistakes.getFirst();
    if (first.kind() == Binding.Kind.NO_TEXT) {
      String hint = "see runner doc " + module.name();
      throw new TemplateException(first.told(), hint, null, false, null);
    }
    List<String> missing = new ArrayList<>();
    List<String> told = new ArrayList<>();
    for (Binding.Mistake mistake : mistakes) {
      if (mistake.kind() == Binding.Kind.MISSING) {
        missing.add(mistake.parameter());
      } else {
        told.add(mistake.told());
      }
    }
    if (!missing.isEmpty()) {
      missing.sort(null);
      String own = module.describe().missing();
      told.addFirst(own.isEmpty() ? Binding.MISSING + String.join(", ", missing) : own);
    }
    List<String> hints = new ArrayList<>();
    mistakes.stream().map(Binding.Mistake::hint).filter(it -> !it.isEmpty()).forEach(hints::add);
    hints.add("see runner doc " + module.name());
    Map<String, Object> values = new LinkedHashMap<>();
    mistakes.forEach(each -> values.putAll(each.values()));
    return Ending.of(
            Kind.FAILED,
            String.join("\n", told.stream().distinct().toList()),
            task.origin() + ": " + String.join("; ", hints))
        .with(values);
  }
}
