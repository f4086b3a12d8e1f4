package dev.runner.modules.network;

import static dev.runner.modules.Tasks.task;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.runner.module.BadParameter;
import dev.runner.module.Foretold;
import dev.runner.module.Output;
import dev.runner.module.Plan;
import dev.runner.module.Showing;
import dev.runner.module.Step;
import dev.runner.module.testing.FakeHost;
import dev.runner.modules.Tasks;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Golden plans of `iptables`.
class IptablesTest {
  private static final Output NO =
      Output.of(1, "", "iptables: No chain/target/match by that name.");
  private static final String INPUT = "Chain INPUT (policy ACCEPT)\ntarget prot opt source\n";

  private static FakeHost host(Output chain, Output rule) {
    return FakeHost.named("web1")
        .answering("the chain", command -> command.toString().contains(" -L"), chain)
        .answering("the rule", command -> command.toString().contains(" -C "), rule);
  }

  @Test
  void aChainIsNoOption() {
    assertThrows(BadParameter.class, () -> Tasks.task(Iptables.class, "chain", "-Z"));
  }

  private static List<Foretold> foretold(Plan plan) {
    return assertInstanceOf(Plan.Changes.class, plan).steps().stream()
        .map(Step.Run.class::cast)
        .flatMap(step -> step.foretold().stream())
        .toList();
  }

  @Test
  void foretellsWhatIptablesSaysThen() {
    FakeHost host = host(Output.of(0, INPUT, ""), NO);
    List<String> rule =
        List.of("iptables", "-t", "filter", "-C", "INPUT", "-p", "tcp", "-j", "DROP");
    List<String> waiting = Stream.concat(rule.stream(), Stream.of("-w")).toList();
    List<Foretold> then =
        List.of(
            new Foretold.Says(rule, false, Output.of(0, "", "")),
            new Foretold.Says(waiting, true, Output.of(0, "", "")));
    Object[] drop = {"chain", "INPUT", "protocol", "tcp", "jump", "DROP"};
    assertEquals(then, foretold(task(Iptables.class, drop).plan(host)));
    Object[] waits = Stream.concat(Stream.of(drop), Stream.of("wait", "5")).toArray();
    assertEquals(then, foretold(task(Iptables.class, waits).plan(host)));
    assertEquals(
        List.of("add a rule to INPUT", "  $ iptables -t filter -A INPUT -p tcp -j DROP -w 5"),
        Showing.lines(task(Iptables.class, waits).plan(host)));
    assertEquals(
        List.of(
            new Foretold.Says(
                List.of("iptables", "-t", "filter", "-L", "INPUT"),
                true,
                Output.of(0, "Chain INPUT (policy DROP)", ""))),
        foretold(task(Iptables.class, "chain", "INPUT", "policy", "DROP").plan(host)));
  }

  @Test
  void aRuleInAChainThatIsMissingIsRefused() {
    Iptables rule = task(Iptables.class, "chain", "NONE", "jump", "ACCEPT");
    assertInstanceOf(Plan.Refused.class, rule.plan(host(NO, NO)));
    Output unknown = Output.of(2, "", "unknown option");
    Iptables wrong = task(Iptables.class, "chain", "INPUT", "source_port", "x");
    assertInstanceOf(Plan.Refused.class, wrong.plan(host(Output.of(0, INPUT, ""), unknown)));
  }

  @Test
  void tellsWhatIptablesSaidOfAWrongRule() {
    String said = "iptables v1.8.9 (nf_tables): unknown protocol \"x\" specified";
    Output unknown = Output.of(2, "", said + "\nTry `iptables -h' for more information.");
    Iptables wrong = task(Iptables.class, "chain", "INPUT", "protocol", "x");
    Plan.Refused refused =
        assertInstanceOf(Plan.Refused.class, wrong.plan(host(Output.of(0, INPUT, ""), unknown)));
    assertEquals(said, refused.because());
    assertEquals("iptables -t filter -C INPUT -p x", refused.values().get("cmd"));
    assertEquals(2L, refused.values().get("rc"));
    assertEquals(unknown.err(), refused.values().get("stderr"));
    assertEquals(unknown.err(), refused.values().get("msg"));
  }

