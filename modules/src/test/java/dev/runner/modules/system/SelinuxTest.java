package dev.runner.modules.system;

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

/// What `selinux` and `seboolean` make of what SELinux' programs say.
class SelinuxTest {
  private static final String CONFIG = "# why\nSELINUX=enforcing\nSELINUXTYPE=targeted\n";

  private static FakeHost host(String said) {
    return FakeHost.named("web1")
        .file("/etc/selinux/config", CONFIG)
        .answering("what it does", command -> true, Output.of(0, said, ""));
  }

  private static List<String> titles(Plan plan) {
    return assertInstanceOf(Plan.Changes.class, plan).steps().stream()
        .map(step -> step.title())
        .toList();
  }

  private static Selinux state(String state, Object... more) {
    Object[] all = java.util.Arrays.copyOf(more, more.length + 2);
    all[more.length] = "state";
    all[more.length + 1] = state;
    return task(Selinux.class, all);
  }

  @Test
  void changesTheStateAtOnceAndInTheConfiguration() {
    Plan plan = state("permissive", "policy", "targeted").plan(host("Enforcing\n"));
    assertEquals(List.of("run setenforce 0", "change /etc/selinux/config"), titles(plan));
    Plan.Changes changes = assertInstanceOf(Plan.Changes.class, plan);
    assertEquals(
        "SELinux state changed from 'enforcing' to 'permissive', Config SELinux state changed from"
            + " 'enforcing' to 'permissive'",
        changes.predicted().get("msg"));
    assertEquals(false, changes.predicted().get("reboot_required"));
    Plan.Unchanged same =
        assertInstanceOf(
            Plan.Unchanged.class,
            state("enforcing", "policy", "targeted").plan(host("Enforcing\n")));
    assertEquals("targeted", same.values().get("policy"));
  }

  @Test
  void aSettingOfNothingTakesNoOtherLineAlong() {
    String file = "/etc/selinux/config";
    FakeHost host = host("Enforcing\n").file(file, "SELINUX=\nSELINUXTYPE=targeted\n");
    Selinux module = state("enforcing", "policy", "targeted");
    host.apply(module.plan(host));
    assertEquals("SELINUX=enforcing\nSELINUXTYPE=targeted\n", host.text(file));
    assertInstanceOf(Plan.Unchanged.class, module.plan(host));
  }

  @Test
  void tellsOfAStartThatIsNeeded() {
    Plan.Changes off =
        assertInstanceOf(Plan.Changes.class, state("disabled").plan(host("Enforcing\n")));
    assertEquals(true, off.predicted().get("reboot_required"));
    assertEquals(List.of("run setenforce 0", "change /etc/selinux/config"), titles(off));
    Plan.Unchanged on =
        assertInstanceOf(
            Plan.Unchanged.class,
            state("enforcing", "policy", "targeted").plan(host("Disabled\n")));
    assertEquals(true, on.values().get("reboot_required"));
    FakeHost host = host("Permissive\n");
    host.apply(
        new Selinux(
                Selinux.State.DISABLED,
                java.util.Optional.of("mls"),
                dev.runner.module.RemotePath.of("/etc/selinux/config"),
                false)
            .plan(host));
    assertEquals("# why\nSELINUX=disabled\nSELINUXTYPE=mls\n", host.text("/etc/selinux/config"));
  }

  @Test
  void addsAParameterOfTheKernel() {
    Plan plan =
        state("disabled", "update_kernel_param", true)
            .plan(host("Permissive\nargs \"ro quiet\"\n"));
    assertEquals(
        List.of("change /etc/selinux/config", "add selinux=0 to the kernel's parameters"),
        titles(plan));
  }

  @Test
  void refusesAStateWithoutPolicy() {
    assertThrows(BadParameter.class, () -> state("enforcing"));
  }

  private static Plan bool(String said, int exit, boolean wish, boolean persistent) {
    FakeHost host =
        FakeHost.named("web1")
            .answering("what it is", command -> true, Output.of(exit, said, "no such"));
    return task(Seboolean.class, "name", "httpd_x", "state", wish, "persistent", persistent)
        .plan(host);
  }

  @Test
  void setsABoolean() {
    String off = "httpd_x --> off\n";
    assertEquals(List.of("set httpd_x to on"), titles(bool(off, 0, true, false)));
    assertInstanceOf(Plan.Unchanged.class, bool(off, 0, false, false));
    String onNow = "httpd_x --> on\nhttpd_x          (on   ,  off)  Allow\n";
    assertEquals(List.of("set httpd_x to on"), titles(bool(onNow, 0, true, true)));
    assertInstanceOf(Plan.Unchanged.class, bool(onNow.replace("off)", "on)"), 0, true, true));
    assertInstanceOf(Plan.Refused.class, bool("", 1, true, false));
    assertInstanceOf(Plan.Refused.class, bool("off\n" + off, 0, true, false));
  }
}
