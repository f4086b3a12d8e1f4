package dev.runner.modules.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a zone of firewalld accepts, blocks or does.
///
/// @param option as it stands in options of `firewall-cmd`: `service` of `--add-service`
/// @param value what stands behind it; empty of a switch
/// @param given of a switch, whether it is to be on
/// @param name what messages call it
record FirewallThing(String option, String value, Optional<Boolean> given, String name) {

  /// Those that are given.
  static List<FirewallThing> all(
      Optional<String> service,
      Optional<String> protocol,
      Optional<String> port,
      List<Firewalld.ForwardedPort> forwardedPorts,
      Optional<String> richRule,
      Optional<String> source,
      Optional<String> networkInterface,
      Optional<String> icmpBlock,
      Optional<Boolean> icmpBlockInversion,
      Optional<Boolean> forward,
      Optional<Boolean> masquerade,
      Optional<Firewalld.Target> target) {
    List<FirewallThing> all = new ArrayList<>();
    service.ifPresent(word -> all.add(valued("service", word)));
    protocol.ifPresent(word -> all.add(valued("protocol", word)));
    port.ifPresent(word -> all.add(valued("port", word)));
    forwardedPorts.forEach(
        each ->
            all.add(
                new FirewallThing("forward-port", each.word(), Optional.empty(), "port_forward")));
    richRule.ifPresent(
        word -> all.add(new FirewallThing("rich-rule", word, Optional.empty(), "rich_rule")));
    source.ifPresent(word -> all.add(valued("source", word)));
    networkInterface.ifPresent(word -> all.add(valued("interface", word)));
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

  private static FirewallThing valued(String option, String value) {
    return new FirewallThing(option, value, Optional.empty(), option);
  }

  /// The option that adds it, removes it or asks for it. An interface leaves another zone for this
  /// one.
  String word(String act) {
    String doing = option.equals("interface") && act.equals("add") ? "change" : act;
    return "--%s-%s%s".formatted(doing, option, value.isEmpty() ? "" : "=" + value);
  }

  String phrase() {
    return value.isEmpty() ? name : name + " " + value;
  }
}
