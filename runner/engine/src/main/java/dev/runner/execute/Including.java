package dev.runner.execute;

import dev.runner.event.Outcome;
import dev.runner.event.Outcome.Handling;
import dev.runner.execute.compile.CompiledTask;
import dev.runner.execute.compile.Keywords;
import dev.runner.execute.compile.LoopControl;
import dev.runner.execute.compile.LoopItems;
import dev.runner.execute.compile.Written;
import dev.runner.execute.task.EarlyFailure;
import dev.runner.execute.task.Masking;
import dev.runner.execute.task.Results;
import dev.runner.execute.task.TaskResult;
import dev.runner.playbook.RoleFiles;
import dev.runner.playbook.Task;
import dev.runner.source.Diagnostic;
import dev.runner.source.DiagnosticException;
import dev.runner.strategy.Node;
import dev.runner.template.Scope;
import dev.runner.template.TemplateException;
import dev.runner.values.Python;
import dev.runner.values.Text;
import dev.runner.values.UnknownException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/// `include_tasks` and `include_role` on one host: renders what is to be included, for each item of
/// a loop.
final class Including {
  private final Includes includes;
  private final CompiledTask task;
  private final Node.Place place;
  private final Masking masking;
  private final BiConsumer<String, Outcome> items;

  /// @param items takes what is left out and what fails of a loop, by its label
  Including(
      Includes includes,
      CompiledTask task,
      Node.Place place,
      Masking masking,
      BiConsumer<String, Outcome> items) {
    this.includes = includes;
    this.task = task;
    this.place = place;
    this.masking = masking;
    this.items = items;
  }

  /// What came of it.
  ///
  /// @param brought nothing if the condition doesn't hold for any item
  /// @param names of the files or roles
  record Brought(TaskResult result, Optional<Fragment> brought, List<Name> names) {}

  /// A file or role, and the item of the loop that it is included for.
  record Name(String name, String label) {}

  private static final Map<String, Object> INCLUDED = Map.of("changed", false, "failed", false);

  Brought run(Scope scope) throws InterruptedException {
    try {
      List<Fragment> brought = new ArrayList<>();
      List<Name> names = new ArrayList<>();
      List<Map<String, Object>> results = new ArrayList<>();
      LoopControl control = LoopControl.of(task.keyword("loop_control"), scope);
      List<Map<String, Object>> all;
      try {
        all = items(control, scope);
      } catch (TemplateException e) {
        if (!e.isUndefined()) {
          throw EarlyFailure.ofLoop(e, scope);
        }
        return spared(scope).orElseThrow(() -> e);
      }
      int done = 0;
      for (Map<String, Object> item : all) {
        if (done++ > 0) {
          Thread.sleep(control.pause());
        }
        Scope inner = scope.under(item);
        Map<String, Object> result = new LinkedHashMap<>(INCLUDED);
        results.add(result);
        try {
          Optional<Object> condition = unmet(inner);
          if (condition.isPresent()) {
            result.clear();
            result.putAll(Results.skipped(condition.get(), scope.isBefore219()));
          }
          result.putAll(item);
          if (condition.isPresent()) {
            if (task.loop().isPresent()) {
              items.accept(labelOfSkipped(control, inner, item), left(result));
            }
            continue;
          }
          Includes.Wanted wanted = wanted(inner, item);
          Fragment each = includes.bring(task, place, wanted);
          brought.add(each);
          names.add(new Name(each.name(), label(control, inner, item)));
          if (control.breaks(inner.under(registered(wanted.name()))).orElse(false)) {
            break;
          }
        } catch (EarlyFailure e) {
          if (task.loop().isEmpty() || scope.isBefore219()) {
            throw e;
          }
          TaskResult failure = failed(e, scope).result();
          result.putAll(failure.registered());
          result.putAll(item);
          items.accept(
              labelOfSkipped(control, inner, item), failure.outcome().showing(shown(result)));
        }
      }
      boolean loop = task.loop().isPresent();
      Map<String, Object> registered = loop ? Results.loop(results) : results.getFirst();
      if (loop && Boolean.TRUE.equals(registered.get("failed"))) {
        return partly(registered, brought, names, scope);
      }
      if (brought.isEmpty()) {
        Outcome outcome = loop ? left(registered).ofLoop() : left(registered);
        return new Brought(
            new TaskResult(outcome, registered, List.of(), false), Optional.empty(), List.of());
      }
      List<String> files = names.stream().map(Name::name).toList();
      return new Brought(
          loop
              ? new TaskResult(Outcome.of(Outcome.Kind.OK, ""), registered, List.of(), false)
              : included(files),
          Optional.of(Includes.together(task.id() + place + "all", brought)),
          names);
    } catch (DiagnosticException e) {
      if (!Keywords.flag(task.parameters().get("rescuable"), scope).orElse(true)) {
        // whoever says so wants the run to end
        throw new DiagnosticException(e.diagnostics().stream().map(Diagnostic::asWritten).toList());
      }
      return unread(e.diagnostics());
    } catch (EarlyFailure e) {
      return failed(e, scope);
    } catch (TemplateException e) {
      return failed(EarlyFailure.of(e, true, scope), scope);
    } catch (UnknownException e) {
      Outcome outcome = Outcome.of(Outcome.Kind.UNKNOWN, e.unknown().because());
      return new Brought(TaskResult.of(outcome), Optional.empty(), List.of());
    }
  }

