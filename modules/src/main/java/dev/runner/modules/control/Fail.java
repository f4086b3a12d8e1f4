package dev.runner.modules.control;

import dev.runner.module.Describe;
import dev.runner.module.Param;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.TaskModule;
import dev.runner.values.Text;

/// Fails with a message.
@Describe(
    summary = "Fail with a message.",
    since = "0.1",
    example =
        """
        - name: stop where no server was chosen
          fail:
            msg: The system may not be provisioned according to the CMDB status.
          when: cmdb_status != "to-be-staged"
        """,
    roundTrips = 0)
public record Fail(@Param(value = "Why.", byDefault = "Failed as requested from task") Text msg)
    implements TaskModule {

  @Override
  public Plan plan(Probe host) {
    return Plan.refuse(msg.toString(), "").with("msg", msg);
  }
}
