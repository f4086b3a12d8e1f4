package dev.runner.execute;

import dev.runner.catalog.Binder;
import dev.runner.catalog.Binding;
import dev.runner.catalog.ModuleType;
import dev.runner.catalog.Parameter;
import dev.runner.event.Outcome;
import dev.runner.event.Outcome.Handling;
import dev.runner.event.Outcome.Kind;
import dev.runner.event.RunEvent;
import dev.runner.execute.program.ProgramModule;
import dev.runner.jinja.Language;
import dev.runner.module.BadParameter;
import dev.runner.module.Effect;
import dev.runner.module.TaskModule;
import dev.runner.playbook.FreeForm;
import dev.runner.playbook.Loop;
import dev.runner.playbook.Task;
import dev.runner.source.Vars;
import dev.runner.template.Scope;
import dev.runner.template.TemplateException;
import dev.runner.values.Json;
import dev.runner.values.None;
import dev.runner.values.Origin;
import dev.runner.values.Python;
import dev.runner.values.Text;
import dev.runner.values.Undefined;
import dev.runner.values.Unknown;
import dev.runner.values.UnknownException;
import dev.runner.variables.FactNames;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// One task on one host: condition, rendering, binding, plan, apply; loops and retries; what is
/// registered.
final class TaskRun {
  private static final String FACTS = "ansible_facts";
  private static final String CENSORED =
      "the output has been hidden due to the fact that 'no_log: true' was specified for this result";

  /// What a task runs with, besides itself.
  interface Surroundings {
    /// The module of this name.
    ModuleType module(String name);

    Binder binder();

    /// The program that is the task's module, with its parameters; nothing if it is no program.
    Optional<ProgramModule> program(
        String name, Supplier<Map<String, Object>> parameters, Scope scope);

    Masking masking();

    /// Brings what an attempt needs: the host's access, the identity, materials, deadlines.
    ///
    /// @param inTurn whether nothing counts that was asked before
    Attempt.Setting setting(List<String> needs, boolean inTurn, Scope scope)
        throws dev.runner.transport.ConnectException;

    dev.runner.catalog.Materials materials(Scope scope);

    /// The host that carries the task out instead, as reports show it.
    Optional<String> shownDelegate(Scope scope);

    /// The variables with those of the host that carries the task out instead.
    Scope delegated(Scope scope);

    /// Whether steps are shown instead of applied.
    boolean checking(Scope scope);

    /// Whether differences are shown.
    boolean diffing(Scope scope);

    Consumer<RunEvent> events();

    /// What is new of the hosts and groups that the task brings.
    Newcomers newcomers();

    /// Waits between two attempts.
    void pause(Duration delay) throws InterruptedException;
  }

  private final String host;
  private final CompiledTask task;
  private final RunEvent.Task title;
  private final Surroundings with;
  private final Newcomers newcomers;
  private final Instant began = Instant.now();

  /// The results of a loop so far.
  private Optional<List<Map<String, Object>>> earlier = Optional.empty();

  TaskRun(String host, CompiledTask task, RunEvent.Task title, Surroundings with) {
    this.host = host;
    this.task = task;
    this.title = title;
    this.with = with;
    this.newcomers = with.newcomers();
  }

  /// One pass through the module, or the reason why there was none.
  record Pass(Attempt.Ending ending, Map<String, Object> result, @Nullable String skippedBecause) {}

  TaskResult run(Scope scope) throws InterruptedException {
    if (task.loop().isEmpty()) {
      Scope own = with.delegated(scope);
      Pass pass = attempts(own);
      return conclude(pass, own, pass.result());
    }
    return loop(task.loop().get(), scope);
  }

  private TaskResult loop(Loop loop, Scope scope) throws InterruptedException {
    List<?> items;
    LoopControl control;
    try {
      items = LoopItems.of(loop, scope);
      control = LoopControl.of(task.keyword("loop_control"), scope);
    } catch (TemplateException e) {
      return concluded(loopless(e, scope), scope);
    } catch (UnknownException e) {
      return concluded(ended(Kind.UNKNOWN, e.unknown().because(), ""), scope);
    }
    return items(items, control, scope);
  }

