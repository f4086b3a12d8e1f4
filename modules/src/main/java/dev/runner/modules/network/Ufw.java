package dev.runner.modules.network;

import dev.runner.module.BadParameter;
import dev.runner.module.Command;
import dev.runner.module.Constraint;
import dev.runner.module.Describe;
import dev.runner.module.Finished;
import dev.runner.module.Foretold;
import dev.runner.module.Needs;
import dev.runner.module.Output;
import dev.runner.module.Param;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Step;
import dev.runner.module.TaskModule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Sees to a firewall that ufw keeps.
@Describe(
    summary = "Set up the firewall ufw: its rules, default policies, logging, on or off.",
    description =
        """
        What is asked for together is done in this order: `state`, `default`, `rule`, `logging`.
        Whether a rule is there already is what `ufw --dry-run` says.
        """,
    since = "0.1",
    collection = "community.general",
    example =
        """
        - name: let web browsers in
          ufw:
            rule: allow
            port: "443"
            proto: tcp
        """,
    returns = {
      @Describe.Returned(name = "commands", value = "The commands that change something."),
      @Describe.Returned(name = "msg", value = "What `ufw status verbose` says then.")
    })
@Needs("ufw")
@Constraint(
    value = Constraint.Kind.EXCLUSIVE,
    names = {"name", "proto", "logging"})
@Constraint(
    value = Constraint.Kind.EXCLUSIVE,
    names = {"direction", "interface_in"})
@Constraint(
    value = Constraint.Kind.EXCLUSIVE,
    names = {"direction", "interface_out"})
@Constraint(
    value = Constraint.Kind.ONE_OF,
    names = {"state", "default", "rule", "logging"})
