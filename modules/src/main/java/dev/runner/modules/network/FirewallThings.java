package dev.runner.modules.network;

import dev.runner.module.BadParameter;
import dev.runner.module.Param;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a task says of a zone of firewalld; a task may say one of these.
public record FirewallThings(
    @Param("A service, as `firewall-cmd --get-services` tells them.") Optional<String> service,
    @Param("A protocol.") Optional<String> protocol,
    @Param("A port or ports, as `8080/tcp` or `6000-6010/udp`.") Optional<String> port,
    @Param("A port that is forwarded: a list of one.") List<Firewalld.ForwardedPort> portForward,
    @Param("A rule in firewalld's language.") Optional<String> richRule,
    @Param("A source: an address or a network.") Optional<String> source,
    @Param(value = "A network interface.", name = "interface") Optional<String> interface_,
    @Param("A kind of ICMP messages that is blocked.") Optional<String> icmpBlock,
    @Param("Whether the zone blocks all but those kinds.") Optional<Boolean> icmpBlockInversion,
    @Param("Whether the zone forwards between its interfaces.") Optional<Boolean> forward,
    @Param("Whether the zone masquerades.") Optional<Boolean> masquerade,
    @Param("What becomes of packets that nothing is said of.") Optional<Firewalld.Target> target) {

  public FirewallThings {
    portForward = List.copyOf(portForward);
    if (portForward.size() > 1) {
      throw new BadParameter("port_forward", "Only one port forward supported at a time");
    }
    if (port.filter(text -> !text.matches("\\d+(-\\d+)?/\\w+")).isPresent()) {
      throw new BadParameter("port", "improper port format (missing protocol?): " + port.get());
    }
  }

  /// Those that are given.
  List<FirewallThing> all() {
    List<FirewallThing> all = new ArrayList<>();
    service.ifPresent(word -> all.add(FirewallThing.valued("service", word)));
    protocol.ifPresent(word -> all.add(FirewallThing.valued("protocol", word)));
    port.ifPresent(word -> all.add(FirewallThing.valued("port", word)));
    portForward.forEach(
        each ->
            all.add(
                new FirewallThing("forward-port", each.word(), Optional.empty(), "port_forward")));
    richRule.ifPresent(
        word -> all.add(new FirewallThing("rich-rule", word, Optional.empty(), "rich_rule")));
    source.ifPresent(word -> all.add(FirewallThing.valued("source", word)));
    interface_.ifPresent(word -> all.add(FirewallThing.valued("interface", word)));
    icmpBlock.ifPresent(
        word -> all.add(new FirewallThing("icmp-block", word, Optional.empty(), "icmp-block")));
    icmpBlockInversion.ifPresent(
        on ->
            all.add(
                new FirewallThing(
                    "icmp-block-inversion", "", Optional.of(on), "icmp-block-inversion")));
    forward.ifPresent(on -> all.add(new FirewallThing("forward", "", Optional.of(on), "forward")));
    masquerade.ifPresent(
        on -> all.add(new FirewallThing("masquerade", "", Optional.of(on), "masquerade")));
    target.ifPresent(
        word -> all.add(new FirewallThing("target", word.word(), Optional.empty(), "target")));
    return all;
  }
}
