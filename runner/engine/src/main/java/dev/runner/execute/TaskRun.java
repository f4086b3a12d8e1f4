package dev.runner.execute;

import dev.runner.catalog.Binder;
import dev.runner.catalog.Binding;
import dev.runner.catalog.ModuleType;
import dev.runner.catalog.Parameter;
import dev.runner.event.Outcome;
import dev.runner.event.Outcome.Handling;
import dev.runner.event.Outcome.Kind;
import dev.runner.event.RunEvent;
import dev.runner.module.BadParameter;
import dev.runner.module.Effect;
import dev.runner.module.TaskModule;
import dev.runner.playbook.FreeForm;
import dev.runner.playbook.Loop;
import dev.runner.playbook.Task;
import dev.runner.template.Scope;
import dev.runner.template.TemplateException;
import dev.runner.values.Json;
import dev.runner.values.None;
import dev.runner.values.Python;
import dev.runner.values.Text;
import dev.runner.values.Undefined;
import dev.runner.values.Unknown;
import dev.runner.values.UnknownException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One task on one host: condition, rendering, binding, plan, apply; loops and retries; what is
/// registered.
final class TaskRun {
  private static final String CENSORED =
      "the output has been hidden due to the fact that 'no_log: true' was specified for this result";

  /// What a task runs with, besides itself.
  interface Surroundings {
    /// The module of this name.
    ModuleType module(String name);

    Binder binder();

    Masking masking();

    /// Brings what an attempt needs: the host's access, the identity, materials, deadlines.
    Attempt.Setting setting(ModuleType module, Scope scope)
        throws dev.runner.transport.ConnectException;

    dev.runner.catalog.Materials materials(Scope scope);

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

  TaskRun(String host, CompiledTask task, RunEvent.Task title, Surroundings with) {
    this.host = host;
    this.task = task;
    this.title = title;
    this.with = with;
    this.newcomers = with.newcomers();
  }

  /// One pass through the module, or the reason why there was none.
  private record Pass(
      Attempt.Ending ending, Map<String, Object> result, @Nullable String skippedBecause) {}

  TaskResult run(Scope scope) throws InterruptedException {
    if (task.loop().isEmpty()) {
      Pass pass = attempts(scope);
      return conclude(pass, scope, pass.result());
    }
    return loop(task.loop().get(), scope);
  }

  private TaskResult loop(Loop loop, Scope scope) throws InterruptedException {
    List<?> items;
    try {
      items = LoopItems.of(loop, scope);
    } catch (TemplateException e) {
      return concluded(loopless(e, scope), scope);
    } catch (UnknownException e) {
      return concluded(ended(Kind.UNKNOWN, e.unknown().because(), ""), scope);
    }
    return items(items, scope);
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
    return ended(Kind.FAILED, "the loop can't be evaluated: " + e.sentence(), where(e));
  }

  private TaskResult concluded(Pass pass, Scope scope) {
    return conclude(pass, scope, pass.result());
  }

  private TaskResult items(List<?> items, Scope scope) throws InterruptedException {
    LoopControl control = LoopControl.of(task.keyword("loop_control"), scope);
    List<Map<String, Object>> results = new ArrayList<>();
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
      Pass pass = attempts(inner);
      Map<String, Object> result = new LinkedHashMap<>(pass.result());
      Outcome outcome = outcome(pass, inner, result);
      changed |= outcome.kind() == Kind.CHANGED;
      result.put(control.variable(), items.get(index));
      result.put("ansible_loop_var", control.variable());
      control.indexVariable().ifPresent(name -> result.put("ansible_index_var", name));
      results.add(result);
      passes.add(pass);
      effects.addAll(pass.ending().effects());
      learn(pass.ending().effects(), learned);
      String label = label(control, inner, items.get(index));
      with.events().accept(new RunEvent.ItemFinished(host, title, label, outcome));
      if (pass.ending().kind() == Kind.UNREACHABLE
          || control.breaks(inner.under(registeredAs(result)))) {
        break;
      }
    }
    return loopResult(results, passes, effects, changed, scope);
  }

  /// What an item sets, the next ones see: lists are put together so.
  private static void learn(List<Effect> effects, Map<String, Object> learned) {
    for (Effect effect : effects) {
      if (effect instanceof Effect.Variables variables) {
        learned.putAll(variables.values());
      }
    }
  }

  private TaskResult loopResult(
      List<Map<String, Object>> results,
      List<Pass> passes,
      List<Effect> effects,
      boolean changed,
      Scope scope) {
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
    TaskResult result = conclude(new Pass(ending, registered, null), scope, registered);
    return new TaskResult(
        result.outcome(), result.registered(), effects, changed && !result.failed());
  }