  /// A condition that doesn't hold without an item spares the loop.
  private Pass loopless(TemplateException e, Scope scope) {
    try {
      Optional<Object> unmet = unmet(scope);
      if (unmet.isPresent()) {
        return skipped(unmet.get());
      }
    } catch (TemplateException | UnknownException condition) {
      // it may depend on the item: the loop is what is wrong
    }
    if (e instanceof LoopItems.NoList) {
      Attempt.Ending ending = simple(Kind.FAILED, e.sentence(), e.hint());
      Map<String, Object> result = Results.of(ending);
      result.remove("changed");
      String place = e.origin().map(Origin::toString).orElse("");
      return new Pass(
          ending.as(Kind.FAILED, e.sentence(), List.of(new Outcome.Cause(e.sentence(), place))),
          result,
          null);
    }
    return early(EarlyFailure.of(e, false, scope));
  }

  private TaskResult concluded(Pass pass, Scope scope) {
    return conclude(pass, scope, pass.result());
  }

  private TaskResult items(List<?> items, LoopControl control, Scope scope)
      throws InterruptedException {
    List<Map<String, Object>> results = new ArrayList<>();
    List<Outcome> outcomes = new ArrayList<>();
    earlier = Optional.of(results);
    List<Effect> effects = new ArrayList<>();
    List<Pass> passes = new ArrayList<>();
    Map<String, Object> learned = new LinkedHashMap<>();
    boolean changed = false;
    for (int index = 0; index < items.size(); index++) {
      if (index > 0 && !control.pause().isZero()) {
        with.pause(control.pause());
      }
      Map<String, Object> vars = control.variables(items, index);
      Scope inner = scope.under(learned).under(vars);
      Pass pass = attempts(with.delegated(inner));
      Map<String, Object> result = new LinkedHashMap<>(pass.result());
      result.put(control.variable(), items.get(index));
      result.put("ansible_loop_var", control.variable());
      int number = index;
      control
          .indexVariable()
          .ifPresent(
              name -> {
                result.put(name, (long) number);
                result.put("ansible_index_var", name);
              });
      if (vars.containsKey("ansible_loop")) {
        result.put("ansible_loop", Objects.requireNonNull(vars.get("ansible_loop")));
      }
      boolean breaks = false;
      try {
        Optional<Boolean> broken = control.breaks(inner.under(registeredAs(result)));
        breaks = broken.orElse(false);
        broken.ifPresent(value -> result.put("break_when_result", value));
      } catch (TemplateException e) {
        breaks = true;
        pass = broken(pass, result, e);
      }
      if (pass.ending().kind().isTrouble() && !isOld(scope)) {
        result.putIfAbsent("exception", Results.NO_TRACE);
      }
      Outcome outcome = outcome(pass, inner, result);
      outcomes.add(outcome);
      changed |= outcome.kind() == Kind.CHANGED;
      results.add(result);
      passes.add(pass);
      effects.addAll(pass.ending().effects());
      learn(pass.ending().effects(), inner, learned);
      String label = label(control, inner, items.get(index));
      with.events().accept(new RunEvent.ItemFinished(host, title, label, outcome));
      if (pass.ending().kind() == Kind.UNREACHABLE || breaks) {
        break;
      }
    }
    earlier = Optional.empty();
    return loopResult(results, passes, effects, changed, scope, handling(outcomes, isOld(scope)));
  }

  /// A loop's failure is ignored where that of any of its items is; before ansible-core 2.19, where
  /// that of each of them is.
  private static Handling handling(List<Outcome> outcomes, boolean old) {
    List<Outcome> troubles = outcomes.stream().filter(each -> each.kind().isTrouble()).toList();
    long ignored = troubles.stream().filter(each -> each.handled() == Handling.IGNORED).count();
    boolean all = ignored == troubles.size();
    return ignored > 0 && (all || !old) ? Handling.IGNORED : Handling.NONE;
  }

  /// An item after which it can't be found out whether the loop goes on.
  private static Pass broken(Pass pass, Map<String, Object> result, TemplateException e) {
    boolean failed = pass.ending().kind().isTrouble();
    if (failed) {
      result.put("break_when_suppressed_exception", Results.NO_TRACE);
    }
    List<Outcome.Cause> causes =
        EarlyFailure.judged(failed, "A 'break_when' expression failed.", e);
    result.put("break_when_result", e.sentence());
    result.put("failed", true);
    result.putIfAbsent("msg", Outcome.brief(causes));
    return new Pass(
        pass.ending().as(Kind.FAILED, Outcome.brief(causes), causes), pass.result(), null);
  }

