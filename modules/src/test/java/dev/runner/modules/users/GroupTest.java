package dev.runner.modules.users;

import static dev.runner.modules.Tasks.task;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.runner.module.BadParameter;
import dev.runner.module.Finished;
import dev.runner.module.Output;
import dev.runner.module.Plan;
import dev.runner.module.Showing;
import dev.runner.module.testing.FakeHost;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Golden plans of `group`.
class GroupTest {
  private static final String TOOLS = "has groupadd\nhas groupmod\nhas groupdel\nforces\n";

  private static FakeHost host(String... answers) {
    return FakeHost.named("web1")
        .answering(
            "the look",
            command -> command.toString().startsWith("sh -c"),
            Stream.of(answers).map(text -> Output.of(0, text, "")).toArray(Output[]::new));
  }

  @Test
  void makesAGroup() {
    Group group = task(Group.class, "name", "web", "system", true, "gid_max", 999);
    FakeHost host =
        host(TOOLS, "group web:998\n" + TOOLS).answering("groupadd -K GID_MAX=999 -r web", "");
    Finished done = assertInstanceOf(Finished.class, host.apply(group.plan(host)));
    assertEquals(998L, done.values().get("gid"));
    assertInstanceOf(Plan.Unchanged.class, group.plan(host));
  }

  @Test
  void changesANumberUnlessItIsTaken() {
    Group group = task(Group.class, "name", "web", "gid", 1200);
    assertEquals(
        List.of("change the number of the group web from 998 to 1200", "  $ groupmod -g 1200 web"),
        Showing.lines(group.plan(host("group web:998\n" + TOOLS))));
    Plan.Refused taken =
        assertInstanceOf(
            Plan.Refused.class, group.plan(host("group web:998\nnumber ops\n" + TOOLS)));
    assertEquals("groupmod: GID '1200' already exists", taken.because());
    assertEquals("web", taken.values().get("name"));
    Plan.Refused made =
        assertInstanceOf(Plan.Refused.class, group.plan(host("number ops\n" + TOOLS)));
    assertEquals("groupadd: GID '1200' already exists", made.because());
  }

  @Test
  void removes() {
    assertEquals(
        List.of("remove the group web", "  $ groupdel --force web"),
        Showing.lines(
            task(Group.class, "name", "web", "state", "absent", "force", true)
                .plan(host("group web:998\n" + TOOLS))));
    assertInstanceOf(
        Plan.Refused.class,
        task(Group.class, "name", "web", "state", "absent", "force", true)
            .plan(host("group web:998\nhas addgroup\nhas delgroup\n")));
  }

  @Test
  void combinationsThatMakeNoSense() {
    assertThrows(BadParameter.class, () -> task(Group.class, "name", "x", "non_unique", true));
    assertThrows(
        BadParameter.class, () -> task(Group.class, "name", "x", "local", true, "gid_min", 5));
  }
}
