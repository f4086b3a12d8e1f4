package dev.runner.modules.control;

import dev.runner.module.BadParameter;
import dev.runner.module.Describe;
import dev.runner.module.Effect;
import dev.runner.module.Param;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Rest;
import dev.runner.module.TaskModule;
import dev.runner.module.Value;
import dev.runner.values.VariableName;
import java.util.LinkedHashMap;
import java.util.Map;

/// Sets variables of the host.
@Describe(
    summary = "Set variables of the host for the rest of the run.",
    since = "0.1",
    example =
        """
        - name: remember two values
          set_fact:
            one_fact: something
            other_fact: "{{ local_var * 2 }}"
        """,
    returns = {@Describe.Returned(name = "ansible_facts", value = "The variables that were set.")},
    roundTrips = 0)
public record SetFact(
    @Param(value = "Whether later runs know them too, if facts are cached.", byDefault = "false")
        boolean cacheable,
    @Rest @Param("The variables: any names but those of the other parameters.")
        Map<String, Value> keyValue)
    implements TaskModule {
  public SetFact {
    keyValue = new LinkedHashMap<>(keyValue);
    if (keyValue.isEmpty()) {
      throw new BadParameter(
          "key_value",
          "No key/value pairs provided, at least one is required for this action to succeed");
    }
    checkNames(keyValue);
  }

  static void checkNames(Map<String, ?> variables) {
    for (String name : variables.keySet()) {
      if (!VariableName.isOne(name)) {
        throw new BadParameter(
            name, "Invalid variable name '%s'. %s".formatted(name, VariableName.RULE));
      }
    }
  }

  @Override
  public Plan plan(Probe host) {
    Map<String, Object> values = plain(keyValue);
    return Plan.learned(String.join(", ", values.keySet()) + " set")
        .with("ansible_facts", values)
        .with(new Effect.Variables(values, cacheable));
  }

  static Map<String, Object> plain(Map<String, Value> values) {
    Map<String, Object> plain = new LinkedHashMap<>();
    values.forEach((name, value) -> plain.put(name, value.value()));
    return plain;
  }
}
