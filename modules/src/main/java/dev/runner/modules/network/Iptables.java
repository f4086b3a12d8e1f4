package dev.runner.modules.network;

import dev.runner.module.BadParameter;
import dev.runner.module.Command;
import dev.runner.module.Constraint;
import dev.runner.module.Describe;
import dev.runner.module.Output;
import dev.runner.module.Param;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Step;
import dev.runner.module.TaskModule;
import dev.runner.values.None;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Sees to rules, chains and policies of the kernel's packet filter.
@Describe(
    summary = "See to rules, chains and policies of iptables.",
    description =
        """
        Rules hold until the host starts anew: nothing is saved. A parameter that begins with `!` is
        negated where iptables can do that.
        """,
    since = "0.1",
    example =
        """
        - name: let the web in
          iptables:
            chain: INPUT
            protocol: tcp
            destination_port: "80"
            ctstate: [NEW]
            jump: ACCEPT
        """,
    returns = {
      @Describe.Returned(name = "rule", value = "The words of the rule."),
      @Describe.Returned(name = "chain", value = "The chain."),
      @Describe.Returned(name = "table", value = "The table."),
      @Describe.Returned(name = "ip_version", value = "As given."),
      @Describe.Returned(name = "state", value = "As given."),
      @Describe.Returned(name = "wait", value = "As given."),
      @Describe.Returned(name = "flush", value = "As given."),
      @Describe.Returned(name = "chain_management", value = "As given.")
    })
@Constraint(
    value = Constraint.Kind.EXCLUSIVE,
    names = {"set_dscp_mark", "set_dscp_mark_class"})
@Constraint(
    value = Constraint.Kind.EXCLUSIVE,
    names = {"flush", "policy"})
