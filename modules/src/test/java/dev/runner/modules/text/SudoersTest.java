package dev.runner.modules.text;

import static dev.runner.modules.Tasks.task;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.runner.module.BadParameter;
import dev.runner.module.Output;
import dev.runner.module.Plan;
import dev.runner.module.testing.FakeHost;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Which rules `sudoers` writes, and what keeps it from writing them.
class SudoersTest {
  private static final String FILE = "/etc/sudoers.d/deploy";

  private static Sudoers rule(Object... more) {
    Object[] all = java.util.Arrays.copyOf(more, more.length + 4);
    Object[] rest = {"name", "deploy", "commands", List.of("/bin/a", "/bin/b -x")};
    System.arraycopy(rest, 0, all, more.length, 4);
    return task(Sudoers.class, all);
  }

  private static FakeHost host() {
    return FakeHost.named("web1").directory("/etc/sudoers.d").without("visudo");
  }

  private static FakeHost checking(int exit) {
    return FakeHost.named("web1")
        .directory("/etc/sudoers.d")
        .program("visudo", "/usr/sbin/visudo")
        .answering("visudo -c -f -", Output.of(exit, "", "stdin:1: syntax error\n ^~\n"));
  }

  private static String written(Sudoers module) {
    FakeHost host = host();
    host.apply(module.plan(host));
    assertInstanceOf(Plan.Unchanged.class, module.plan(host));
    return host.text(FILE);
  }

  @Test
  void writesOneRule() {
    assertEquals("ann ALL=NOPASSWD: /bin/a, /bin/b -x\n", written(rule("user", "ann")));
    assertEquals(
        "%ops web1=(root)SETENV: /bin/a, /bin/b -x\n",
        written(
            rule(
                "group",
                "ops",
                "nopassword",
                false,
                "runas",
                "root",
                "host",
                "web1",
                "setenv",
                true)));
    assertEquals("ann ALL= /bin/a, /bin/b -x\n", written(rule("user", "ann", "nopassword", false)));
    assertEquals(
        "Defaults:ann !targetpw\nann ALL=NOEXEC:NOPASSWD: /bin/a, /bin/b -x\n",
        written(rule("user", "ann", "noexec", true, "defaults", List.of("!targetpw"))));
  }

  @Test
  void nobodyButRootAndItsGroupCanReadIt() {
    FakeHost host = host();
    host.apply(rule("user", "ann").plan(host));
    assertEquals(0440, host.lstat(dev.runner.module.RemotePath.of(FILE)).mode());
  }

  @Test
  void visudoHasToFindItRight() {
    Plan.Refused refused =
        assertInstanceOf(Plan.Refused.class, rule("user", "ann").plan(checking(1)));
    assertEquals(
        "Failed to validate sudoers rule:\nstdin:1: syntax error\n ^~\n", refused.because());
    assertInstanceOf(Plan.Changes.class, rule("user", "ann").plan(checking(0)));
    assertInstanceOf(
        Plan.Changes.class,
        rule("user", "ann", "validation", Sudoers.Check.ABSENT).plan(checking(1)));
    assertInstanceOf(
        Plan.Refused.class, rule("user", "ann", "validation", Sudoers.Check.REQUIRED).plan(host()));
  }

  @Test
  void commandsAreMissedFirst() {
    assertEquals(
        "state is present but all of the following are missing: commands",
        assertThrows(BadParameter.class, () -> task(Sudoers.class, "name", "a")).getMessage());
  }

  @Test
  void removesTheFile() {
    FakeHost host = host().file(FILE, "ann ALL= ALL\n");
    Sudoers module = task(Sudoers.class, "name", "deploy", "state", Sudoers.State.ABSENT);
    assertInstanceOf(Plan.Changes.class, module.plan(host));
    host.apply(module.plan(host));
    assertInstanceOf(Plan.Unchanged.class, module.plan(host));
  }

  @Test
  void refusesWhatIsNoRule() {
    assertThrows(BadParameter.class, () -> rule());
    assertThrows(BadParameter.class, () -> rule("user", "ann", "group", "ops"));
    assertThrows(BadParameter.class, () -> rule("user", "ann\nALL ALL=ALL"));
    assertThrows(
        BadParameter.class,
        () -> task(Sudoers.class, "name", "../x", "user", "ann", "commands", List.of("ALL")));
    assertThrows(BadParameter.class, () -> task(Sudoers.class, "name", "x", "user", "ann"));
  }
}
