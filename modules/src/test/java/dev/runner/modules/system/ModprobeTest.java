package dev.runner.modules.system;

import static dev.runner.modules.Tasks.task;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.runner.module.BadParameter;
import dev.runner.module.Output;
import dev.runner.module.Plan;
import dev.runner.module.Step;
import dev.runner.module.testing.FakeHost;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What `modprobe` does now and for the next start.
class ModprobeTest {
  private static FakeHost host(String look) {
    return FakeHost.named("web1")
        .answering(
            "look", command -> command.toString().startsWith("sh -c"), Output.of(0, look, ""))
        .directory("/etc/modules-load.d")
        .directory("/etc/modprobe.d");
  }

  private static Modprobe dummy(Object... more) {
    Object[] all = new Object[more.length + 2];
    System.arraycopy(new Object[] {"name", "dummy"}, 0, all, 0, 2);
    System.arraycopy(more, 0, all, 2, more.length);
    return task(Modprobe.class, all);
  }

  private static List<String> commands(Plan plan) {
    return assertInstanceOf(Plan.Changes.class, plan).steps().stream()
        .map(step -> step instanceof Step.Run run ? run.command().toString() : step.title())
        .toList();
  }

  @Test
  void loadsAndUnloads() {
    assertEquals(
        List.of("modprobe dummy numdummies=2"),
        commands(dummy("params", "numdummies=2").plan(host(""))));
    assertEquals(
        List.of("modprobe -r dummy"), commands(dummy("state", "absent").plan(host("loaded\n"))));
    FakeHost done = host("builtin\n");
    assertInstanceOf(Plan.Unchanged.class, dummy().plan(done));
    assertEquals(1, done.roundTrips());
    assertInstanceOf(Plan.Unchanged.class, dummy("state", "absent").plan(host("")));
  }

  @Test
  void isKeptForTheNextStart() {
    FakeHost host =
        host("loaded\n").file("/etc/modprobe.d/old.conf", "options dummy numdummies=1\n");
    Modprobe kept = dummy("params", "numdummies=2 debug=1", "persistent", "present");
    host.apply(kept.plan(host));
    assertEquals("dummy\n", host.text("/etc/modules-load.d/dummy.conf"));
    assertEquals("#options dummy numdummies=1\n", host.text("/etc/modprobe.d/old.conf"));
    assertEquals("options dummy numdummies=2 debug=1\n", host.text("/etc/modprobe.d/dummy.conf"));
    assertInstanceOf(Plan.Unchanged.class, kept.plan(host));
  }

  @Test
  void isNotKeptAnyMore() {
    FakeHost host =
        host("")
            .file("/etc/modules-load.d/all.conf", "loop\ndummy # ours\n")
            .file("/etc/modprobe.d/dummy.conf", "options dummy numdummies=1\noptions dummy2 x=1\n");
    Modprobe gone = dummy("state", "absent", "persistent", "absent");
    host.apply(gone.plan(host));
    assertEquals("loop\n#dummy # ours\n", host.text("/etc/modules-load.d/all.conf"));
    assertEquals(
        "#options dummy numdummies=1\noptions dummy2 x=1\n",
        host.text("/etc/modprobe.d/dummy.conf"));
    assertInstanceOf(Plan.Unchanged.class, gone.plan(host));
  }

  @Test
  void refusesWhatIsNoName() {
    assertThrows(BadParameter.class, () -> task(Modprobe.class, "name", "-r"));
    assertThrows(BadParameter.class, () -> dummy("params", "a=1\nb=2"));
  }
}
