package dev.runner.module;

import java.util.Map;

/// A specification of arguments, and what the task's variables of these names hold
/// (`validate_argument_spec`).
///
/// @param options by the names of the arguments: `type`, `required`, `choices` and so on
/// @param variables those that are defined
public record ArgumentSpec(Map<String, Object> options, Map<String, Object> variables) {
  public ArgumentSpec {
    options = Ordered.copy(options);
    variables = Ordered.copy(variables);
  }
}
