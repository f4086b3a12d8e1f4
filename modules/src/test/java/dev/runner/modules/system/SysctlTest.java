package dev.runner.modules.system;

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
import java.util.List;
import org.junit.jupiter.api.Test;

/// What `sysctl` does with the file and the kernel.
class SysctlTest {
  private static final String FILE = "/etc/sysctl.conf";
  private static final String TEXT = "# ours\nvm.overcommit_memory = 1\nvm.swappiness = 60\n";

  private final FakeHost host = kernel("60\n").file(FILE, TEXT);

  private static FakeHost kernel(String value) {
    return FakeHost.named("web1")
        .answering("look", command -> isAbout(command, "-e -n"), Output.of(0, value, ""));
  }

  private static boolean isAbout(Command command, String part) {
    return command.toString().contains(part);
  }

  private static Sysctl swap(Object... more) {
    Object[] all = new Object[more.length + 2];
    System.arraycopy(new Object[] {"name", "vm.swappiness"}, 0, all, 0, 2);
    System.arraycopy(more, 0, all, 2, more.length);
    return task(Sysctl.class, all);
  }

  private static List<String> titles(Plan plan) {
    return assertInstanceOf(Plan.Changes.class, plan).steps().stream().map(Step::title).toList();
  }

  @Test
  void anotherValueIsWrittenAndLoaded() {
    host.answering("load", command -> isAbout(command, " -p " + FILE), Output.of(0, "", ""));
    Plan plan = swap("value", "5").plan(host);
    assertEquals(List.of("change " + FILE, "load " + FILE), titles(plan));
    host.apply(plan);
    assertEquals("# ours\nvm.overcommit_memory = 1\nvm.swappiness=5\n", host.text(FILE));
  }

  @Test
  void theSameValueIsLeftAlone() {
    assertInstanceOf(Plan.Unchanged.class, swap("value", "60", "sysctl_set", true).plan(host));
    assertEquals(1, host.roundTrips());
    FakeHost tabs =
        kernel("4096\t131072\t6291456\n").file(FILE, "net.ipv4.tcp_rmem=4096 131072 6291456\n");
    assertInstanceOf(
        Plan.Unchanged.class,
        task(Sysctl.class, "name", "net.ipv4.tcp_rmem", "value", "4096 131072 6291456").plan(tabs));
  }

  @Test
  void aKernelThatHasAnotherValueIsBroughtInLine() {
    FakeHost other = kernel("10\n").file(FILE, TEXT);
    assertEquals(List.of("load " + FILE), titles(swap("value", "60").plan(other)));
    assertEquals(
        List.of("set vm.swappiness to 60"),
        titles(swap("value", "60", "sysctl_set", true, "reload", false).plan(other)));
    assertInstanceOf(Plan.Unchanged.class, swap("value", "60", "reload", false).plan(other));
  }

  @Test
  void unknownParametersAreIgnoredWhenAsked() {
    FakeHost older = kernel("").file(FILE, TEXT);
    assertInstanceOf(Plan.Unchanged.class, swap("value", "60", "ignoreerrors", true).plan(older));
    assertEquals(List.of("load " + FILE), titles(swap("value", "60").plan(older)));
  }

  @Test
  void absentTakesAllItsLinesOut() {
    host.file(FILE, TEXT + "vm.swappiness=1\n");
    host.apply(swap("state", "absent", "reload", false).plan(host));
    assertEquals("# ours\nvm.overcommit_memory = 1\n", host.text(FILE));
    assertInstanceOf(Plan.Unchanged.class, swap("state", "absent").plan(host));
  }

  @Test
  void wordsOfTruthAreNumbersInAFileThatIsMade() {
    FakeHost fresh = kernel("0\n").absent("/etc/sysctl.d/9.conf");
    fresh.apply(
        swap("value", "True", "sysctl_file", "/etc/sysctl.d/9.conf", "reload", false).plan(fresh));
    assertEquals("vm.swappiness=1\n", fresh.text("/etc/sysctl.d/9.conf"));
  }

  @Test
  void refusesWhatCanNotBe() {
    FakeHost bare =
        FakeHost.named("web1")
            .answering("look", command -> true, Output.of(127, "", ""))
            .file(FILE, TEXT);
    assertInstanceOf(Plan.Refused.class, swap("value", "5").plan(bare));
    assertThrows(BadParameter.class, () -> swap("state", "present"));
    assertThrows(BadParameter.class, () -> swap("value", " "));
    assertThrows(BadParameter.class, () -> task(Sysctl.class, "name", "a b", "value", "1"));
  }
}
