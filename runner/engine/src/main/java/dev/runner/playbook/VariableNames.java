package dev.runner.playbook;

import dev.runner.source.Diagnostics;
import dev.runner.source.Yaml;
import dev.runner.values.Python;
import dev.runner.values.Text;
import dev.runner.values.VariableName;

/// The names of variables that a file gives.
final class VariableNames {
  private VariableNames() {}

  /// Refuses the names of variables that can't be any. `no` and `on` are none: they are read as
  /// booleans.
  static void check(Yaml.Mapping vars, Diagnostics diagnostics) {
    for (Yaml.Entry entry : vars.entries()) {
      Object name = entry.key().value();
      boolean text = Text.isText(name);
      if (!text || !VariableName.isOne(entry.name())) {
        diagnostics.error(
            entry.key().origin(),
            "Invalid variable name '%s'%s."
                .formatted(
                    text ? entry.name() : Python.string(name),
                    text ? "" : " of type '" + Python.typeName(name) + "'"),
            VariableName.RULE);
      }
    }
  }
}
