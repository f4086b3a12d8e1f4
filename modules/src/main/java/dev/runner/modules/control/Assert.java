package dev.runner.modules.control;

import dev.runner.module.BadParameter;
import dev.runner.module.Condition;
import dev.runner.module.Describe;
import dev.runner.module.Param;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.TaskModule;
import dev.runner.module.Value;
import java.util.List;
import java.util.Optional;

/// Fails unless all conditions hold.
@Describe(
    summary = "Fail unless all conditions hold.",
    since = "0.1",
    example =
        """
        - name: check the parameter before anything else
          assert:
            that:
              - my_param <= 100
              - my_param >= 0
            fail_msg: "'my_param' must be between 0 and 100"
            success_msg: "'my_param' is between 0 and 100"
        """,
    returns = {
      @Describe.Returned(name = "msg", value = "The message of success or failure."),
      @Describe.Returned(name = "assertion", value = "The first condition that doesn't hold."),
      @Describe.Returned(name = "evaluated_to", value = "False, if a condition doesn't hold.")
    },
    roundTrips = 0)
public record Assert(
    @Param("Conditions, as in when; none always hold.") Optional<List<Condition>> that,
    @Param(value = "Said if a condition doesn't hold.", aliases = "msg") Optional<Value> failMsg,
    @Param("Said if all conditions hold.") Optional<Value> successMsg,
    @Param(value = "Whether nothing is said if all hold.", byDefault = "false") boolean quiet)
    implements TaskModule {

  public Assert {
    if (that.isEmpty()) {
      throw new BadParameter("that", "missing required arguments: that");
    }
    that = that.map(List::copyOf);
  }

  @Override
  public Plan plan(Probe host) {
    for (Condition condition : that.orElseThrow()) {
      if (!condition.holds()) {
        Object message = failMsg.map(Value::value).orElse("Assertion failed");
        return Plan.refuse(Shown.of(message), "It doesn't hold: " + condition.text())
            .with("msg", message)
            .with("assertion", condition.written())
            .with("evaluated_to", false)
            .with(Shown.ALWAYS, !quiet);
      }
    }
    Object message = successMsg.map(Value::value).orElse("All assertions passed");
    return Plan.learned(quiet ? "" : Shown.of(message))
        .with("msg", message)
        .with(Shown.ALWAYS, !quiet);
  }
}