  /// What an item sets, the next ones see: lists are put together so.
  private static void learn(List<Effect> effects, Scope scope, Map<String, Object> learned) {
    for (Effect effect : effects) {
      if (effect instanceof Effect.Variables variables) {
        learned.putAll(variables.values());
      } else if (effect instanceof Effect.Facts facts) {
        Object before = learned.getOrDefault(FACTS, scope.get(FACTS));
        Map<Object, Object> all = new LinkedHashMap<>();
        if (before instanceof Map<?, ?> known) {
          all.putAll(known);
        }
        facts
            .values()
            .forEach(
                (name, value) -> {
                  all.put(FactNames.bare(name), value);
                  if (FactNames.isHarmless(name)) {
                    learned.put(name, value);
                  }
                });
        learned.put(FACTS, all);
      }
    }
  }

  private TaskResult loopResult(
      List<Map<String, Object>> results,
      List<Pass> passes,
      List<Effect> effects,
      boolean changed,
      Scope scope,
      Handling handling) {
    Map<String, Object> registered = Results.loop(results);
    Kind kind = Kind.OK;
    if (passes.isEmpty() || Boolean.TRUE.equals(registered.get("skipped"))) {
      kind = Kind.SKIPPED;
    } else {
      for (Pass pass : passes) {
        Kind each = pass.ending().kind();
        if (each.isTrouble() && (!kind.isTrouble() || each == Kind.UNREACHABLE)) {
          kind = each;
        } else if (each == Kind.UNKNOWN && !kind.isTrouble()) {
          kind = Kind.UNKNOWN;
        } else if (each == Kind.CHANGED && kind == Kind.OK) {
          kind = Kind.CHANGED;
        }
      }
    }
    String reason = passes.isEmpty() ? "the list is empty" : String.valueOf(registered.get("msg"));
    Attempt.Ending ending =
        new Attempt.Ending(
            kind,
            kind.isTrouble() || passes.isEmpty() ? reason : "",
            "",
            Map.of(),
            effects,
            List.of(),
            List.of());
    Pass pass = new Pass(ending, registered, null);
    Outcome outcome = outcome(pass, scope, registered).handled(handling).ofLoop();
    return new TaskResult(
        outcome,
        kept(registered, scope),
        effects,
        changed && (!kind.isTrouble() || handling == Handling.IGNORED));
  }

  /// The variables that show a result to the task's own conditions.
  private Map<String, Object> registeredAs(Map<String, Object> result) {
    Map<String, Object> about = new LinkedHashMap<>();
    about.put("result", result);
    if (earlier.isPresent()) {
      List<Object> all = new ArrayList<>(earlier.get());
      all.add(result);
      about.put("loop_result", Map.of("results", all));
    }
    return Registration.visible(task.keyword("register"), about);
  }

  /// Attempts until one is good enough.
  private Pass attempts(Scope scope) throws InterruptedException {
    try {
      Optional<Object> unmet = unmet(scope);
      if (unmet.isPresent()) {
        return skipped(unmet.get());
      }
      notified(scope);
      return tries(scope);
    } catch (EarlyFailure e) {
      return early(e);
    } catch (TemplateException e) {
      return early(EarlyFailure.of(e, true, scope));
    } catch (UnknownException e) {
      return ended(Kind.UNKNOWN, e.unknown().because(), "");
    }
  }

  /// A task that can't tell whom it is going to notify doesn't begin.
  private void notified(Scope scope) {
    try {
      list(task.keyword("notify")).forEach(scope::value);
    } catch (TemplateException e) {
      throw Keywords.wrong("notify", e);
    }
  }

  private static Pass early(EarlyFailure e) {
    Attempt.Ending ending = simple(Kind.FAILED, e.sentence(), e.remedy());
    Map<String, Object> result = Results.of(ending);
    if (!e.isBegun()) {
      result.remove("changed");
    }
    return new Pass(ending.as(Kind.FAILED, e.sentence(), e.causes()), result, null);
  }

