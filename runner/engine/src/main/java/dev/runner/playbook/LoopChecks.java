package dev.runner.playbook;

import dev.runner.source.Diagnostics;
import dev.runner.source.DidYouMean;
import dev.runner.source.Yaml;
import dev.runner.values.VariableName;
import java.util.List;

/// Checks what a task says about its loop and about the variable that takes its result.
final class LoopChecks {
  private static final List<String> CONTROLS =
      List.of(
          "loop_var", "index_var", "label", "pause", "extended", "extended_allitems", "break_when");

  private final Diagnostics diagnostics;

  LoopChecks(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  void check(Yaml.Mapping task) {
    List<Yaml.Entry> loops =
        task.entries().stream()
            .filter(entry -> entry.name().equals("loop") || Actions.loop(entry).isPresent())
            .toList();
    // 'loop' behind 'with_LOOKUP' gives that lookup other terms; any other pair is a mistake.
    boolean terms =
        loops.size() == 2
            && loops.get(1).name().equals("loop")
            && !loops.get(0).name().equals("loop");
    if (loops.size() > 1 && !terms) {
      diagnostics.error(
          loops.get(1).key().origin(),
          "duplicate loop in task: " + loops.get(1).name().replaceFirst("^with_", ""),
          "a task has one loop, and this one has '%s' too".formatted(loops.get(0).name()));
    }
    if (task.get("loop_control").orElse(null) instanceof Yaml.Mapping control) {
      control.entries().forEach(this::control);
    }
    if (task.get("register").orElse(null) instanceof Yaml.Scalar name
        && !name.isTemplate()
        && !VariableName.isOne(name.text())) {
      diagnostics.error(
          name.origin(),
          "Invalid 'register' specified: Invalid variable name '%s'.".formatted(name.text()),
          VariableName.RULE);
    }
  }

  private void control(Yaml.Entry entry) {
    if (!CONTROLS.contains(entry.name())) {
      diagnostics.error(
          entry.key().origin(),
          "'%s' is not a valid attribute for a LoopControl".formatted(entry.name()),
          DidYouMean.hint(entry.name(), CONTROLS));
    }
  }
}
