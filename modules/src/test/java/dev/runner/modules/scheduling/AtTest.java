package dev.runner.modules.scheduling;

import static dev.runner.modules.Tasks.task;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.runner.module.BadParameter;
import dev.runner.module.Command;
import dev.runner.module.Output;
import dev.runner.module.Plan;
import dev.runner.module.Step;
import dev.runner.module.testing.FakeHost;
import dev.runner.values.None;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Which jobs `at` adds and removes.
class AtTest {
  private static FakeHost waiting(String jobs) {
    return FakeHost.named("web1")
        .answering("the look", at -> at.toString().startsWith("sh -c"), Output.of(0, jobs, ""));
  }

  private static List<Command> commands(Plan plan) {
    return assertInstanceOf(Plan.Changes.class, plan).steps().stream()
        .map(step -> assertInstanceOf(Step.Run.class, step).command())
        .toList();
  }

  private static At later(Object... more) {
    Object[] all = java.util.Arrays.copyOf(more, more.length + 4);
    Object[] rest = {"count", 20, "units", At.Unit.MINUTES};
    System.arraycopy(rest, 0, all, more.length, 4);
    return task(At.class, all);
  }

  @Test
  void addsAJobWhoseCommandComesByStandardInput() {
    Plan plan = later("command", " echo $HOME; date ").plan(FakeHost.named("web1"));
    Command at = commands(plan).getFirst();
    assertEquals("at now + 20 minutes", at.toString().split(" <", 2)[0].strip());
    assertEquals("echo $HOME; date\n", at.stdin().orElseThrow().lenientText());
    assertEquals(20L, ((Plan.Changes) plan).predicted().get("count"));
    assertEquals("minutes", ((Plan.Changes) plan).predicted().get("units"));
    assertEquals(None.NONE, ((Plan.Changes) plan).predicted().get("script_file"));
  }

  @Test
  void runsAScriptOfTheHost() {
    assertEquals(
        "at -f /srv/it now + 20 minutes",
        commands(later("script_file", "/srv/it").plan(FakeHost.named("web1")))
            .getFirst()
            .toString());
  }

  @Test
  void oneIsEnoughIfThatIsSaid() {
    At module = later("command", "date", "unique", true);
    assertInstanceOf(Plan.Unchanged.class, module.plan(waiting("7\n")));
    assertEquals(1, commands(module.plan(waiting(""))).size());
  }

  @Test
  void removesAllThatDoThat() {
    At module = task(At.class, "command", "date", "state", At.State.ABSENT);
    assertEquals(
        List.of("at -r 7", "at -r 9"),
        commands(module.plan(waiting("7\n9\n"))).stream().map(Command::toString).toList());
    assertInstanceOf(Plan.Unchanged.class, module.plan(waiting("")));
  }

  @Test
  void refusesWhatCannotBeMeant() {
    assertThrows(BadParameter.class, () -> task(At.class, "command", "date"));
    assertThrows(BadParameter.class, () -> later());
    assertThrows(BadParameter.class, () -> later("command", "date", "script_file", "/x"));
    assertThrows(
        BadParameter.class,
        () -> task(At.class, "command", "x", "count", 0, "units", At.Unit.DAYS));
    FakeHost denied =
        FakeHost.named("web1")
            .answering(
                "the look",
                at -> at.toString().startsWith("sh -c"),
                Output.of(1, "", "You do not have permission to use at."));
    assertInstanceOf(
        Plan.Refused.class,
        task(At.class, "command", "date", "state", At.State.ABSENT).plan(denied));
  }
}