  private Pass tries(Scope scope) throws InterruptedException {
    List<Object> until = list(task.keyword("until"));
    boolean once = until.isEmpty() && task.keyword("retries") == null;
    int most = once ? 1 : 1 + Math.max(0, number("retries", 3, scope));
    double seconds = seconds("delay", 5, scope);
    Duration delay = Duration.ofMillis((long) (1000 * (seconds < 0 ? 1 : seconds)));
    for (int attempt = 1; ; attempt++) {
      Pass pass = judged(scope, most == 1 ? 0 : attempt);
      boolean good =
          until.isEmpty()
              ? !pass.ending().kind().isTrouble()
              : holdAll("An 'until'", until, scope.under(registeredAs(pass.result())), true);
      if (good
          || attempt >= most
          || with.checking(scope)
          || pass.ending().kind() == Kind.UNREACHABLE) {
        return most == 1 ? pass : retried(pass, attempt, good, most);
      }
      int left = isOld(scope) ? most - attempt : most - attempt - 1;
      with.events().accept(new RunEvent.Retrying(host, title, attempt, left, delay));
      with.pause(delay);
    }
  }

  private static boolean isOld(Scope scope) {
    return scope.environment().language() == Language.ANSIBLE_2_14;
  }

  private static Map<String, Object> withAttempts(Pass pass, int attempt) {
    Map<String, Object> result = new LinkedHashMap<>(pass.result());
    result.put("attempts", (long) attempt);
    return result;
  }

  private static Pass retried(Pass pass, int attempt, boolean good, int most) {
    Map<String, Object> result = withAttempts(pass, good ? attempt : most - 1);
    if (good || result.containsKey("failed_when_result")) {
      return new Pass(pass.ending(), result, null); // who judges by himself is believed
    }
    result.put("failed", true);
    Attempt.Ending e = pass.ending();
    String reason = e.kind().isTrouble() ? e.reason() : "not so after %d tries".formatted(most);
    return new Pass(
        e.as(e.kind().isTrouble() ? e.kind() : Kind.FAILED, reason, e.causes()), result, null);
  }

  /// An attempt, and what `changed_when` and `failed_when` say of it.
  ///
  /// @param number of the attempt; 0 if there is only one
  private Pass judged(Scope scope, int number) throws InterruptedException {
    Attempt.Ending ending = heard(attempt(scope), scope);
    Map<String, Object> result = Results.of(ending);
    if (number > 0) {
      result.put("attempts", (long) number);
    }
    boolean judged =
        switch (ending.kind()) {
          case UNREACHABLE, UNKNOWN, SKIPPED -> false;
          case OK, CHANGED, REFUSED, FAILED -> true;
        };
    return judged
        ? new Judgement(task, ending, result, registeredAs(result), isOld(scope)).of(scope)
        : new Pass(ending, result, null);
  }

  /// The same ending with what templates had to say.
  private static Attempt.Ending heard(Attempt.Ending ending, Scope scope) {
    List<String> said = scope.warnings();
    if (said.isEmpty()) {
      return ending;
    }
    List<String> all = new ArrayList<>(said);
    all.addAll(ending.warnings());
    return new Attempt.Ending(
        ending.kind(),
        ending.reason(),
        ending.remedy(),
        ending.values(),
        ending.effects(),
        ending.steps(),
        all,
        ending.causes());
  }

  private Attempt.Ending attempt(Scope scope) throws InterruptedException {
    try {
      String name = module(scope);
      Optional<ProgramModule> program = with.program(name, () -> parameters(scope), scope);
      if (program.isPresent()) {
        return program(program.get(), scope);
      }
      ModuleType module = with.module(name);
      Background.check(task, scope);
      Map<String, Object> parameters = parameters(module, scope);
      for (Map.Entry<String, Object> each : parameters.entrySet()) {
        // A variable may be one that can't be known yet; what depends on it is unknown in its turn.
        if (each.getValue() instanceof Unknown unknown && !module.isFree(each.getKey())) {
          return simple(Kind.UNKNOWN, unknown.because(), "");
        }
      }
      with.masking().learnAll(parameters);
      return switch (with.binder().bind(module, parameters, with.materials(scope))) {
        case Binding.Wrong wrong -> mistakes(module, wrong.mistakes());
        case Binding.Bound bound -> attempt(module, bound.module(), scope);
      };
    } catch (TemplateException e) {
      throw EarlyFailure.of(e, true, scope);
    } catch (BadParameter e) {
      return simple(Kind.FAILED, String.valueOf(e.getMessage()), task.origin().toString());
    } catch (UnknownException e) {
      return simple(Kind.UNKNOWN, e.unknown().because(), "");
    } catch (dev.runner.transport.ConnectException e) {
      return simple(Kind.UNREACHABLE, String.valueOf(e.getMessage()), "");
    }
  }

