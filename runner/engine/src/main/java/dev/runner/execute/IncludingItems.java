package dev.runner.execute;

import dev.runner.event.Outcome;
import dev.runner.execute.compile.CompiledTask;
import dev.runner.execute.compile.LoopControl;
import dev.runner.execute.compile.LoopItems;
import dev.runner.execute.compile.Written;
import dev.runner.execute.task.Conditions;
import dev.runner.execute.task.EarlyFailure;
import dev.runner.execute.task.Masking;
import dev.runner.execute.task.Results;
import dev.runner.execute.task.TaskResult;
import dev.runner.strategy.Node;
import dev.runner.template.Scope;
import dev.runner.template.TemplateException;
import dev.runner.values.Python;
import dev.runner.values.UnknownException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/// The items that a task includes something for, one after the other, and what they have brought so
/// far. A task without a loop has one item, without variables.
final class IncludingItems {
  private static final Map<String, Object> INCLUDED = Map.of("changed", false, "failed", false);

  private final CompiledTask task;
  private final Node.Place place;
  private final Includes includes;
  private final IncludeOutcomes outcomes;
  private final IncludeParameters parameters;
  private final Masking masking;
  private final BiConsumer<String, Outcome> shown;
  private final LoopControl control;

  private final List<Fragment> fragments = new ArrayList<>();
  private final List<Including.Name> names = new ArrayList<>();
  private final List<Map<String, Object>> results = new ArrayList<>();

  /// @param shown takes what is left out and what fails of a loop, by its label
  IncludingItems(
      CompiledTask task,
      Node.Place place,
      Includes includes,
      Masking masking,
      LoopControl control,
      BiConsumer<String, Outcome> shown) {
    this.task = task;
    this.place = place;
    this.includes = includes;
    this.outcomes = new IncludeOutcomes(task, masking);
    this.parameters = new IncludeParameters(task);
    this.masking = masking;
    this.control = control;
    this.shown = shown;
  }

  /// What they brought, in order.
  List<Fragment> fragments() {
    return fragments;
  }

  /// What was included, in order.
  List<Including.Name> names() {
    return names;
  }

  /// What `register` gets of each, in order.
  List<Map<String, Object>> results() {
    return results;
  }

  /// The variables of each item.
  ///
  /// @throws TemplateException if the loop can't be rendered
  List<Map<String, Object>> items(Scope scope) {
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

  /// Includes something for each item.
  void include(List<Map<String, Object>> items, Scope scope) throws InterruptedException {
    int done = 0;
    for (Map<String, Object> item : items) {
      if (done++ > 0) {
        Thread.sleep(control.pause());
      }
      if (include(item, scope.under(item))) {
        return;
      }
    }
  }

  /// @return whether `break_when` says that it was the last one
  private boolean include(Map<String, Object> item, Scope inner) {
    Includes.Wanted wanted;
    try {
      Optional<Object> unmet = unmet(inner);
      if (unmet.isPresent()) {
        leaveOut(unmet.get(), item, inner);
        return false;
      }
      wanted = parameters.wanted(inner, item);
    } catch (EarlyFailure e) {
      if (task.loop().isEmpty() || inner.isBefore219()) {
        throw e;
      }
      fail(outcomes.failed(e, inner), item, inner);
      return false;
    }
    Fragment fragment = includes.bring(task, place, wanted);
    fragments.add(fragment);
    names.add(new Including.Name(fragment.id(), fragment.name(), label(inner, item)));
    results.add(with(INCLUDED, item));
    return control.breaks(inner.under(registered(wanted.name()))).orElse(false);
  }

  private void leaveOut(Object condition, Map<String, Object> item, Scope inner) {
    Map<String, Object> result = with(Results.skipped(condition, inner.language()), item);
    results.add(result);
    if (task.loop().isPresent()) {
      shown.accept(labelOfSkipped(inner, item), outcomes.left(result));
    }
  }

  /// One that fails doesn't keep the others out.
  private void fail(TaskResult failure, Map<String, Object> item, Scope inner) {
    Map<String, Object> result = with(INCLUDED, failure.registered());
    result.putAll(item);
    results.add(result);
    shown.accept(labelOfSkipped(inner, item), failure.outcome().showing(outcomes.shown(result)));
  }

  private static Map<String, Object> with(Map<String, Object> first, Map<String, Object> second) {
    Map<String, Object> both = new LinkedHashMap<>(first);
    both.putAll(second);
    return both;
  }

  /// The first condition that doesn't hold, as it is told.
  Optional<Object> unmet(Scope scope) {
    return Conditions.unmet(task, scope);
  }

  private String label(Scope scope, Map<String, Object> item) {
    return item.isEmpty()
        ? ""
        : Python.string(
            masking.value(control.label(scope, item.getOrDefault(control.variable(), ""))));
  }

  /// What is left out needs no label that can be made.
  private String labelOfSkipped(Scope scope, Map<String, Object> item) {
    try {
      return label(scope, item);
    } catch (TemplateException | UnknownException e) {
      return Python.string(masking.value(item.getOrDefault(control.variable(), "")));
    }
  }

  /// What `break_when` sees of an item that was included.
  private Map<String, Object> registered(String name) {
    Object variable = task.keyword("register");
    return variable == null
        ? Map.of()
        : Map.of(Written.plain(variable), IncludeOutcomes.included(List.of(name)).registered());
  }
}
