package dev.runner.execute.compile;

import dev.runner.catalog.ModuleType;
import dev.runner.catalog.Parameter;
import dev.runner.playbook.Task;

/// The names under which parameters of modules are bound.
public final class Parameters {
  private Parameters() {}

  /// The name itself, or for free-form text that of the parameter that takes it. A module that
  /// takes none keeps the name, and binding says so.
  public static String name(ModuleType module, String name) {
    if (!name.equals(Task.FREE_FORM)) {
      return name;
    }
    return module.parameters().stream()
        .filter(Parameter::freeForm)
        .map(Parameter::name)
        .findFirst()
        .orElse(name);
  }
}