  /// What the task would run, for each item of its loop: those that are left out or are wrong
  /// aside. Without any effect.
  ///
  /// @throws dev.runner.template.NotYet if anything that decides this isn't known yet
  List<TaskModule> foreseen(ModuleType module, Scope scope, int most) {
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
    if (unmet(scope).isPresent()) {
      return Optional.empty();
    }
    Map<String, Object> parameters = parameters(module, scope);
    if (parameters.values().stream().anyMatch(Unknown.class::isInstance)) {
      return Optional.empty();
    }
    with.masking().learnAll(parameters);
    return with.binder().bind(module, parameters, with.materials(scope))
            instanceof Binding.Bound bound
        ? Optional.of(bound.module())
        : Optional.empty();
  }

  private Attempt.Ending attempt(ModuleType module, TaskModule bound, Scope scope)
      throws InterruptedException, dev.runner.transport.ConnectException {
    if (with.checking(scope) && !bound.foreseeable()) {
      return notForeseen(bound);
    }
    Attempt.Ending ending =
        new Attempt(with.setting(module.needs(), module.describe().inTurn(), scope))
            .run(bound, module.describe().alwaysCompares());
    return ending.kind() == Kind.OK && newcomers.among(ending.effects())
        ? ending.of(Kind.CHANGED)
        : ending;
  }

  private Attempt.Ending program(ProgramModule program, Scope scope)
      throws InterruptedException, dev.runner.transport.ConnectException {
    for (Object value : program.parameters().values()) {
      if (value instanceof Unknown unknown) {
        return simple(Kind.UNKNOWN, unknown.because(), "");
      }
    }
    with.masking().learnAll(program.parameters());
    if (with.checking(scope)) {
      return notForeseen(program);
    }
    return new Attempt(with.setting(List.of(), false, scope)).run(program, false);
  }

  private static Attempt.Ending notForeseen(TaskModule module) {
    return new Attempt.Ending(
        Kind.SKIPPED,
        module.unforeseen(),
        "",
        Map.of("skipped", true, "msg", module.unforeseen()),
        List.of(),
        List.of(),
        List.of());
  }

  /// The parameters of a program: by the names that were written.
  private Map<String, Object> parameters(Scope scope) {
    Map<String, Object> values = new LinkedHashMap<>();
    written(name -> name, scope)
        .forEach((name, each) -> values.putAll(rendered(task.module(), name, each, scope)));
    return values;
  }

  private static Map<String, Object> rendered(
      String module, String name, Object written, Scope scope) {
    try {
      return scope.parameters(Map.of(name, written));
    } catch (TemplateException e) {
      throw EarlyFailure.parameter(module, name, e, scope);
    }
  }

  private Map<String, Object> parameters(ModuleType module, Scope scope) {
    Map<String, Object> values = new LinkedHashMap<>();
    Map<String, Parameter> unrendered = new LinkedHashMap<>();
    for (Parameter parameter : module.parameters()) {
      if (parameter.unrendered()) {
        unrendered.put(parameter.name(), parameter);
        parameter.aliases().forEach(alias -> unrendered.put(alias, parameter));
      }
    }
    Map<String, Object> rendered = new LinkedHashMap<>();
    written(name -> Parameters.name(module, name), scope)
        .forEach(
            (name, written) -> {
              if (unrendered.containsKey(name)) {
                values.put(name, conditions(written, scope));
              } else {
                rendered.put(name, written);
              }
            });
    rendered.forEach(
        (name, each) -> values.putAll(rendered(module.qualifiedName(), name, each, scope)));
    return values;
  }

  /// Conditions as they are written; those of a variable that holds a list, one by one.
  private static Object conditions(Object written, Scope scope) {
    if (!(written instanceof Text text)
        || !text.value().startsWith("{{")
        || !text.value().endsWith("}}")) {
      return written;
    }
    try {
      return scope.value(text) instanceof List<?> list ? list : written;
    } catch (TemplateException | UnknownException e) {
      return written; // what is wrong with it is told when it is evaluated
    }
  }

