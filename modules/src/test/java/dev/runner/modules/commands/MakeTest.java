package dev.runner.modules.commands;

import static dev.runner.modules.Tasks.task;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.module.BadParameter;
import dev.runner.module.Finished;
import dev.runner.module.Output;
import dev.runner.module.Plan;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import dev.runner.module.Value;
import dev.runner.module.testing.FakeHost;
import dev.runner.values.None;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What `make` runs, and when it doesn't.
class MakeTest {
  private static Make make(Object... more) {
    Object[] all = java.util.Arrays.copyOf(more, more.length + 2);
    all[more.length] = "chdir";
    all[more.length + 1] = RemotePath.of("/srv/src");
    return task(Make.class, all);
  }

  private static FakeHost host(Output upToDate) {
    return FakeHost.named("web1").answering("make -q", command -> true, upToDate);
  }

  @Test
  void runsWhatTheTaskSays() {
    Map<String, Value> params = new LinkedHashMap<>();
    params.put("PREFIX", new Value("/usr local"));
    params.put("FAST", new Value(None.NONE));
    Make module = make("target", "all", "params", params, "jobs", 4L);
    Plan.Changes plan =
        assertInstanceOf(Plan.Changes.class, module.plan(host(Output.of(1, "gmake\n", ""))));
    Step.Run run = assertInstanceOf(Step.Run.class, plan.steps().getFirst());
    assertEquals("make all", run.title());
    assertEquals("gmake -j 4 all 'PREFIX=/usr local' FAST", run.command().toString());
    assertEquals(run.command().toString(), plan.predicted().get("command"));
    assertEquals("/srv/src", run.command().directory().orElseThrow().text());
  }

  @Test
  void saysWhatMakeComplainsOf() {
    FakeHost host =
        FakeHost.named("web1")
            .answering(
                "make -q",
                command -> command.toString().contains(" -q "),
                Output.of(1, "/usr/bin/make\n", ""))
            .answering(
                "/usr/bin/make -f /srv/Makefile broken",
                command -> command.toString().startsWith("/usr/bin/make -f /srv/Makefile broken"),
                Output.of(2, "false\n", "make: *** [Makefile:8: broken] Error 1\n"));
    Make module = make("target", "broken", "file", RemotePath.of("/srv/Makefile"));
    Finished done = assertInstanceOf(Finished.class, host.apply(module.plan(host)));
    assertTrue(done.failed());
    assertEquals("make: *** [Makefile:8: broken] Error 1", done.message());
    assertEquals(2L, done.values().get("rc"));
  }

  @Test
  void leavesWhatIsUpToDate() {
    assertInstanceOf(Plan.Unchanged.class, make().plan(host(Output.of(0, "make\n", ""))));
  }

  @Test
  void refusesWhereThereIsNoMakeOrNoDirectory() {
    assertInstanceOf(Plan.Refused.class, make().plan(host(Output.of(0, "none\n", ""))));
    assertInstanceOf(Plan.Refused.class, make().plan(host(Output.of(1, "", "no directory"))));
    assertThrows(BadParameter.class, () -> make("target", "a", "targets", List.of("b")));
  }
}