@Constraint(value = Constraint.Kind.NEEDED, names = "gateway", when = "jump", is = "TEE")
@Constraint(value = Constraint.Kind.NEEDED, names = "gateway", when = "jump", is = "tee")
@Constraint(value = Constraint.Kind.NEEDED, names = "chain", when = "flush", is = "False")
@Constraint(value = Constraint.Kind.NEEDED, names = "jump", when = "set_dscp_mark")
@Constraint(value = Constraint.Kind.NEEDED, names = "jump", when = "set_dscp_mark_class")
public record Iptables(
    @Param(value = "The table.", byDefault = "filter") Table table,
    @Param("The chain.") Optional<String> chain,
    @Param(value = "Whether the rule or chain is to be there.", byDefault = "present") State state,
    @Param(value = "Where a new rule goes.", byDefault = "append") Action action,
    @Param("The number that an inserted rule gets.") Optional<Integer> ruleNum,
    @Param(value = "Which protocol of the internet.", byDefault = "ipv4") IpVersion ipVersion,
    @Param(value = "Whether the chain itself is made or removed.", byDefault = "false")
        boolean chainManagement,
    @Param(value = "Whether all rules of the chain or table go.", byDefault = "false")
        boolean flush,
    @Param("What becomes of packets that no rule of the chain is for.") Optional<Policy> policy,
    @Param(value = "Whether names aren't looked up while listing.", byDefault = "false")
        boolean numeric,
    @Param(value = "Seconds to wait for the lock of iptables.", name = "wait")
        Optional<String> waitSeconds,
    @Param("The rule's protocol.") Optional<String> protocol,
    @Param("Where packets come from.") Optional<String> source,
    @Param("Where packets go to.") Optional<String> destination,
    @Param("Extensions that the rule uses.") List<String> match,
    @Param("Flags of TCP: the mapping has flags and flags_set.") Optional<TcpFlags> tcpFlags,
    @Param("What becomes of a packet.") Optional<String> jump,
    @Param("Where a copy of the packet goes, with jump TEE.") Optional<String> gateway,
    @Param("Text at the start of each line of the log.") Optional<String> logPrefix,
    @Param("How important lines of the log are.") Optional<String> logLevel,
    @Param("The new destination, for DNAT.") Optional<String> toDestination,
    @Param("The new source, for SNAT.") Optional<String> toSource,
    @Param(value = "The chain to go on in.", name = "goto") Optional<String> goTo,
    @Param("The interface that packets come in by.") Optional<String> inInterface,
    @Param("The interface that packets go out by.") Optional<String> outInterface,
    @Param("Whether it is about the later fragments of packets.") Optional<String> fragment,
    @Param("Counters that the rule starts with.") Optional<String> setCounters,
    @Param("Port or range that packets come from.") Optional<String> sourcePort,
    @Param("Port or range that packets go to.") Optional<String> destinationPort,
    @Param("Several ports or ranges that packets go to.") List<String> destinationPorts,
    @Param("The new port or range.") Optional<String> toPorts,
    @Param("The mark of DSCP that packets get.") Optional<String> setDscpMark,
    @Param("The class of DSCP whose mark packets get.") Optional<String> setDscpMarkClass,
    @Param("A comment.") Optional<String> comment,
    @Param("States of connections.") List<String> ctstate,
    @Param("Range of addresses that packets come from.") Optional<String> srcRange,
    @Param("Range of addresses that packets go to.") Optional<String> dstRange,
    @Param("The set of ipset.") Optional<String> matchSet,
    @Param("Which addresses are looked for in the set.") Optional<String> matchSetFlags,
    @Param("How often the rule matches at most.") Optional<String> limit,
    @Param("How many matches come before the limit.") Optional<String> limitBurst,
    @Param("The user whose packets it is about.") Optional<String> uidOwner,
    @Param("The group whose packets it is about.") Optional<String> gidOwner,
    @Param("How packets are rejected.") Optional<String> rejectWith,
    @Param("The type of ICMP.") Optional<String> icmpType,
    @Param(value = "Whether only packets that open connections count.", byDefault = "ignore")
        Syn syn)
    implements TaskModule {

  /// A table of the packet filter.
  public enum Table {
    FILTER,
    NAT,
    MANGLE,
    RAW,
    SECURITY
  }

  /// Whether something is to be there.
  public enum State {
    ABSENT,
    PRESENT
  }

  /// Where a new rule goes.
  public enum Action {
    APPEND,
    INSERT
  }

  /// A protocol of the internet.
  public enum IpVersion {
    IPV4,
    IPV6,
    BOTH
  }

  /// What becomes of packets without a rule.
  public enum Policy {
    @Param(value = "Packets pass.", name = "ACCEPT")
    ACCEPT,
    @Param(value = "Packets are dropped.", name = "DROP")
    DROP,
    @Param(value = "A program decides.", name = "QUEUE")
    QUEUE,
    @Param(value = "The chain before decides.", name = "RETURN")
    RETURN
  }

  /// What is asked of the flag that opens connections.
  public enum Syn {
    IGNORE,
    MATCH,
    NEGATE
  }

  /// Flags of TCP.
  public record TcpFlags(
      @Param("The flags that are looked at.") List<String> flags,
      @Param("Those of them that must be set.") List<String> flagsSet) {
    public TcpFlags {
      flags = List.copyOf(flags);
      flagsSet = List.copyOf(flagsSet);
    }
  }

  private static final List<String> LEVELS =
      List.of(
          "0", "1", "2", "3", "4", "5", "6", "7", "emerg", "alert", "crit", "error", "warning",
          "notice", "info", "debug");
  private static final List<String> SETS =
      List.of("src", "dst", "src,dst", "dst,src", "src,src", "dst,dst");

  public Iptables {
    match = List.copyOf(match);
    ctstate = List.copyOf(ctstate);
    destinationPorts = List.copyOf(destinationPorts);
    if (chain.filter(name -> name.startsWith("-")).isPresent()) {
      throw new BadParameter("chain", "'%s' is no chain".formatted(chain.get()));
    }
    if (!flush && chain.isEmpty()) {
      throw new BadParameter("chain", "flush is False but all of the following are missing: chain");
    }
    if (logLevel.filter(level -> !LEVELS.contains(level)).isPresent()) {
      throw BadParameter.choice("log_level", logLevel.get(), LEVELS);
    }
    if (matchSetFlags.filter(flags -> !SETS.contains(flags)).isPresent()) {
      throw BadParameter.choice("match_set_flags", matchSetFlags.get(), SETS);
    }
    if (matchSet.isPresent() != matchSetFlags.isPresent()) {
      throw new BadParameter(
          "match_set", "parameters are required together: match_set, match_set_flags");
    }
    if (ruleNum.isPresent() && action != Action.INSERT) {
      throw new BadParameter("rule_num", "rule_num goes together with action: insert only");
    }
    if ((logPrefix.isPresent() || logLevel.isPresent())
        && jump.isPresent()
        && !jump.get().equals("LOG")) {
      throw new BadParameter("jump", "Logging options can only be used with the LOG jump target.");
    }
    if (!destinationPorts.isEmpty() && protocol.isEmpty()) {
      throw new BadParameter("destination_ports", "destination_ports need a protocol");
    }
  }

  private List<String> programs() {
    return switch (ipVersion) {
      case IPV4 -> List.of("iptables");
      case IPV6 -> List.of("ip6tables");
      case BOTH -> List.of("iptables", "ip6tables");
    };
  }

  /// What the host says of the chain and the rule.
  private record Now(Output chain, Output rule) {}

  @Override
  public Plan plan(Probe host) {
    Map<String, Pending<Now>> asked = new LinkedHashMap<>();
    for (String program : programs()) {
      asked.put(program, ask(host, program));
    }
    List<Step> steps = new ArrayList<>();
    for (Map.Entry<String, Pending<Now>> each : asked.entrySet()) {
      Now now = each.getValue().get();
      if (now.chain().exit() == 127) {
        return Plan.lacks(each.getKey(), "Install iptables on it.");
      }
      boolean missing =
          now.chain().err().contains("No chain/target/match")
              || now.chain().err().contains("does not exist")
              || now.chain().err().contains("incompatible");
      if (!now.chain().ok() && !missing) {
        return Plan.refuse(now.chain().lastWords(), "Become root, and load the kernel's modules.")
            .toldBy(listing(each.getKey()), now.chain());
      }
      if (missing && state == State.PRESENT && !chainManagement) {
        return Plan.refuse(now.chain().lastWords(), "Make the chain first: chain_management.")
            .toldBy(listing(each.getKey()), now.chain());
      }
      if (now.rule().exit() > 1 && !leadsToAChain(host, each.getKey())) {
        return Plan.refuse(now.rule().lastWords(), "Look at the rule.")
            .toldBy(checking(each.getKey()), now.rule());
      }
      steps.addAll(steps(each.getKey(), now));
    }
    return steps.isEmpty()
        ? Plan.unchanged("it is so already").withAll(values())
        : Plan.changes(steps).predictingAll(values());
  }

  /// Whether the chain that the rule leads to is there: one that check mode has shown is unknown to
  /// the host.
  private boolean leadsToAChain(Probe host, String program) {
    return jump.or(() -> goTo)
        .filter(target -> !target.startsWith("-"))
        .filter(target -> host.look(steps(program).waiting(base(program).and("-L", target))).ok())
        .isPresent();
  }

  private Pending<Now> ask(Probe host, String program) {
    Pending<Output> chains = ask(host, program, listing(program));
    List<String> rule = rule(program);
    Pending<Output> present =
        isAboutNoRule(rule) ? () -> Output.of(1, "", "") : ask(host, program, checking(program));
    return () -> new Now(chains.get(), present.get());
  }

  private Command listing(String program) {
    Command list = base(program).and("-L");
    Command named = chain.map(list::and).orElse(list);
    return numeric ? named.and("-n") : named;
  }

  private Command checking(String program) {
    return base(program).and("-C", chain.orElse("")).and(rule(program).toArray());
  }

  private Pending<Output> ask(Probe host, String program, Command question) {
    return host.lookLater(steps(program).waiting(question).with("LC_ALL", "C"));
  }

  /// Words without any conditions are a rule, too: one for all packets.
  private boolean isAboutNoRule(List<String> rule) {
    return flush || policy.isPresent() || (chainManagement && rule.isEmpty());
  }

  private Command base(String program) {
    return Command.of(program, "-t", table.name().toLowerCase(Locale.ROOT));
  }

  private ChainSteps steps(String program) {
    List<String> wait =
        waitSeconds.map(seconds -> List.of(ChainSteps.WAIT, seconds)).orElse(List.of());
    return new ChainSteps(base(program), wait, chain.orElse(""));
  }

  private List<Step> steps(String program, Now now) {
    ChainSteps steps = steps(program);
    if (flush) {
      return List.of(steps.flush());
    }
    if (policy.isPresent()) {
      boolean set =
          now.chain().out().contains("(policy " + policy.get() + ")")
              || now.chain().out().contains("(policy " + policy.get() + " ");
      return set ? List.of() : List.of(steps.policy(policy.get().name()));
    }
    return state == State.PRESENT
        ? adding(steps, now, rule(program))
        : removing(steps, now, rule(program));
  }

  private List<Step> adding(ChainSteps steps, Now now, List<String> rule) {
    List<Step> all = new ArrayList<>();
    if (chainManagement && !now.chain().ok()) {
      all.add(steps.make());
    }
    if (!now.rule().ok() && !(chainManagement && rule.isEmpty())) {
      all.add(steps.add(action == Action.INSERT, ruleNum, rule));
    }
    return all;
  }

  private List<Step> removing(ChainSteps steps, Now now, List<String> rule) {
    if (chainManagement && rule.isEmpty()) {
      return now.chain().ok() ? List.of(steps.remove()) : List.of();
    }
    return now.rule().ok() ? List.of(steps.remove(rule)) : List.of();
  }

  private List<String> rule(String program) {
    return flush || policy.isPresent() ? List.of() : new RuleWords(this, program).words();
  }

  private Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("ip_version", ipVersion.name().toLowerCase(Locale.ROOT));
    values.put("table", table.name().toLowerCase(Locale.ROOT));
    values.put("chain", chain.<Object>map(name -> name).orElse(None.NONE));
    values.put("flush", flush);
    values.put("rule", String.join(" ", rule(programs().getFirst())));
    values.put("wait", waitSeconds.<Object>map(seconds -> seconds).orElse(None.NONE));
    values.put("state", state.name().toLowerCase(Locale.ROOT));
    values.put("chain_management", chainManagement);
    return values;
  }
}