  /// A condition that doesn't hold without an item spares a loop over what isn't defined.
  private Optional<Brought> spared(Scope scope) {
    try {
      return unmet(scope)
          .map(unmet -> Results.skipped(unmet, scope.isBefore219()))
          .map(result -> new TaskResult(left(result), result, List.of(), false))
          .map(result -> new Brought(result, Optional.empty(), List.of()));
    } catch (EarlyFailure | UnknownException condition) {
      return Optional.empty(); // it may depend on the item: the loop is what is wrong
    }
  }

  private String label(LoopControl control, Scope scope, Map<String, Object> item) {
    return item.isEmpty()
        ? ""
        : Python.string(
            masking.value(control.label(scope, item.getOrDefault(control.variable(), ""))));
  }

  /// What is left out needs no label that can be made.
  private String labelOfSkipped(LoopControl control, Scope scope, Map<String, Object> item) {
    try {
      return label(control, scope, item);
    } catch (TemplateException | UnknownException e) {
      return Python.string(masking.value(item.getOrDefault(control.variable(), "")));
    }
  }

  /// What `break_when` sees of an item that was included.
  private Map<String, Object> registered(String name) {
    Object variable = task.keyword("register");
    return variable == null
        ? Map.of()
        : Map.of(Written.plain(variable), included(List.of(name)).registered());
  }

