package dev.runner.modules.network;

import static dev.runner.modules.Tasks.task;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.module.BadParameter;
import dev.runner.module.Content;
import dev.runner.module.Foretold;
import dev.runner.module.Output;
import dev.runner.module.Plan;
import dev.runner.module.RemotePath;
import dev.runner.module.Showing;
import dev.runner.module.Step;
import dev.runner.module.testing.FakeHost;
import java.util.List;
import org.junit.jupiter.api.Test;

class UfwTest {
  private static final String RULES =
      """
      Status: active

           To                         Action      From
           --                         ------      ----
      [ 1] 22/tcp                     ALLOW IN    Anywhere
      [ 2] 80/tcp                     ALLOW IN    Anywhere
      [ 3] 22/tcp (v6)                ALLOW IN    Anywhere (v6)
      """;

  private final FakeHost host =
      FakeHost.named("web1")
          .answering("ufw status verbose", "Status: active\nLogging: on (low)\n")
          .answering("ufw status numbered", RULES)
          .file(
              "/etc/default/ufw",
              "DEFAULT_INPUT_POLICY=\"DROP\"\nDEFAULT_OUTPUT_POLICY=\"ACCEPT\"\n")
          .file("/etc/ufw/ufw.conf", "ENABLED=yes\nLOGLEVEL=low\n")
          .directory("/lib/ufw")
          .directory("/var/lib/ufw")
          .file("/etc/ufw/user.rules", "### tuple ### allow tcp 22\n")
          .file("/etc/ufw/user6.rules", "### tuple ### allow tcp 22 ::\n");

  private List<String> shown(Object... parameters) {
    return Showing.lines(task(Ufw.class, parameters).plan(host)).stream()
        .filter(line -> line.startsWith("  $ "))
        .map(line -> line.substring(4))
        .toList();
  }

  private List<Foretold> foretold(Object... parameters) {
    return assertInstanceOf(Plan.Changes.class, task(Ufw.class, parameters).plan(host))
        .steps()
        .stream()
        .map(Step.Run.class::cast)
        .flatMap(step -> step.foretold().stream())
        .toList();
  }

  private static Foretold holds(String path, String content) {
    return new Foretold.Holds(RemotePath.of(path), Content.of(content));
  }

  @Test
  void foretellsWhatHoldsThen() {
    assertEquals(
        List.of(holds("/etc/ufw/ufw.conf", "ENABLED=yes\nLOGLEVEL=full\n")),
        foretold("logging", Ufw.Logging.FULL));
    assertEquals(
        List.of(
            holds(
                "/etc/default/ufw",
                "DEFAULT_INPUT_POLICY=\"DROP\"\nDEFAULT_OUTPUT_POLICY=\"REJECT\"\n")),
        foretold("default", Ufw.Policy.REJECT, "direction", Ufw.Direction.OUTGOING));
    assertEquals(
        List.of(
            new Foretold.Says(
                List.of("ufw", "status", "verbose"), false, Output.of(0, "Status: inactive", ""))),
        foretold("state", Ufw.State.DISABLED));
  }

  @Test
  void foretellsTheRulesThatAreKeptThen() {
    String table = ":ufw-user-input - [0:0]\n### tuple ### allow tcp 22\n### tuple ### deny tcp 1";
    host.answering("ufw --dry-run deny from any to any port 1", "*filter\n" + table);
    List<Foretold> then = foretold("rule", Ufw.Rule.DENY, "to_port", "1");
    assertEquals(holds("/etc/ufw/user.rules", "*filter\n" + table + "\n"), then.getFirst());
    assertEquals(
        List.of(
            "ufw --dry-run deny from any to any port 1",
            "ufw --dry-run delete deny from any to any port 1"),
        then.stream()
            .filter(Foretold.Says.class::isInstance)
            .map(each -> String.join(" ", ((Foretold.Says) each).words()))
            .toList());
  }

