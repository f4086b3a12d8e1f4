package dev.runner.playbook;

import dev.runner.source.Diagnostics;
import dev.runner.source.Yaml;
import dev.runner.values.Python;
import dev.runner.values.Text;

/// What variables may be called, as ansible-core has it.
final class VariableNames {
  /// What to do about a name that can't be one.
  static final String RULE =
      "Variable names must be strings starting with a letter or underscore character, and"
          + " contain only letters, numbers and underscores.";

  private VariableNames() {}

  static boolean isOne(String name) {
    return name.matches("[A-Za-z_][A-Za-z0-9_]*");
  }

  /// Refuses the names of variables that can't be any. `no` and `on` are none: they are read as
  /// booleans.
  static void check(Yaml.Mapping vars, Diagnostics diagnostics) {
    for (Yaml.Entry entry : vars.entries()) {
      Object name = entry.key().value();
      boolean text = Text.isText(name);
      if (!text || !isOne(entry.name())) {
        diagnostics.error(
            entry.key().origin(),
            "Invalid variable name '%s'%s."
                .formatted(
                    text ? entry.name() : Python.string(name),
                    text ? "" : " of type '" + Python.typeName(name) + "'"),
            RULE);
      }
    }
  }
}
