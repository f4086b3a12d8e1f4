package dev.runner.modules.network;

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

/// What `firewalld` makes of what `firewall-cmd` says.
class FirewalldTest {
  private static final Output YES = Output.of(0, "", "");
  private static final Output NO = Output.of(1, "", "");

  /// A firewall that runs, or not, and what it answers for now, for later and without running.
  private static FakeHost host(boolean runs, Output now, Output later, Output stored) {
    return FakeHost.named("web1")
        .answering("firewall-cmd --state", runs ? YES : Output.of(252, "", "not running"))
        .answering(
            "later", command -> command.toString().startsWith("firewall-cmd --permanent"), later)
        .answering("firewall-offline-cmd --get-default-zone", "public")
        .answering(
            "stored",
            command -> command.toString().matches("firewall-offline-cmd --(zone|query|get-[zt]).*"),
            stored)
        .answering(
            "now", command -> command.toString().matches("firewall-cmd --(zone|query|get).*"), now);
  }

  private static Firewalld module(Object... parameters) {
    return task(Firewalld.class, parameters);
  }

  private static List<String> commands(Plan plan) {
    return assertInstanceOf(Plan.Changes.class, plan).steps().stream()
        .map(step -> assertInstanceOf(Step.Run.class, step).command().toString())
        .toList();
  }

  @Test
  void changesWhatIsThereNowWhatWillBeOrBoth() {
    assertEquals(
        List.of("firewall-cmd --zone=dmz --add-service=http"),
        commands(
            module("service", "http", "zone", "dmz", "state", "enabled")
                .plan(host(true, NO, NO, NO))));
    assertEquals(
        List.of("firewall-cmd --permanent --remove-port=80/tcp"),
        commands(
            module("port", "80/tcp", "permanent", true, "state", "disabled")
                .plan(host(true, YES, YES, NO))));
    Plan both =
        module("service", "http", "permanent", true, "immediate", true, "state", "enabled")
            .plan(host(true, NO, NO, NO));
    assertEquals(
        List.of("firewall-cmd --permanent --add-service=http", "firewall-cmd --add-service=http"),
        commands(both));
    assertEquals(
        "Permanent and Non-Permanent(immediate) operation, Changed service http to enabled",
        assertInstanceOf(Plan.Changes.class, both).predicted().get("msg"));
    assertInstanceOf(
        Plan.Unchanged.class,
        module("service", "http", "permanent", true, "immediate", true, "state", "enabled")
            .plan(host(true, YES, YES, NO)));
  }

  @Test
  void workWithoutAFirewallThatRunsOnlyWhereThatIsAllowed() {
    assertInstanceOf(
        Plan.Refused.class,
        module("service", "http", "permanent", true, "state", "enabled")
            .plan(host(false, NO, NO, NO)));
    assertEquals(
        List.of("firewall-offline-cmd --add-service=http"),
        commands(
            module(
                    "service",
                    "http",
                    "permanent",
                    true,
                    "offline",
                    true,
                    "immediate",
                    true,
                    "state",
                    "enabled")
                .plan(host(false, NO, NO, NO))));
  }

  @Test
  void knowsZonesSwitchesAndTargets() {
    assertEquals(
        List.of("firewall-cmd --permanent --new-zone=ours"),
        commands(
            module("zone", "ours", "permanent", true, "state", "present")
                .plan(host(true, NO, Output.of(0, "block dmz public", ""), NO))));
    assertEquals(
        List.of("firewall-cmd --remove-masquerade"),
        commands(module("masquerade", false, "state", "enabled").plan(host(true, YES, YES, NO))));
    assertEquals(
        List.of("firewall-cmd --permanent --zone=ours --set-target=DROP"),
        commands(
            module("zone", "ours", "target", "DROP", "permanent", true, "state", "present")
                .plan(host(true, NO, Output.of(0, "default", ""), NO))));
    assertEquals(
        List.of("firewall-cmd --zone=ours --change-interface=eth1"),
        commands(
            module("zone", "ours", "interface", "eth1", "state", "enabled")
                .plan(host(true, NO, NO, NO))));
    assertEquals(
        List.of("firewall-cmd --add-icmp-block=echo-reply --timeout=60"),
        commands(
            module("icmp_block", "echo-reply", "timeout", 60, "state", "enabled")
                .plan(host(true, NO, NO, NO))));
  }

  @Test
  void saysWhatWasDone() {
    Object[][] tasks = {
      {"masquerade", true, "zone", "dmz", "state", "enabled"},
      {"source", "192.0.2.0/24", "state", "enabled"},
      {"interface", "eth2", "zone", "trusted", "state", "enabled"},
      {"icmp_block", "echo-request", "state", "enabled"}
    };
    String[] said = {
      "Added masquerade to zone dmz",
      "Added 192.0.2.0/24 to zone public",
      "Changed eth2 to zone trusted",
      "Changed icmp-block echo-request to enabled"
    };
    for (int i = 0; i < tasks.length; i++) {
      Object[] all = java.util.Arrays.copyOf(tasks[i], tasks[i].length + 4);
      all[tasks[i].length] = "permanent";
      all[tasks[i].length + 1] = true;
      all[tasks[i].length + 2] = "offline";
      all[tasks[i].length + 3] = true;
      Plan plan = module(all).plan(host(false, NO, NO, NO));
      assertEquals(
          "Permanent operation, %s, (offline operation: only on-disk configs were altered)"
              .formatted(said[i]),
          assertInstanceOf(Plan.Changes.class, plan).predicted().get("msg"));
    }
  }

  @Test
  void refusesWhatTheFirewallDoesNotKnow() {
    Plan.Refused refused =
        assertInstanceOf(
            Plan.Refused.class,
            module("service", "nothing", "state", "enabled")
                .plan(host(true, Output.of(101, "", "Error: INVALID_SERVICE: nothing"), NO, NO)));
    assertEquals("ERROR: Exception caught: Error: INVALID_SERVICE: nothing", refused.because());
  }

  @Test
  void refusesWhatDoesNotGoTogether() {
    assertThrows(BadParameter.class, () -> module("state", "enabled"));
    assertThrows(BadParameter.class, () -> module("port", "80", "state", "enabled"));
    assertThrows(
        BadParameter.class, () -> module("port", "80/tcp", "service", "a", "state", "enabled"));
    assertThrows(BadParameter.class, () -> module("zone", "ours", "state", "present"));
    assertThrows(
        BadParameter.class,
        () -> module("service", "a", "permanent", true, "timeout", 9, "state", "enabled"));
  }
}