  @Test
  void leavesOpenWhatDryRunsSayWhereRulesAreGone() {
    Foretold untold = new Foretold.Untold(List.of("ufw", "--dry-run"));
    assertTrue(foretold("state", Ufw.State.RESET).contains(untold));
    String both = ":ufw-user-input - [0:0]\n### tuple ### allow tcp 22\n### tuple ### allow tcp 1";
    host.answering("ufw --dry-run allow from any to any port 1", both);
    assertFalse(foretold("rule", Ufw.Rule.ALLOW, "to_port", "1").contains(untold));
    String other = ":ufw-user-input - [0:0]\n### tuple ### deny tcp 22";
    host.answering("ufw --dry-run deny from any to any port 22", other);
    assertTrue(foretold("rule", Ufw.Rule.DENY, "to_port", "22").contains(untold));
  }

  @Test
  void settingsThatAreSoStay() {
    Ufw so =
        task(
            Ufw.class,
            "state",
            Ufw.State.ENABLED,
            "default",
            Ufw.Policy.DENY,
            "logging",
            Ufw.Logging.ON);
    assertInstanceOf(Plan.Unchanged.class, so.plan(host));
    assertEquals(
        List.of("ufw -f disable", "ufw default reject outgoing", "ufw logging high"),
        shown(
            "state", Ufw.State.DISABLED,
            "default", Ufw.Policy.REJECT,
            "direction", Ufw.Direction.OUTGOING,
            "logging", Ufw.Logging.HIGH));
  }

  @Test
  void aRuleIsAddedOnce() {
    String words = "allow from any to any port 443 proto tcp comment 'the web'";
    Object[] rule = {
      "rule", Ufw.Rule.ALLOW, "to_port", "443", "proto", Ufw.Protocol.TCP, "comment", "the web"
    };
    host.answering(
        "ufw --dry-run " + words,
        ":ufw-user-input - [0:0]\n"
            + "### tuple ### allow tcp 22\n"
            + "### tuple ### allow tcp 443\n"
            + "Rules updated\n");
    assertEquals(List.of("ufw " + words), shown(rule));
    host.answering(
        "ufw --dry-run " + words,
        "Skipping adding existing rule\nSkipping adding existing rule (v6)\n");
    assertEquals(List.of(), shown(rule));
  }

  @Test
  void aRuleThatIsNotThereNeedsNoRemoval() {
    host.answering(
        "ufw --dry-run delete deny from any to any app OpenSSH",
        ":ufw-user-input - [0:0]\n"
            + "### tuple ### allow tcp 22\n"
            + ":ufw6-user-input - [0:0]\n"
            + "### tuple ### allow tcp 22 ::\n");
    assertEquals(List.of(), shown("rule", Ufw.Rule.DENY, "delete", true, "name", "OpenSSH"));
  }

  @Test
  void placesCountFromRulesOfAKind() {
    host.answering(
        "trial",
        command -> command.toString().contains("--dry-run"),
        dev.runner.module.Output.of(0, ":ufw-user-input\n", ""));
    Object[] rule = {
      "rule",
      Ufw.Rule.DENY,
      "from_ip",
      "10.0.0.0/8",
      "insert",
      -1,
      "insert_relative_to",
      Ufw.RelativeTo.LAST_IPV4
    };
    assertEquals(List.of("ufw insert 1 deny from 10.0.0.0/8 to any"), shown(rule));
    rule[5] = 0;
    rule[7] = Ufw.RelativeTo.FIRST_IPV6;
    assertEquals(List.of("ufw insert 3 deny from 10.0.0.0/8 to any"), shown(rule));
    rule[5] = 1;
    assertEquals(List.of("ufw deny from 10.0.0.0/8 to any"), shown(rule));
  }

  @Test
  void rulesAcrossParameters() {
    assertThrows(BadParameter.class, () -> task(Ufw.class));
    assertThrows(
        BadParameter.class, () -> task(Ufw.class, "rule", Ufw.Rule.DENY, "interface", "eth0"));
    assertThrows(
        BadParameter.class,
        () -> task(Ufw.class, "default", Ufw.Policy.DENY, "direction", Ufw.Direction.IN));
    assertThrows(
        BadParameter.class, () -> task(Ufw.class, "rule", Ufw.Rule.DENY, "from_ip", "--dry-run"));
  }
}
