package dev.runner.modules.files;

import static dev.runner.modules.Tasks.task;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.runner.module.BadParameter;
import dev.runner.module.Plan;
import dev.runner.module.Step;
import dev.runner.module.testing.FakeHost;
import org.junit.jupiter.api.Test;

/// What `capabilities` makes of what `getcap` says.
class CapabilitiesTest {
  private static Plan plan(String said, String capability, String state) {
    FakeHost host =
        FakeHost.named("web1")
            .file("/bin/server", "")
            .answering("getcap -- /bin/server", said.isEmpty() ? "" : "/bin/server " + said);
    return task(Capabilities.class, "path", "/bin/server", "capability", capability, "state", state)
        .plan(host);
  }

  private static String command(String said, String capability, String state) {
    Plan.Changes changes = assertInstanceOf(Plan.Changes.class, plan(said, capability, state));
    return assertInstanceOf(Step.Run.class, changes.steps().getFirst()).command().toString();
  }

  @Test
  void addsToWhatIsThere() {
    assertEquals(
        "setcap cap_net_bind_service=ep /bin/server",
        command("", "cap_net_bind_service+ep", "present"));
    assertEquals(
        "setcap 'cap_chown=e cap_fowner=eip' /bin/server",
        command("cap_chown=e cap_fowner=ei", "cap_fowner+p", "present"));
    assertEquals(
        "setcap 'cap_chown=ep cap_fowner=ep' /bin/server",
        command("= cap_chown+ep", "cap_chown,CAP_FOWNER+ep", "present"));
  }

  @Test
  void knowsWhatIsThereHoweverItIsWritten() {
    assertInstanceOf(Plan.Unchanged.class, plan("cap_chown=ep", "cap_chown+ep", "present"));
    assertInstanceOf(Plan.Unchanged.class, plan("= cap_chown+ep", "cap_chown=ep", "present"));
    assertInstanceOf(Plan.Unchanged.class, plan("cap_a,cap_b=ep", "cap_b+e", "present"));
    assertInstanceOf(Plan.Unchanged.class, plan("", "cap_chown", "absent"));
  }

  @Test
  void takesAway() {
    assertEquals("setcap -r /bin/server", command("cap_chown=ep", "cap_chown+ep", "absent"));
    assertEquals(
        "setcap cap_fowner=i /bin/server",
        command("cap_chown,cap_fowner=i", "cap_chown", "absent"));
  }

  @Test
  void knowsThatAClauseWithoutNamesIsOfAllCapabilities() {
    assertInstanceOf(Plan.Unchanged.class, plan("=ep", "cap_chown+e", "present"));
    assertInstanceOf(Plan.Unchanged.class, plan("=ep", "all=ep", "present"));
    assertInstanceOf(Plan.Unchanged.class, plan("=ep cap_chown-e", "cap_chown=p", "present"));
    assertEquals("setcap all=ep /bin/server", command("cap_chown=e", "=ep", "present"));
    assertEquals(
        "setcap 'all=ep cap_chown=eip' /bin/server", command("=ep", "cap_chown+i", "present"));
    assertEquals("setcap 'all=ep cap_chown=' /bin/server", command("=ep", "cap_chown", "absent"));
    assertEquals("setcap -r /bin/server", command("=ep", "all", "absent"));
  }

  @Test
  void refusesWhatIsNoCapability() {
    assertThrows(BadParameter.class, () -> plan("", "cap_chown", "present"));
    assertThrows(BadParameter.class, () -> plan("", "-r", "present"));
  }
}