  private List<Map<String, Object>> items(LoopControl control, Scope scope) {
    if (task.loop().isEmpty()) {
      return List.of(Map.of());
    }
    List<?> items = LoopItems.of(task.loop().get(), scope);
    List<Map<String, Object>> all = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      all.add(control.variables(items, i));
    }
    return all;
  }

  private Optional<Object> unmet(Scope scope) {
    for (Object condition : task.when()) {
      try {
        if (!scope.condition(condition)) {
          return Optional.of(Text.isText(condition) ? Written.plain(condition) : condition);
        }
      } catch (TemplateException e) {
        throw EarlyFailure.condition("A 'when'", condition, e, scope, true);
      }
    }
    return Optional.empty();
  }

  private Includes.Wanted wanted(Scope scope, Map<String, Object> item) {
    boolean role = task.bareModule().equals("include_role");
    String name =
        (role ? text("name", scope).or(() -> text("role", scope)) : text("file", scope))
            .or(() -> text(Task.FREE_FORM, scope))
            .orElseThrow(
                () ->
                    new TemplateException(
                        "'%s' needs %s".formatted(task.module(), role ? "'name'" : "a file"),
                        "",
                        task.origin(),
                        false,
                        null));
    return new Includes.Wanted(
        name,
        role ? Optional.of(files(scope)) : Optional.empty(),
        role ? Keywords.flag(task.parameters().get("public"), scope) : Optional.empty(),
        apply(),
        item);
  }

  private Map<String, ?> apply() {
    Map<String, Object> apply = new LinkedHashMap<>();
    if (task.parameters().get("apply") instanceof Map<?, ?> map) {
      map.forEach((name, value) -> apply.put(name.toString(), value));
    }
    return apply;
  }

  private RoleFiles files(Scope scope) {
    return new RoleFiles(
        text("tasks_from", scope).orElse("main"),
        text("vars_from", scope).orElse("main"),
        text("defaults_from", scope).orElse("main"),
        text("handlers_from", scope).orElse("main"),
        flag("rolespec_validate", scope),
        Optional.of(flag("allow_duplicates", scope)));
  }

  private boolean flag(String parameter, Scope scope) {
    return Keywords.flag(task.parameters().get(parameter), scope).orElse(true);
  }

  private Optional<String> text(String parameter, Scope scope) {
    try {
      return Keywords.plain(task.parameters().get(parameter), scope);
    } catch (TemplateException e) {
      String module = "ansible.builtin." + task.bareModule();
      throw EarlyFailure.parameter(task.source(), module, parameter, e, scope);
    }
  }

  private static TaskResult included(List<String> names) {
    Map<String, Object> registered = new LinkedHashMap<>();
    registered.put("changed", false);
    registered.put("failed", false);
    registered.put("include", String.join(", ", names));
    return new TaskResult(Outcome.of(Outcome.Kind.OK, ""), registered, List.of(), false);
  }

  /// Some items failed; the others are included all the same.
  private Brought partly(
      Map<String, Object> registered, List<Fragment> brought, List<Name> names, Scope scope) {
    String sentence = String.valueOf(registered.get("msg"));
    Outcome outcome =
        Outcome.of(Outcome.Kind.FAILED, sentence)
            .showing(shown(registered))
            .handled(isIgnored(scope) ? Handling.IGNORED : Handling.NONE)
            .ofLoop();
    return new Brought(
        new TaskResult(outcome, registered, List.of(), false),
        brought.isEmpty()
            ? Optional.empty()
            : Optional.of(Includes.together(task.id() + place + "all", brought)),
        names);
  }

  private boolean isIgnored(Scope scope) {
    return Keywords.flag(task.keyword("ignore_errors"), scope).orElse(false);
  }

  @SuppressWarnings("unchecked")
  private Map<String, Object> shown(Map<String, Object> result) {
    return (Map<String, Object>) masking.value(result);
  }

  /// What was left out, as it is shown.
  private Outcome left(Map<String, Object> result) {
    Object condition = result.get("false_condition");
    boolean empty = result.get("results") instanceof List<?> items && items.isEmpty();
    String reason = condition != null ? "not so: " + condition : empty ? "the list is empty" : "";
    return Outcome.of(Outcome.Kind.SKIPPED, reason).showing(shown(result));
  }

  /// Told as what is wrong with a playbook is, each at its place. `ignore_errors` is for what a
  /// task does, and not for what can't be read.
  private Brought unread(List<Diagnostic> mistakes) {
    List<Diagnostic> errors = mistakes.stream().filter(Diagnostic::isError).toList();
    String sentences = joined(errors, Diagnostic::sentence);
    String remedy = joined(errors, Diagnostic::hint);
    String where = Objects.toString(errors.getFirst().origin(), "");
    return failed(TaskResult.failure(sentences, remedy, where), false);
  }

  private static String joined(List<Diagnostic> errors, Function<Diagnostic, String> part) {
    return errors.stream()
        .map(part)
        .filter(each -> !each.isEmpty())
        .collect(Collectors.joining("\n"));
  }

  private Brought failed(EarlyFailure e, Scope scope) {
    return failed(TaskResult.failure(e.sentence(), e.remedy(), e.causes()), isIgnored(scope));
  }

  private static Brought failed(TaskResult result, boolean ignored) {
    Outcome outcome = ignored ? result.outcome().handled(Handling.IGNORED) : result.outcome();
    return new Brought(
        new TaskResult(outcome, result.registered(), List.of(), false),
        Optional.empty(),
        List.of());
  }
}