  /// The parameters by their names: the free-form text under the one that takes it, and those that
  /// a template gives as a whole.
  private Map<String, Object> written(UnaryOperator<String> names, Scope scope) {
    Map<String, Object> all = new LinkedHashMap<>();
    Object whole = task.parameters().get(Task.ALL_PARAMETERS);
    if (whole != null) {
      Object value = scope.value(whole);
      if (Text.isText(value)) {
        FreeForm.parse(Text.of(Python.string(value), Text.marksOf(value)), false)
            .forEach((name, each) -> all.put(names.apply(name), each));
      } else if (value instanceof Map<?, ?> map) {
        map.forEach((name, each) -> all.put(plain(name), each));
      } else if (!value.equals(Scope.OMIT)) {
        throw new TemplateException(
            "the parameters of a module are a mapping, and this template gives "
                + Json.line(with.masking().value(value)),
            "",
            Text.marksOf(whole).origin(),
            false,
            null);
      }
    }
    task.parameters()
        .forEach(
            (name, each) -> {
              if (!name.equals(Task.ALL_PARAMETERS)) {
                String rendered = name.contains("{{") ? plain(scope.value(key(name))) : name;
                all.put(names.apply(rendered), each);
              }
            });
    return all;
  }

  /// Names of variables that `set_fact` sets may be templates.
  private Text key(String name) {
    return Text.trusted(name, task.origin());
  }

  private Attempt.Ending mistakes(ModuleType module, List<Binding.Mistake> mistakes) {
    List<String> missing = new ArrayList<>();
    List<String> told = new ArrayList<>();
    for (Binding.Mistake mistake : mistakes) {
      if (mistake.told().startsWith(Binding.MISSING)) {
        missing.add(mistake.parameter());
      } else {
        told.add(mistake.told());
      }
    }
    if (!missing.isEmpty()) {
      missing.sort(null);
      told.addFirst(Binding.MISSING + String.join(", ", missing));
    }
    List<String> hints = new ArrayList<>();
    mistakes.stream().map(Binding.Mistake::hint).filter(it -> !it.isEmpty()).forEach(hints::add);
    hints.add("see runner doc " + module.name());
    return new Attempt.Ending(
        Kind.FAILED,
        String.join("\n", told.stream().distinct().toList()),
        task.origin() + ": " + String.join("; ", hints),
        Map.of(),
        List.of(),
        List.of(),
        List.of());
  }

  /// The module's name, which may be a template.
  private String module(Scope scope) {
    String written = task.module();
    return written.contains("{{")
        ? plain(scope.value(Text.trusted(written, task.origin()))).strip()
        : written;
  }

  private Optional<Object> unmet(Scope scope) {
    for (Object condition : task.when()) {
      if (!holds("A 'when'", condition, scope, false)) {
        return Optional.of(condition instanceof Boolean ? condition : plain(condition));
      }
    }
    return Optional.empty();
  }

  private static boolean holds(String keyword, Object condition, Scope scope, boolean begun) {
    try {
      return scope.condition(condition);
    } catch (TemplateException e) {
      throw EarlyFailure.condition(keyword, condition, e, scope, begun);
    }
  }

  private static boolean holdAll(
      String keyword, List<Object> conditions, Scope scope, boolean begun) {
    for (Object condition : conditions) {
      if (!holds(keyword, condition, scope, begun)) {
        return false;
      }
    }
    return true;
  }

  private Pass skipped(Object condition) {
    String written = condition.toString();
    return new Pass(
        simple(Kind.SKIPPED, "not so: " + written, ""), Results.skipped(condition), written);
  }

  private static Pass ended(Kind kind, String reason, String remedy) {
    Attempt.Ending ending = simple(kind, reason, remedy);
    return new Pass(ending, Results.of(ending), null);
  }

  private static Attempt.Ending simple(Kind kind, String reason, String remedy) {
    return new Attempt.Ending(kind, reason, remedy, Map.of(), List.of(), List.of(), List.of());
  }