  private Map<String, Object> registeredAs(Map<String, Object> result) {
    Object name = task.keyword("register");
    return name == null ? Map.of() : Map.of(plain(name), result);
  }

  /// Attempts until one is good enough.
  private Pass attempts(Scope scope) throws InterruptedException {
    List<Object> until = list(task.keyword("until"));
    Optional<Object> unmet;
    try {
      unmet = unmet(scope);
    } catch (TemplateException e) {
      return ended(Kind.FAILED, "the condition can't be evaluated: " + e.sentence(), where(e));
    } catch (UnknownException e) {
      return ended(Kind.UNKNOWN, e.unknown().because(), "");
    }
    if (unmet.isPresent()) {
      return skipped(unmet.get());
    }
    try {
      int most =
          until.isEmpty() && task.keyword("retries") == null ? 1 : 1 + number("retries", 3, scope);
      Duration delay = Duration.ofMillis((long) (1000 * seconds("delay", 5, scope)));
      for (int attempt = 1; ; attempt++) {
        Pass pass = judged(scope, most > 1 ? attempt : 0);
        boolean good =
            until.isEmpty()
                ? !pass.ending().kind().isTrouble()
                : holdAll(until, scope.under(registeredAs(withAttempts(pass, attempt))));
        if (good
            || attempt >= most
            || with.checking(scope)
            || pass.ending().kind() == Kind.UNREACHABLE) {
          return most == 1 ? pass : retried(pass, attempt, good, most);
        }
        with.events().accept(new RunEvent.Retrying(host, title, attempt, most - attempt, delay));
        with.pause(delay);
      }
    } catch (TemplateException e) {
      return ended(Kind.FAILED, e.sentence(), where(e));
    } catch (UnknownException e) {
      return ended(Kind.UNKNOWN, e.unknown().because(), "");
    }
  }

  private static Map<String, Object> withAttempts(Pass pass, int attempt) {
    Map<String, Object> result = new LinkedHashMap<>(pass.result());
    result.put("attempts", (long) attempt);
    return result;
  }

  private static Pass retried(Pass pass, int attempt, boolean good, int most) {
    Map<String, Object> result = withAttempts(pass, attempt);
    if (good) {
      return new Pass(pass.ending(), result, null);
    }
    result.put("failed", true);
    Attempt.Ending e = pass.ending();
    String reason = e.kind().isTrouble() ? e.reason() : "not so after %d tries".formatted(most);
    Kind kind = e.kind().isTrouble() ? e.kind() : Kind.FAILED;
    return new Pass(
        new Attempt.Ending(
            kind, reason, e.remedy(), e.values(), e.effects(), e.steps(), e.warnings()),
        result,
        null);
  }

