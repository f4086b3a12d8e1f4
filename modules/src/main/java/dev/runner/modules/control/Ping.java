package dev.runner.modules.control;

import dev.runner.module.Describe;
import dev.runner.module.Param;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.TaskModule;

/// Asks the host who the task runs as, which takes a connection, a shell and the change of user.
@Describe(
    summary = "Check that a host can be reached and used.",
    since = "0.1",
    inTurn = true,
    example =
        """
        - name: check that the host answers
          ping:
        """,
    returns = {@Describe.Returned(name = "ping", value = "The text given as data.")})
public record Ping(
    @Param(value = "Text to answer with; 'crash' fails on purpose.", byDefault = "pong")
        String data)
    implements TaskModule {

  @Override
  public Plan plan(Probe host) {
    if (data.equals("crash")) {
      return Plan.refuse("boom", "").with("msg", "Task failed: Module failed: boom");
    }
    host.ask(new Question.Self());
    return Plan.learned("the host answers").with("ping", data);
  }
}
