package dev.runner.modules.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.runner.module.Output;
import dev.runner.module.Plan;
import dev.runner.module.testing.FakeHost;
import java.util.List;
import org.junit.jupiter.api.Test;

class AsyncStatusTest {
  private static final String JOB = "/jobs/j1";
  private static final AsyncStatus ASK = new AsyncStatus("j1", AsyncStatus.Mode.STATUS, "/jobs");

  private static FakeHost host(int process) {
    return FakeHost.named("web1")
        .answering("process", command -> true, Output.of(process, "", ""))
        .directory(JOB);
  }

  @Test
  void whileTheJobRunsItsOutputStaysWhereItIs() {
    FakeHost host = host(0);
    Plan.Learned plan = assertInstanceOf(Plan.Learned.class, ASK.plan(host));
    assertEquals(false, plan.values().get("finished"));
    assertEquals(1, host.roundTrips());
  }

  @Test
  void whatTheJobWroteIsToldAtItsEnd() {
    FakeHost host =
        host(0)
            .file(JOB + "/status", "2\n")
            .file(JOB + "/out", "half\n")
            .file(JOB + "/err", "oh\n")
            .file(JOB + "/pid", "7\n")
            .file(JOB + "/cmd", "[\"make\",\"it's\"]\n");
    Plan.Refused plan = assertInstanceOf(Plan.Refused.class, ASK.plan(host));
    assertEquals(2L, plan.values().get("rc"));
    assertEquals("half", plan.values().get("stdout"));
    assertEquals(List.of("make", "it's"), plan.values().get("cmd"));
    assertEquals("0:00:00.000000", plan.values().get("delta"));
    assertEquals(true, plan.values().get("finished"));
  }

  @Test
  void aJobWhoseProcessIsGoneHasFailed() {
    Plan.Refused plan = assertInstanceOf(Plan.Refused.class, ASK.plan(host(3)));
    assertEquals(true, plan.values().get("finished"));
    assertEquals("the process of the job is gone, and left no exit status", plan.because());
  }
}
