package dev.runner.modules.control;

import dev.runner.module.Command;
import dev.runner.module.Describe;
import dev.runner.module.Finished;
import dev.runner.module.Param;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Step;
import dev.runner.module.TaskModule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Waits until a host can be reached.
@Describe(
    summary = "Wait until a host can be reached, and tasks can run there.",
    since = "0.1",
    inTurn = true,
    roundTrips = 0,
    example =
        """
        - name: wait until the new machine is up
          wait_for_connection:
            timeout: 300
        """,
    returns = {@Describe.Returned(name = "elapsed", value = "Seconds that were waited.")})
public record WaitForConnection(
    @Param(value = "The longest time to wait.", byDefault = "600") Duration timeout,
    @Param(value = "Time that passes before the first try.", byDefault = "0") Duration delay,
    @Param(value = "Time between two tries; at least two seconds here.", byDefault = "1")
        Duration sleep,
    @Param(
            value = "Accepted: each try takes as long as the connection's own timeout allows.",
            byDefault = "5")
        Duration connectTimeout)
    implements TaskModule {

  @Override
  public Plan plan(Probe host) {
    long start = System.nanoTime();
    List<Step> steps = new ArrayList<>();
    if (!delay.isZero()) {
      steps.add(
          new Step.OnControl(
              "wait %d s".formatted(delay.toSeconds()),
              () -> {
                Thread.sleep(delay);
                return dev.runner.module.Output.of(0, "", "");
              }));
    }
    steps.add(new Step.Reconnect("reach the host", Optional.<Command>empty(), timeout));
    return Plan.changes(steps)
        .predicting("elapsed", 0L)
        .expecting(Plan.unchanged("the host can be reached"))
        .after(
            (outputs, now) ->
                Finished.unchanged("")
                    .with("elapsed", Duration.ofNanos(System.nanoTime() - start).toSeconds()));
  }
}
