package dev.runner.execute.task;

import dev.runner.event.Outcome;
import dev.runner.event.Outcome.ShownStep;
import dev.runner.module.Effect;
import dev.runner.values.Deprecation;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// How an attempt of a task ended.
///
/// @param values what the module says for `register`; secrets still readable
/// @param causes why it failed, where more is known than the reason
/// @param deprecations what it uses that won't be there for ever
record Ending(
    Outcome.Kind kind,
    String reason,
    String remedy,
    Map<String, Object> values,
    List<Effect> effects,
    List<ShownStep> steps,
    List<String> warnings,
    List<Outcome.Cause> causes,
    List<Deprecation> deprecations) {
  /// One that uses nothing that won't be there for ever.
  Ending(
      Outcome.Kind kind,
      String reason,
      String remedy,
      Map<String, Object> values,
      List<Effect> effects,
      List<ShownStep> steps,
      List<String> warnings,
      List<Outcome.Cause> causes) {
    this(kind, reason, remedy, values, effects, steps, warnings, causes, List.of());
  }

  /// One that says no more than this.
  static Ending of(Outcome.Kind kind, String reason, String remedy) {
    return new Ending(kind, reason, remedy, Map.of(), List.of(), List.of(), List.of(), List.of());
  }

  /// The same, ended otherwise.
  Ending as(Outcome.Kind other) {
    return new Ending(
        other, reason, remedy, values, effects, steps, warnings, causes, deprecations);
  }

  /// The same, judged otherwise.
  Ending as(Outcome.Kind other, String because, List<Outcome.Cause> chain) {
    return new Ending(
        other, because, remedy, values, effects, steps, warnings, chain, deprecations);
  }

  /// The same with this for `register`.
  Ending with(Map<String, Object> told) {
    return new Ending(kind, reason, remedy, told, effects, steps, warnings, causes, deprecations);
  }

  /// The same with effects on the run.
  Ending with(List<Effect> all) {
    return new Ending(kind, reason, remedy, values, all, steps, warnings, causes, deprecations);
  }

  /// The same with these warnings before its own, each once.
  Ending warned(List<String> said) {
    Set<String> all = new LinkedHashSet<>(said);
    all.addAll(warnings);
    return new Ending(
        kind, reason, remedy, values, effects, steps, List.copyOf(all), causes, deprecations);
  }

  /// The same, which uses this besides.
  Ending deprecated(List<Deprecation> uses) {
    Set<Deprecation> all = new LinkedHashSet<>(uses);
    all.addAll(deprecations);
    return new Ending(
        kind, reason, remedy, values, effects, steps, warnings, causes, List.copyOf(all));
  }
}
