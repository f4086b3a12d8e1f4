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
import dev.runner.module.Spread;
import dev.runner.module.Step;
import dev.runner.module.TaskModule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Opens and closes a host by firewalld.
@Describe(
    summary = "Let firewalld accept or reject services, ports and others in a zone.",
    description =
        """
        By `firewall-cmd`; by `firewall-offline-cmd` where firewalld doesn't run and `offline` is on.
        Without `permanent` the change is made at once and is gone after a reload; with it, only the
        configuration is changed, unless `immediate` is on too.
        """,
    since = "0.1",
    collection = "ansible.posix",
    example =
        """
        - name: let the web in
          firewalld:
            service: https
            state: enabled
            permanent: true
            immediate: true
        """,
    returns = {@Describe.Returned(name = "msg", value = "What kind of change it was, and what.")})
@Constraint(
    value = Constraint.Kind.EXCLUSIVE,
    names = {
      "icmp_block",
      "icmp_block_inversion",
      "service",
      "protocol",
      "port",
      "port_forward",
      "rich_rule",
      "interface",
      "forward",
      "masquerade",
      "source",
      "target"
    })
@Constraint(value = Constraint.Kind.NEEDED, names = "zone", when = "interface")
@Constraint(value = Constraint.Kind.NEEDED, names = "zone", when = "target")
@Constraint(value = Constraint.Kind.NEEDED, names = "permanent", when = "source")
public record Firewalld(
    @Param("The zone; the default one if left out.") Optional<String> zone,
    @Param(value = "Whether the configuration is changed.", byDefault = "false") boolean permanent,
    @Param(
            value = "Whether it is changed at once; it is, too, without `permanent`.",
            byDefault = "false")
        boolean immediate,
    @Param("Whether it is to be accepted; `present` and `absent` are of zones and targets.")
        State state,
    @Param(value = "Seconds after which a change without `permanent` ends.", byDefault = "0")
        int timeout,
    @Param(
            value = "Whether firewalld needn't run; then only the configuration is changed.",
            byDefault = "false")
        boolean offline,
    @Spread FirewallThings things)
    implements TaskModule {

  /// Whether something is to be accepted.
  public enum State {
    ABSENT,
    DISABLED,
    ENABLED,
    PRESENT;

    boolean isOn() {
      return this == ENABLED || this == PRESENT;
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// What becomes of packets.
  public enum Target {
    DEFAULT,
    @Param(value = "They are let in.", name = "ACCEPT")
    ACCEPT,
    @Param(value = "They are dropped.", name = "DROP")
    DROP,
    @Param(value = "They are rejected.", name = "%%REJECT%%")
    REJECT;

    String word() {
      return switch (this) {
        case DEFAULT -> "default";
        case REJECT -> "%%REJECT%%";
        default -> name();
      };
    }
  }

  /// A port that is forwarded, as suboptions.
  public record ForwardedPort(
      @Param("The port.") String port,
      @Param("The protocol.") Protocol proto,
      @Param("The port that it is forwarded to.") String toport,
      @Param("The address that it is forwarded to, if not this host.") Optional<String> toaddr) {
    /// Protocols with ports.
    public enum Protocol {
      UDP,
      TCP
    }

    String word() {
      return "port=%s:proto=%s:toport=%s%s"
          .formatted(
              port, proto.name().toLowerCase(Locale.ROOT), toport, ":toaddr=" + toaddr.orElse(""));
    }
  }

  public Firewalld {
    List<FirewallThing> given = things.all();
    boolean ofTarget = things.target().isPresent();
    if (given.size() > 1) {
      throw new BadParameter(
          "state",
          "can only operate on port, service, rich_rule, masquerade, icmp_block,"
              + " icmp_block_inversion, interface or source at once");
    }
    boolean ofZones = state == State.PRESENT || state == State.ABSENT;
    if (given.isEmpty() && (!ofZones || zone.isEmpty())) {
      throw new BadParameter(
          "state",
          "absent and present state can only be used in zone level operations: name a zone, or"
              + " what is to be accepted");
    }
    if (!given.isEmpty() && ofZones && !ofTarget) {
      throw new BadParameter(
          "state", "absent and present state can only be used in zone level operations");
    }
    if ((given.isEmpty() || ofTarget) && !permanent) {
      throw new BadParameter(
          "permanent",
          "Zone operations must be permanent. Make sure you didn't set the 'permanent' flag to"
              + " 'false' or the 'immediate' flag to 'true'.");
    }
    if (timeout > 0 && permanent) {
      throw new BadParameter("timeout", "timeout is not available for permanent rules");
    }
    if (zone.filter(word -> !word.matches("[\\w][\\w.-]*")).isPresent()) {
      throw new BadParameter("zone", "'%s' is no name of a zone".formatted(zone.get()));
    }
  }

  private Optional<FirewallThing> thing() {
    return things.all().stream().findFirst();
  }

  private boolean atOnce() {
    return immediate || !permanent;
  }

  @Override
  public Plan plan(Probe host) {
    Pending<Output> runs = host.lookLater(inC(Command.of("firewall-cmd", "--state")));
    Pending<Output> now = host.lookLater(question("firewall-cmd", false));
    Pending<Output> later = host.lookLater(question("firewall-cmd", true));
    Pending<Output> stored = host.lookLater(question("firewall-offline-cmd", false));
    Pending<Output> usual =
        host.lookLater(inC(Command.of("firewall-offline-cmd", "--get-default-zone")));
    if (runs.get().exit() == 127) {
      return Plan.refuse("firewalld isn't on the host", "Install firewalld first.");
    }
    boolean running = runs.get().ok();
    if (!running && !(permanent && offline)) {
      return Plan.refuse(
          "firewall is not currently running, unable to perform immediate actions without a running"
              + " firewall daemon",
          "Start firewalld, or set permanent and offline.");
    }
    List<Step> steps = new ArrayList<>();
    if (!running) {
      return changed(steps, stored.get(), usual, "firewall-offline-cmd", false);
    }
    boolean zones = thing().isEmpty() || things.target().isPresent();
    if (permanent) {
      Optional<Plan> refusal = refusal(later.get());
      if (refusal.isPresent()) {
        return refusal.get();
      }
      add(steps, later.get(), "firewall-cmd", true);
    }
    if (atOnce() && !zones) {
      Optional<Plan> refusal = refusal(now.get());
      if (refusal.isPresent()) {
        return refusal.get();
      }
      add(steps, now.get(), "firewall-cmd", false);
    }
    return told(steps, usual, true);
  }

  private Plan changed(
      List<Step> steps, Output is, Pending<Output> usual, String program, boolean asPermanent) {
    return refusal(is)
        .orElseGet(
            () -> {
              add(steps, is, program, asPermanent);
              return told(steps, usual, false);
            });
  }

  /// Questions are answered by yes, no, or an error: of a zone or a thing that isn't known.
  private static Optional<Plan> refusal(Output is) {
    return is.exit() > 1
        ? Optional.of(
            Plan.refuse(
                "ERROR: Exception caught: " + is.lastWords(),
                "Name a zone and what firewalld knows."))
        : Optional.empty();
  }

  private void add(List<Step> steps, Output is, String program, boolean asPermanent) {
    boolean on =
        things.target().isPresent()
            ? is.out().strip().equals(wantedTarget())
            : thing().isEmpty()
                ? List.of(is.out().split("\\s+")).contains(zone.orElseThrow())
                : is.ok();
    boolean wish = things.target().isPresent() || isWanted();
    if (on == wish) {
      return;
    }
    Command command = inC(Command.of(program));
    if (asPermanent) {
      command = command.and("--permanent");
    }
    String title = phrase() + (asPermanent ? " in the configuration" : "");
    steps.add(Step.run(title, acting(command, asPermanent)));
  }

  /// Whether it is to be there: a switch that is given as off is turned about.
  private boolean isWanted() {
    return state.isOn() == thing().flatMap(FirewallThing::given).orElse(true);
  }

  private String wantedTarget() {
    return state.isOn() ? things.target().orElseThrow().word() : "default";
  }

  private Command acting(Command command, boolean asPermanent) {
    if (things.target().isPresent()) {
      return zoned(command).and("--set-target=" + wantedTarget());
    }
    if (thing().isEmpty()) {
      return command.and((isWanted() ? "--new-zone=" : "--delete-zone=") + zone.orElseThrow());
    }
    Command zoned = zoned(command).and(thing().get().word(isWanted() ? "add" : "remove"));
    return timeout > 0 && isWanted() && !asPermanent ? zoned.and("--timeout=" + timeout) : zoned;
  }

  private Command zoned(Command command) {
    return zone.map(name -> command.and("--zone=" + name)).orElse(command);
  }

  private Command question(String program, boolean asPermanent) {
    Command command = inC(Command.of(program));
    Command stored = asPermanent ? command.and("--permanent") : command;
    if (things.target().isPresent()) {
      return zoned(stored).and("--get-target");
    }
    return thing().isEmpty()
        ? stored.and("--get-zones")
        : zoned(stored).and(thing().get().word("query"));
  }

  private static Command inC(Command command) {
    return command.with("LC_ALL", "C");
  }

  private String phrase() {
    String what = thing().map(FirewallThing::phrase).orElseGet(() -> "zone " + zone.orElseThrow());
    return "Changed %s to %s".formatted(what, state.word());
  }

  /// What was done, in words that playbooks look for.
  private String done(Pending<Output> usual) {
    String where = zone.orElseGet(() -> usual.get().out().strip());
    boolean on = isWanted();
    if (things.target().isPresent()) {
      return "Set zone %s target to %s".formatted(where, wantedTarget());
    }
    if (thing().isEmpty()) {
      return "%s zone %s, %s".formatted(on ? "Added" : "Removed", where, phrase());
    }
    FirewallThing thing = thing().get();
    String what = thing.value().isEmpty() ? thing.name() : thing.value();
    return switch (thing.option()) {
      case "interface" ->
          on
              ? "Changed %s to zone %s".formatted(what, where)
              : "Removed %s from zone %s".formatted(what, where);
      case "source", "masquerade", "forward", "icmp-block-inversion" ->
          "%s %s %s zone %s".formatted(on ? "Added" : "Removed", what, on ? "to" : "from", where);
      default -> phrase();
    };
  }

  private Plan told(List<Step> steps, Pending<Output> usual, boolean running) {
    List<String> messages = new ArrayList<>();
    messages.add(
        !permanent
            ? "Non-permanent operation"
            : immediate && running
                ? "Permanent and Non-Permanent(immediate) operation"
                : "Permanent operation");
    if (!steps.isEmpty()) {
      messages.add(done(usual));
    }
    if (!running) {
      messages.add("(offline operation: only on-disk configs were altered)");
    }
    String message = String.join(", ", messages);
    return steps.isEmpty()
        ? Plan.unchanged("it is so already").with("msg", message)
        : Plan.changes(steps).predicting("msg", message);
  }
}
