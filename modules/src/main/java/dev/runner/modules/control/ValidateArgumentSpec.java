package dev.runner.modules.control;

import dev.runner.module.ArgumentSpec;
import dev.runner.module.Describe;
import dev.runner.module.Param;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.TaskModule;
import dev.runner.module.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Fails unless arguments fit a specification.
@Describe(
    summary = "Fail unless arguments fit a specification.",
    since = "0.1",
    example =
        """
        - name: check the variables before anything else
          validate_argument_spec:
            argument_spec:
              port:
                type: int
                required: true
              state:
                choices: [present, absent]
            provided_arguments:
              port: 8080
        """,
    returns = {
      @Describe.Returned(name = "argument_errors", value = "What is wrong, a sentence for each."),
      @Describe.Returned(name = "argument_spec_data", value = "The specification, on failure."),
      @Describe.Returned(name = "validate_args_context", value = "Whose arguments these are.")
    },
    roundTrips = 0)
public record ValidateArgumentSpec(
    @Param("The specification, as in a role's meta/argument_specs.yml.") ArgumentSpec argumentSpec,
    @Param("Arguments; those that aren't given are taken from variables of the same name.")
        Map<String, Value> providedArguments,
    @Param("Whose arguments these are, for the result: type, name, argument_spec_name, path.")
        Map<String, Value> validateArgsContext)
    implements TaskModule {

  public ValidateArgumentSpec {
    providedArguments = new LinkedHashMap<>(providedArguments);
    validateArgsContext = new LinkedHashMap<>(validateArgsContext);
  }

  @Override
  public Plan plan(Probe host) {
    Map<String, Object> arguments = new LinkedHashMap<>(argumentSpec.variables());
    arguments.putAll(SetFact.plain(providedArguments));
    List<String> errors = new ArgumentCheck().errors(argumentSpec.options(), arguments);
    Map<String, Object> context = SetFact.plain(validateArgsContext);
    if (errors.isEmpty()) {
      return Plan.learned("the arguments fit")
          .with("msg", "The arg spec validation passed")
          .with("validate_args_context", context);
    }
    return Plan.refuse(
            "Validation of arguments failed:\n" + String.join("\n", errors),
            "give arguments that fit the specification")
        .with("argument_errors", errors)
        .with("argument_spec_data", argumentSpec.options())
        .with("validate_args_context", context);
  }
}