@Constraint(value = Constraint.Kind.NEEDED, names = "direction", when = "interface")
public record Ufw(
    @Param("Whether the firewall is on, now and after a reboot; reloaded and reset always act.")
        Optional<State> state,
    @Param(
            value = "What becomes of connections that no rule is about, in the given direction.",
            aliases = "policy",
            name = "default")
        Optional<Policy> byDefault,
    @Param("What becomes of connections that the rule is about.") Optional<Rule> rule,
    @Param("How much is logged.") Optional<Logging> logging,
    @Param(
            "The direction: in or out for rules; incoming (if left out), outgoing or routed for"
                + " policies.")
        Optional<Direction> direction,
    @Param(value = "Whether the rule is removed.", byDefault = "false") boolean delete,
    @Param(value = "Whether it is about packets that pass through the host.", byDefault = "false")
        boolean route,
    @Param("The number that the rule is to get.") Optional<Integer> insert,
    @Param(value = "Where insert counts from.", byDefault = "zero") RelativeTo insertRelativeTo,
    @Param(value = "The interface of the rule.", name = "interface", aliases = "if")
        Optional<String> iface,
    @Param(value = "The interface that packets come in by.", aliases = "if_in")
        Optional<String> interfaceIn,
    @Param(value = "The interface that packets go out by.", aliases = "if_out")
        Optional<String> interfaceOut,
    @Param(value = "Whether new connections of the rule are logged.", byDefault = "false")
        boolean log,
    @Param(
            value = "Address that packets come from.",
            byDefault = "any",
            aliases = {"from", "src"})
        String fromIp,
    @Param("Port that packets come from.") Optional<String> fromPort,
    @Param(
            value = "Address that packets go to.",
            byDefault = "any",
            aliases = {"dest", "to"})
        String toIp,
    @Param(value = "Port that packets go to.", aliases = "port") Optional<String> toPort,
    @Param(value = "Protocol.", aliases = "protocol") Optional<Protocol> proto,
    @Param(value = "Name of a profile in /etc/ufw/applications.d.", aliases = "app")
        Optional<String> name,
    @Param("A comment on the rule.") Optional<String> comment)
    implements TaskModule {

  /// What the firewall is to be.
  public enum State {
    ENABLED,
    DISABLED,
    RELOADED,
    RESET
  }

  /// What becomes of connections by default.
  public enum Policy {
    ALLOW,
    DENY,
    REJECT;

    /// As `/etc/default/ufw` has it.
    String stored() {
      return switch (this) {
        case ALLOW -> "ACCEPT";
        case DENY -> "DROP";
        case REJECT -> "REJECT";
      };
    }
  }

  /// What becomes of connections of a rule.
  public enum Rule {
    ALLOW,
    DENY,
    LIMIT,
    REJECT
  }

  /// How much is logged.
  public enum Logging {
    FULL,
    HIGH,
    LOW,
    MEDIUM,
    OFF,
    ON
  }

  /// Where packets go.
  public enum Direction {
    IN,
    INCOMING,
    OUT,
    OUTGOING,
    ROUTED
  }

  /// The protocols that ufw knows.
  public enum Protocol {
    AH,
    ANY,
    ESP,
    IPV6,
    TCP,
    UDP,
    GRE,
    IGMP,
    VRRP
  }

  /// What the number of a rule is relative to.
  public enum RelativeTo {
    @Param(value = "The number itself.", name = "zero")
    ZERO,
    @Param(value = "The first rule for IPv4.", name = "first-ipv4")
    FIRST_IPV4,
    @Param(value = "The last rule for IPv4.", name = "last-ipv4")
    LAST_IPV4,
    @Param(value = "The first rule for IPv6.", name = "first-ipv6")
    FIRST_IPV6,
    @Param(value = "The last rule for IPv6.", name = "last-ipv6")
    LAST_IPV6
  }

  public Ufw {
    boolean ofRule = direction.filter(Ufw::isOfRule).isPresent();
    if (byDefault.isPresent() && ofRule) {
      throw new BadParameter(
          "direction",
          "For default, direction must be one of \"outgoing\", \"incoming\" and \"routed\", or"
              + " direction must not be specified.");
    }
    if (rule.isPresent() && direction.isPresent() && !ofRule) {
      throw new BadParameter(
          "direction",
          "For rules, direction must be one of \"in\" and \"out\", or direction must not be"
              + " specified.");
    }
    if (rule.isPresent() && !route && interfaceIn.isPresent() && interfaceOut.isPresent()) {
      throw new BadParameter(
          "interface_out", "Only route rules can combine interface_in and interface_out");
    }
    words(
        iface, interfaceIn, interfaceOut, fromPort, toPort, Optional.of(fromIp), Optional.of(toIp));
  }

  private static boolean isOfRule(Direction direction) {
    return direction == Direction.IN || direction == Direction.OUT;
  }

  @SafeVarargs
  private static void words(Optional<String>... values) {
    for (Optional<String> value : values) {
      if (value.filter(word -> word.startsWith("-") || word.isBlank()).isPresent()) {
        throw new BadParameter(
            "rule", "'%s' is neither an address, a port nor an interface".formatted(value.get()));
      }
    }
  }

  @Override
  public Plan plan(Probe host) {
    UfwLook look = UfwLook.ask(host);
    boolean early = rule.isPresent() && insertRelativeTo == RelativeTo.ZERO;
    Optional<Pending<Output>> trial =
        early ? Optional.of(host.lookLater(trial(ruleWords(insert)))) : Optional.empty();
    if (!look.status().get().ok()) {
      return Plan.refuse("ufw: " + look.status().get().lastWords(), "Run the task as root.");
    }
    List<Object> words = rule.isPresent() ? ruleWords(place(look)) : List.of();
    List<Act> acts = new ArrayList<>(settings(look));
    if (rule.isPresent()) {
      Output tried = trial.isPresent() ? trial.get().get() : host.look(trial(words));
      if (!tried.ok()) {
        return Plan.refuse("ufw: " + tried.lastWords(), "Look at the rule.");
      }
      if (state.filter(State.RESET::equals).isPresent() || look.rules().differ(tried.lines())) {
        acts.add(new Act(words, look.rules().after(words, delete, tried)));
      }
    }
    acts.addAll(logging(look));
    return plan(acts, look.status().get());
  }

  /// A command, and what ufw and its files will say then.
  private record Act(List<Object> words, List<Foretold> then) {
    Command command() {
      return Command.of("ufw").and(words.toArray());
    }

    Step step() {
      return Step.run(command().toString(), command()).foretelling(then);
    }
  }

  private static Plan plan(List<Act> acts, Output status) {
    List<String> texts = acts.stream().map(act -> act.command().toString()).toList();
    if (acts.isEmpty()) {
      return Plan.unchanged("the firewall is so already")
          .with("commands", texts)
          .with("msg", status.out());
    }
    return Plan.changes(acts.stream().map(Act::step).toList())
        .predicting("commands", texts)
        .after(
            (outputs, now) ->
                Finished.changed("")
                    .with("msg", now.look(Command.of("ufw", "status", "verbose")).out()));
  }

  private List<Act> settings(UfwLook look) {
    List<Act> acts = new ArrayList<>();
    Output now = look.status().get();
    state.ifPresent(
        wanted -> {
          switch (wanted) {
            case ENABLED -> add(acts, !look.isActive(), UfwLook.status(UfwLook.ON), "-f", "enable");
            case DISABLED ->
                add(acts, look.isActive(), UfwLook.status(UfwLook.OFF), "-f", "disable");
            case RELOADED -> add(acts, true, UfwLook.status(now), "-f", "reload");
            case RESET -> add(acts, true, look.afterReset(), "-f", "reset");
          }
        });
    byDefault.ifPresent(
        policy -> {
          Direction at = direction.orElse(Direction.INCOMING);
          String is = UfwLook.value(look.policies(), "DEFAULT_%s_POLICY".formatted(chain(at)));
          List<Foretold> then =
              UfwLook.setting(
                  look.policies(),
                  UfwLook.POLICIES,
                  "DEFAULT_%s_POLICY".formatted(chain(at)),
                  '"' + policy.stored() + '"');
          add(acts, !is.equals(policy.stored()), then, "default", word(policy), word(at));
        });
    return acts;
  }

  private static String chain(Direction direction) {
    return switch (direction) {
      case OUT, OUTGOING -> "OUTPUT";
      case ROUTED -> "FORWARD";
      case IN, INCOMING -> "INPUT";
    };
  }

  private List<Act> logging(UfwLook look) {
    List<Act> acts = new ArrayList<>();
    logging.ifPresent(
        wanted -> {
          String level = UfwLook.value(look.settings(), "LOGLEVEL");
          boolean off = level.isEmpty() || level.equals("off");
          boolean so = wanted == Logging.ON ? !off : level.equals(word(wanted));
          String then = wanted == Logging.ON ? "low" : word(wanted);
          add(
              acts,
              !so,
              UfwLook.setting(look.settings(), UfwLook.SETTINGS, "LOGLEVEL", then),
              "logging",
              word(wanted));
        });
    return acts;
  }

  private static void add(List<Act> acts, boolean needed, List<Foretold> then, Object... words) {
    if (needed) {
      acts.add(new Act(List.of(words), then));
    }
  }

  private static Command trial(List<Object> words) {
    return Command.of("ufw", "--dry-run").and(words.toArray());
  }

  /// The number that the rule gets; none where it goes to the end.
  private Optional<Integer> place(UfwLook look) {
    return insert.isEmpty() || delete || insertRelativeTo == RelativeTo.ZERO
        ? insert
        : look.place(insert.get(), insertRelativeTo);
  }

  private List<Object> ruleWords(Optional<Integer> place) {
    List<Object> words = new ArrayList<>();
    if (route) {
      words.add("route");
    }
    if (delete) {
      words.add("delete");
    } else {
      place.ifPresent(number -> words.addAll(List.of("insert", number)));
    }
    words.add(word(rule.orElseThrow()));
    direction.ifPresent(at -> words.add(word(at)));
    iface.ifPresent(it -> words.addAll(List.of("on", it)));
    interfaceIn.ifPresent(it -> words.addAll(List.of("in", "on", it)));
    interfaceOut.ifPresent(it -> words.addAll(List.of("out", "on", it)));
    if (log) {
      words.add("log");
    }
    words.addAll(List.of("from", fromIp));
    fromPort.ifPresent(port -> words.addAll(List.of("port", port)));
    words.addAll(List.of("to", toIp));
    toPort.ifPresent(port -> words.addAll(List.of("port", port)));
    proto.ifPresent(it -> words.addAll(List.of("proto", word(it))));
    name.ifPresent(it -> words.addAll(List.of("app", it)));
    comment.ifPresent(text -> words.addAll(List.of("comment", text)));
    return words;
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
