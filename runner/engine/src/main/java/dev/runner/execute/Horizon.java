package dev.runner.execute;

import dev.runner.catalog.ModuleType;
import dev.runner.catalog.Modules;
import dev.runner.catalog.Parameter;
import dev.runner.execute.compile.CompiledTask;
import dev.runner.execute.compile.Written;
import dev.runner.module.Effect;
import dev.runner.module.Plan;
import dev.runner.module.Step;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// How far can be looked ahead.
final class Horizon {
  /// What is done again, goes on behind the run's back or waits for somebody.
  private static final List<String> UNSTEADY = List.of("until", "retries", "async", "debugger");

  private Horizon() {}

  /// Whether nothing can be said of what comes after this task, nor of the task itself.
  static boolean isAt(CompiledTask task, Modules modules) {
    String name = task.bareModule();
    if (task.turn().isPresent()
        || task.module().contains("{{")
        || isUnsteady(task)
        || name.startsWith("include_")
        || (name.equals("meta") && !isHarmless(task))) {
      return true;
    }
    Optional<ModuleType> type = modules.find(task.module());
    return type.filter(each -> each.describe().inTurn() || (tellsFacts(each) && !isFree(each)))
        .isPresent();
  }

  /// Whether the task may be done more than once, or go on after its end.
  static boolean isUnsteady(CompiledTask task) {
    return UNSTEADY.stream().anyMatch(keyword -> task.keyword(keyword) != null)
        || (task.keyword("loop_control") instanceof Map<?, ?> control
            && (control.containsKey("pause") || control.containsKey("break_when")));
  }

  private static boolean isHarmless(CompiledTask task) {
    return task.parameters().values().stream()
        .map(Written::plain)
        .anyMatch(word -> word.equals("flush_handlers") || word.equals("noop"));
  }

  private static boolean tellsFacts(ModuleType type) {
    return type.returns().contains("ansible_facts");
  }

  /// Whether it sets variables by the names of its parameters.
  private static boolean isFree(ModuleType type) {
    return type.parameters().stream().anyMatch(Parameter::rest);
  }

  /// Whether nothing is known of the task itself, while what follows can be looked at.
  static boolean isPassed(CompiledTask task, Modules modules) {
    return task.keyword("delegate_to") != null
        || task.bareModule().equals("meta")
        || modules
            .program(task.module(), task.searchPath(), task.source().settings().collections())
            .isPresent();
  }

  /// The variables that the task sets, as far as it says so.
  static Set<String> variables(CompiledTask task, Modules modules) {
    Set<String> names = new HashSet<>();
    Object register = task.keyword("register");
    if (register instanceof Map<?, ?> projections) {
      projections.keySet().forEach(name -> names.add(Written.plain(name)));
    } else if (register != null) {
      names.add(Written.plain(register));
    }
    if (modules.find(task.module()).filter(Horizon::tellsFacts).isPresent()) {
      names.addAll(task.parameters().keySet());
    }
    return names;
  }

  /// The variables that follow from a plan; nothing if it is the last one that can be looked at.
  static Optional<Map<String, Object>> after(Plan plan) {
    Map<String, Object> all = new HashMap<>();
    switch (plan) {
      case Plan.Await await -> {
        return Optional.empty();
      }
      case Plan.Changes changes -> {
        if (changes.steps().stream().anyMatch(Horizon::waits)) {
          return Optional.empty();
        }
      }
      case Plan.Learned learned -> {
        for (Effect effect : learned.effects()) {
          switch (effect) {
            case Effect.Variables variables -> all.putAll(variables.values());
            case Effect.IncludedVariables variables -> all.putAll(variables.values());
            case Effect.Grouped grouped -> {}
            case Effect.Stats stats -> {}
            case Effect.VariableFiles files -> {
              return Optional.empty();
            }
            case Effect.Facts facts -> {
              return Optional.empty();
            }
            case Effect.NewHost host -> {
              return Optional.empty();
            }
          }
        }
      }
      case Plan.Unchanged unchanged -> {}
      case Plan.Refused refused -> {}
      case Plan.Unknown unknown -> {}
    }
    return Optional.of(all);
  }

  private static boolean waits(Step step) {
    return step instanceof Step.Wait
        || step instanceof Step.Reconnect
        || step instanceof Step.Dialogue
        || step instanceof Step.Detach;
  }
}