  @Test
  void addsARuleOnce() {
    Iptables rule =
        task(
            Iptables.class,
            "chain",
            "INPUT",
            "protocol",
            "tcp",
            "destination_ports",
            List.of("80", "443"),
            "source",
            "!10.0.0.0/8",
            "ctstate",
            List.of("NEW", "ESTABLISHED"),
            "jump",
            "ACCEPT",
            "comment",
            "the web");
    FakeHost host = host(Output.of(0, INPUT, ""), NO);
    assertEquals(
        List.of(
            "add a rule to INPUT",
            "  $ iptables -t filter -A INPUT -p tcp '!' -s 10.0.0.0/8 -j ACCEPT -m multiport"
                + " --dports 80,443 -m conntrack --ctstate NEW,ESTABLISHED -m comment --comment"
                + " 'the web'"),
        Showing.lines(rule.plan(host)));
    assertEquals(1, host.roundTrips());
    assertInstanceOf(
        Plan.Unchanged.class, rule.plan(host(Output.of(0, INPUT, ""), Output.of(0, "", ""))));
  }

  @Test
  void insertsForBothProtocols() {
    Iptables rule =
        task(
            Iptables.class,
            "chain",
            "INPUT",
            "ip_version",
            "both",
            "action",
            "insert",
            "rule_num",
            2,
            "reject_with",
            "tcp-reset");
    assertEquals(
        List.of(
            "add a rule to INPUT",
            "  $ iptables -t filter -I INPUT 2 -j REJECT --reject-with tcp-reset",
            "add a rule to INPUT",
            "  $ ip6tables -t filter -I INPUT 2 -j REJECT --reject-with tcp-reset"),
        Showing.lines(rule.plan(host(Output.of(0, INPUT, ""), NO))));
  }

  @Test
  void aRuleWithoutConditionsIsAddedOnce() {
    Iptables rule = task(Iptables.class, "chain", "INPUT");
    assertEquals(
        List.of("add a rule to INPUT", "  $ iptables -t filter -A INPUT"),
        Showing.lines(rule.plan(host(Output.of(0, "Chain INPUT", ""), NO))));
    assertInstanceOf(
        Plan.Unchanged.class,
        rule.plan(host(Output.of(0, "Chain INPUT", ""), Output.of(0, "", ""))));
  }

  @Test
  void makesAndRemovesChains() {
    Object[] words = {"chain", "WEB", "chain_management", true};
    assertEquals(
        List.of("make the chain WEB", "  $ iptables -t filter -N WEB"),
        Showing.lines(task(Iptables.class, words).plan(host(NO, NO))));
    assertEquals(
        List.of("remove the chain WEB", "  $ iptables -t filter -X WEB"),
        Showing.lines(
            task(Iptables.class, "chain", "WEB", "chain_management", true, "state", "absent")
                .plan(host(Output.of(0, "Chain WEB", ""), NO))));
  }

  @Test
  void policiesAndFlushes() {
    FakeHost host = host(Output.of(0, INPUT, ""), NO);
    assertEquals(
        List.of("set the policy of INPUT to DROP", "  $ iptables -t filter -P INPUT DROP"),
        Showing.lines(task(Iptables.class, "chain", "INPUT", "policy", "drop").plan(host)));
    assertInstanceOf(
        Plan.Unchanged.class,
        task(Iptables.class, "chain", "INPUT", "policy", "accept").plan(host));
    assertEquals(
        List.of("flush the table", "  $ iptables -t nat -F"),
        Showing.lines(task(Iptables.class, "table", "nat", "flush", true).plan(host)));
  }

  @Test
  void whoMayNotLookIsRefused() {
    Output denied = Output.of(4, "", "iptables: Permission denied (you must be root).");
    assertInstanceOf(
        Plan.Refused.class,
        task(Iptables.class, "chain", "INPUT", "jump", "DROP").plan(host(denied, denied)));
    assertThrows(BadParameter.class, () -> task(Iptables.class, "jump", "DROP"));
    assertThrows(
        BadParameter.class, () -> task(Iptables.class, "chain", "INPUT", "match_set", "s"));
  }
}