  private TaskResult conclude(Pass pass, Scope scope, Map<String, Object> registered) {
    Map<String, Object> result = new LinkedHashMap<>(registered);
    if (pass.ending().kind().isTrouble() && !isOld(scope)) {
      result.putIfAbsent("exception", Results.NO_TRACE);
    }
    Outcome outcome = outcome(pass, scope, result);
    return new TaskResult(
        outcome, kept(result, scope), pass.ending().effects(), outcome.kind() == Kind.CHANGED);
  }

  /// What is registered of a result that is hidden stays usable, and is shown nowhere.
  private Map<String, Object> kept(Map<String, Object> result, Scope scope) {
    return flag("no_log", scope) ? Vars.of(result, task.origin()).secret().values() : result;
  }

  private Outcome outcome(Pass pass, Scope scope, Map<String, Object> result) {
    Attempt.Ending ending = pass.ending();
    boolean hidden = flag("no_log", scope);
    boolean told = Boolean.TRUE.equals(result.remove(Results.TOLD));
    Map<String, Object> shown = new LinkedHashMap<>();
    if (hidden) {
      shown.put("censored", CENSORED);
      if (result.containsKey("changed")) {
        shown.put("changed", Boolean.TRUE.equals(result.get("changed")));
      }
    } else {
      result.forEach((name, value) -> shown.put(name, with.masking().value(value)));
      shown.remove(Attempt.DIFF); // the steps say it
    }
    Kind kind = ending.kind();
    Handling handling =
        kind.isTrouble()
                && flag(kind == Kind.UNREACHABLE ? "ignore_unreachable" : "ignore_errors", scope)
            ? Handling.IGNORED
            : Handling.NONE;
    return new Outcome(
        kind,
        hidden ? "" : with.masking().text(ending.reason()),
        hidden ? "" : with.masking().text(ending.remedy()),
        shown,
        hidden ? List.of() : ending.steps().stream().map(step -> masked(step, scope)).toList(),
        hidden ? List.of() : ending.warnings().stream().map(with.masking()::text).toList(),
        Duration.between(began, Instant.now()),
        handling,
        hidden ? List.of() : ending.causes().stream().map(this::masked).toList(),
        with.shownDelegate(scope).orElse(""),
        told && !hidden,
        false);
  }

  private Outcome.Cause masked(Outcome.Cause cause) {
    return new Outcome.Cause(with.masking().text(cause.message()), cause.where());
  }

  private Outcome.ShownStep masked(Outcome.ShownStep step, Scope scope) {
    Masking masking = with.masking();
    return new Outcome.ShownStep(
        masking.text(step.title()),
        masking.text(step.command()),
        with.diffing(scope) ? masking.text(step.diff()) : "");
  }

  private String label(LoopControl control, Scope scope, Object item) {
    if (flag("no_log", scope)) {
      return "(censored due to no_log)";
    }
    Object label;
    try {
      label = control.label(scope, item);
    } catch (TemplateException | UnknownException e) {
      label = item;
    }
    Object masked = with.masking().value(label);
    return Python.string(masked);
  }

  /// A keyword that depends on the item has no say about the loop as a whole.
  private boolean flag(String keyword, Scope scope) {
    Object written = task.keyword(keyword);
    try {
      return written != null && scope.flag(written);
    } catch (TemplateException e) {
      if (task.loop().isPresent() && e.isUndefined()) {
        return keyword.equals("no_log");
      }
      throw e;
    }
  }

  private int number(String keyword, int otherwise, Scope scope) {
    return (int) seconds(keyword, otherwise, scope);
  }

  private double seconds(String keyword, double otherwise, Scope scope) {
    Object written = task.keyword(keyword);
    if (written == null) {
      return otherwise;
    }
    Object value = scope.value(written);
    try {
      return Double.parseDouble(plain(value));
    } catch (NumberFormatException e) {
      throw new TemplateException(
          "'%s' must be a number, not '%s'".formatted(keyword, plain(value)),
          "",
          Text.marksOf(written).origin(),
          false,
          e);
    }
  }

  static String plain(Object value) {
    return switch (value) {
      case Text text -> text.value();
      case Undefined undefined -> undefined.hint();
      default -> value.toString();
    };
  }

  static List<Object> list(@Nullable Object written) {
    return switch (written) {
      case null -> List.of();
      case None none -> List.of();
      case List<?> list -> List.copyOf(list);
      default -> List.of(written);
    };
  }
}