  /// An attempt, and what `changed_when` and `failed_when` say of it.
  ///
  /// @param number of the attempt, from 1; 0 if there is only one
  private Pass judged(Scope scope, int number) throws InterruptedException {
    Attempt.Ending ending = heard(attempt(scope), scope);
    Map<String, Object> result = Results.of(ending);
    if (number > 0) {
      result.put("attempts", (long) number);
    }
    if (ending.kind() == Kind.UNREACHABLE || ending.kind() == Kind.UNKNOWN) {
      return new Pass(ending, result, null);
    }
    Kind kind = ending.kind();
    String reason = ending.reason();
    List<Object> changedWhen = list(task.keyword("changed_when"));
    List<Object> failedWhen = list(task.keyword("failed_when"));
    Scope after = scope.under(registeredAs(result));
    if (!changedWhen.isEmpty() && !kind.isTrouble()) {
      boolean changed = holdAll(changedWhen, after);
      result.put("changed", changed);
      kind = changed ? Kind.CHANGED : Kind.OK;
    }
    if (!failedWhen.isEmpty()) {
      boolean failed = holdAll(failedWhen, after);
      result.put("failed", failed);
      result.put("failed_when_result", failed);
      if (failed && !kind.isTrouble()) {
        reason = reason.isEmpty() ? "failed_when says so" : reason;
      }
      kind =
          failed
              ? Kind.FAILED
              : kind.isTrouble()
                  ? (Boolean.TRUE.equals(result.get("changed")) ? Kind.CHANGED : Kind.OK)
                  : kind;
    }
    return new Pass(
        new Attempt.Ending(
            kind,
            reason,
            ending.remedy(),
            ending.values(),
            ending.effects(),
            ending.steps(),
            ending.warnings()),
        result,
        null);
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
        all);
  }

  private Attempt.Ending attempt(Scope scope) throws InterruptedException {
    try {
      ModuleType module = with.module(module(scope));
      Map<String, Object> parameters = parameters(module, scope);
      for (Object value : parameters.values()) {
        if (value instanceof Unknown unknown) {
          return simple(Kind.UNKNOWN, unknown.because(), "");
        }
      }
      with.masking().learnAll(parameters);
      return switch (with.binder().bind(module, parameters, with.materials(scope))) {
        case Binding.Wrong wrong -> mistakes(module, wrong.mistakes());
        case Binding.Bound bound -> attempt(module, bound.module(), scope);
      };
    } catch (TemplateException e) {
      return simple(Kind.FAILED, e.sentence(), where(e));
    } catch (BadParameter e) {
      return simple(Kind.FAILED, String.valueOf(e.getMessage()), task.origin().toString());
    } catch (UnknownException e) {
      return simple(Kind.UNKNOWN, e.unknown().because(), "");
    } catch (dev.runner.transport.ConnectException e) {
      return simple(Kind.UNREACHABLE, String.valueOf(e.getMessage()), "");
    }
  }

  private Attempt.Ending attempt(ModuleType module, TaskModule bound, Scope scope)
      throws InterruptedException, dev.runner.transport.ConnectException {
    if (with.checking(scope) && !bound.foreseeable()) {
      return new Attempt.Ending(
          Kind.SKIPPED,
          bound.unforeseen(),
          "",
          Map.of("skipped", true, "msg", bound.unforeseen()),
          List.of(),
          List.of(),
          List.of());
    }
    Attempt.Ending ending = new Attempt(with.setting(module, scope)).run(bound);
    return ending.kind() == Kind.OK && newcomers.among(ending.effects())
        ? ending.of(Kind.CHANGED)
        : ending;
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
    written(module, scope)
        .forEach(
            (name, written) ->
                (unrendered.containsKey(name) ? values : rendered).put(name, written));
    values.putAll(scope.parameters(rendered));
    return values;
  }

  /// The parameters by their names: the free-form text under the one that takes it, and those that
  /// a template gives as a whole.
  private Map<String, Object> written(ModuleType module, Scope scope) {
    Map<String, Object> all = new LinkedHashMap<>();
    Object whole = task.parameters().get(Task.ALL_PARAMETERS);
    if (whole != null) {
      Object value = scope.value(whole);
      if (Text.isText(value)) {
        FreeForm.parse(Text.of(Python.string(value), Text.marksOf(value)), false)
            .forEach((name, each) -> all.put(Parameters.name(module, name), each));
      } else if (value instanceof Map<?, ?> map) {
        map.forEach((name, each) -> all.put(plain(name), each));
      } else {
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
                all.put(Parameters.name(module, rendered), each);
              }
            });
    return all;
  }

  /// Names of variables that `set_fact` sets may be templates.
  private Text key(String name) {
    return Text.trusted(name, task.origin());
  }

  private Attempt.Ending mistakes(ModuleType module, List<Binding.Mistake> mistakes) {
    List<String> hints = new ArrayList<>();
    mistakes.stream().map(Binding.Mistake::hint).filter(it -> !it.isEmpty()).forEach(hints::add);
    hints.add("see runner doc " + module.name());
    return new Attempt.Ending(
        Kind.FAILED,
        mistakes.stream().map(Binding.Mistake::sentence).collect(Collectors.joining("\n")),
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

  private static String where(TemplateException e) {
    String place = e.origin().map(origin -> origin + ": ").orElse("");
    return e.hint().isEmpty() && place.isEmpty() ? "" : (place + e.hint()).strip();
  }

  private Optional<Object> unmet(Scope scope) {
    for (Object condition : task.when()) {
      if (!scope.condition(condition)) {
        return Optional.of(condition instanceof Boolean ? condition : plain(condition));
      }
    }
    return Optional.empty();
  }

  private static boolean holdAll(List<Object> conditions, Scope scope) {
    for (Object condition : conditions) {
      if (!scope.condition(condition)) {
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
    Outcome outcome = outcome(pass, scope, result);
    return new TaskResult(outcome, result, pass.ending().effects(), outcome.kind() == Kind.CHANGED);
  }

  private Outcome outcome(Pass pass, Scope scope, Map<String, Object> result) {
    Attempt.Ending ending = pass.ending();
    boolean hidden = flag("no_log", scope);
    Map<String, Object> shown = new LinkedHashMap<>();
    if (hidden) {
      shown.put("censored", CENSORED);
      shown.put("changed", result.getOrDefault("changed", false));
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
        handling);
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
      return "item hidden by no_log";
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

  private boolean flag(String keyword, Scope scope) {
    Object written = task.keyword(keyword);
    return written != null && scope.flag(written);
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

  private static List<Object> list(@Nullable Object written) {
    return switch (written) {
      case null -> List.of();
      case None none -> List.of();
      case List<?> list -> List.copyOf(list);
      default -> List.of(written);
    };
  }
}
