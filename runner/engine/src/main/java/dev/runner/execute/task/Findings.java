package dev.runner.execute.task;

import dev.runner.event.Outcome;
import dev.runner.event.Outcome.ShownStep;
import dev.runner.module.DifferenceLimit;
import dev.runner.module.Output;
import dev.runner.module.Plan;
import dev.runner.module.Showing;
import dev.runner.module.Step;
import dev.runner.values.Deprecation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What the plans of one attempt have said up to now. An ending shares it: what is added afterwards
/// is in it too.
final class Findings {
  private static final String DEPRECATIONS = "deprecations";

  private final boolean diff;
  private final DifferenceLimit limit;
  private final List<ShownStep> steps = new ArrayList<>();
  private final List<Map<String, Object>> differences = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final List<Deprecation> deprecations = new ArrayList<>();
  private final Map<String, Object> values = new LinkedHashMap<>();
  private final List<String> settles = new ArrayList<>();
  private final Set<String> foreseen = new HashSet<>();

  /// @param diff changes of content are registered
  /// @param limit what is too large to be compared
  Findings(boolean diff, DifferenceLimit limit) {
    this.diff = diff;
    this.limit = limit;
  }

  void take(Plan.Changes changes) {
    take(changes.predicted(), changes.warnings());
    foreseen.addAll(changes.predicted().keySet());
    for (Step step : changes.steps()) {
      steps.add(new ShownStep(step.title(), Showing.command(step), limit.shown(step)));
    }
    if (diff) {
      differences.addAll(limit.registered(changes.steps()));
    }
    settles.addAll(changes.settles());
  }

  void take(Map<String, Object> more, List<String> sentences) {
    values.putAll(more);
    if (values.get(DEPRECATIONS) instanceof List<?> said) {
      said.forEach(each -> deprecations.add(Deprecation.said(each)));
      values.remove(DEPRECATIONS);
    }
    warnings.addAll(sentences);
  }

  void add(Map<String, Object> more) {
    values.putAll(more);
  }

  /// A command that failed. A script of ours is nothing that a user would know.
  void add(Step.Run run, Output output) {
    if (!run.command().words().getFirst().value().equals("sh")) {
      values.putIfAbsent("cmd", run.command().toString());
    }
    values.put("rc", (long) output.exit());
    values.put("stdout", output.out());
    values.put("stderr", output.err());
  }

  boolean has(String value) {
    return values.containsKey(value);
  }

  void remove(String value) {
    values.remove(value);
  }

  /// What was foreseen, as it hasn't come about.
  void forgetForeseen() {
    values.keySet().removeAll(foreseen);
  }

  /// All values.
  void forget() {
    values.clear();
  }

  void settles(List<String> keys) {
    settles.addAll(keys);
  }

  List<String> settles() {
    return List.copyOf(settles);
  }

  /// Differences are registered, the module's own or those of content: in diff mode, and else only
  /// if the module does so always.
  void compare(boolean always) {
    if (!diff && !always) {
      values.remove(Attempt.DIFF);
    } else if (!differences.isEmpty()) {
      values.putIfAbsent(Attempt.DIFF, List.copyOf(differences));
    }
  }

  Ending ending(Outcome.Kind kind, String reason, String remedy) {
    return new Ending(
        kind, reason, remedy, values, List.of(), steps, warnings, List.of(), deprecations);
  }
}
