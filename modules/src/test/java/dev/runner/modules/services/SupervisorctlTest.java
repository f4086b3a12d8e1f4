package dev.runner.modules.services;

import static dev.runner.modules.Tasks.task;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.module.Answer;
import dev.runner.module.BadParameter;
import dev.runner.module.Finished;
import dev.runner.module.Output;
import dev.runner.module.Outputs;
import dev.runner.module.Plan;
import dev.runner.module.Step;
import dev.runner.module.testing.FakeHost;
import dev.runner.values.Secret;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What `supervisorctl` makes of what the supervisor says.
class SupervisorctlTest {
  private static final String STATUS =
      """
      site                             RUNNING   pid 264, uptime 0:00:02
      work:a                           STOPPED   Not started
      work:b                           RUNNING   pid 265, uptime 0:00:02
      """;

  private static FakeHost host(int exit, String said) {
    return FakeHost.named("web1").answering("supervisorctl status", Output.of(exit, said, ""));
  }

  private static Supervisorctl program(String name, Supervisorctl.State state, Object... more) {
    Object[] all = java.util.Arrays.copyOf(more, more.length + 4);
    Object[] rest = {"name", name, "state", state};
    System.arraycopy(rest, 0, all, more.length, 4);
    return task(Supervisorctl.class, all);
  }

  private static List<String> commands(Plan plan) {
    return assertInstanceOf(Plan.Changes.class, plan).steps().stream()
        .map(step -> assertInstanceOf(Step.Run.class, step).command().toString())
        .toList();
  }

  @Test
  void startsAndStopsWhatIsNotSo() {
    assertInstanceOf(
        Plan.Unchanged.class, program("site", Supervisorctl.State.STARTED).plan(host(3, STATUS)));
    Plan group = program("work:", Supervisorctl.State.STARTED).plan(host(3, STATUS));
    assertEquals(List.of("supervisorctl start work:"), commands(group));
    assertEquals(
        List.of("work:a"), assertInstanceOf(Plan.Changes.class, group).predicted().get("affected"));
    assertEquals(
        List.of("supervisorctl stop site"),
        commands(program("site", Supervisorctl.State.STOPPED).plan(host(3, STATUS))));
    assertEquals(
        List.of("supervisorctl update", "supervisorctl restart all"),
        commands(program("all", Supervisorctl.State.RESTARTED).plan(host(3, STATUS))));
    assertEquals(
        List.of("supervisorctl signal HUP site"),
        commands(
            program("site", Supervisorctl.State.SIGNALLED, "signal", "HUP").plan(host(3, STATUS))));
  }

  @Test
  void addsAndRemoves() {
    assertInstanceOf(
        Plan.Unchanged.class, program("site", Supervisorctl.State.PRESENT).plan(host(3, STATUS)));
    assertEquals(
        List.of("supervisorctl reread", "supervisorctl add new"),
        commands(program("new", Supervisorctl.State.PRESENT).plan(host(3, STATUS))));
    assertEquals(
        List.of("supervisorctl stop site", "supervisorctl reread", "supervisorctl remove site"),
        commands(
            program("site", Supervisorctl.State.ABSENT, "stop_before_removing", true)
                .plan(host(3, STATUS))));
    assertInstanceOf(
        Plan.Unchanged.class, program("none", Supervisorctl.State.ABSENT).plan(host(3, STATUS)));
  }

  @Test
  void believesWhatIsSaidOfEachProgram() {
    Plan.Changes plan =
        assertInstanceOf(
            Plan.Changes.class, program("site", Supervisorctl.State.STOPPED).plan(host(3, STATUS)));
    FakeHost after = host(3, STATUS);
    Answer good =
        plan.after().look(Outputs.of(List.of(Output.of(0, "site: stopped\n", ""))), after);
    assertFalse(assertInstanceOf(Finished.class, good).failed());
    Answer bad =
        plan.after()
            .look(Outputs.of(List.of(Output.of(0, "site: ERROR (not running)\n", ""))), after);
    assertTrue(assertInstanceOf(Finished.class, bad).failed());
  }

  @Test
  void refusesWhereThereIsNoProgramOrNoSupervisor() {
    assertInstanceOf(
        Plan.Refused.class, program("none", Supervisorctl.State.STARTED).plan(host(3, STATUS)));
    assertInstanceOf(
        Plan.Refused.class,
        program("site", Supervisorctl.State.STARTED)
            .plan(host(4, "unix:///var/run/supervisor.sock no such file\n")));
    assertThrows(BadParameter.class, () -> program("site", Supervisorctl.State.SIGNALLED));
  }

  @Test
  void thePasswordIsOnNoCommandLine() {
    Supervisorctl module =
        program(
            "site",
            Supervisorctl.State.STOPPED,
            "username",
            "ann",
            "password",
            Secret.of("pass word"));
    FakeHost host =
        FakeHost.named("web1").answering("status", command -> true, Output.of(3, STATUS, ""));
    for (String command : commands(module.plan(host))) {
      assertFalse(command.contains("pass word"), command);
    }
  }
}
