package dev.runner.modules.facts;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Interfaces, their addresses, and by which of them the world is reached.
final class NetworkFacts {
  private static final String NET = "/sys/class/net/";
  private static final long PROMISCUOUS = 0x100;
  private static final String NO_ADDRESS = "00:00:00:00:00:00";

  /// Names of hardware types (Linux, `include/uapi/linux/if_arp.h`).
  private static final Map<String, String> TYPES =
      Map.of("1", "ether", "32", "infiniband", "512", "ppp", "772", "loopback", "65534", "tunnel");

  private NetworkFacts() {}

  static Map<String, Object> of(Sections seen) {
    List<Addresses.V4> old = Addresses.v4(seen);
    List<Addresses.V6> young = Addresses.v6(seen);
    Map<String, Object> facts = new LinkedHashMap<>();
    Map<String, Map<String, Object>> interfaces = new LinkedHashMap<>();
    for (String name : seen.names(NET)) {
      if (seen.line(NET + name + "/mtu").isPresent()) {
        interfaces.put(name, device(seen, name));
      }
    }
    add(interfaces, old, young);
    facts.put("interfaces", List.copyOf(interfaces.keySet()));
    interfaces.forEach((name, values) -> facts.put(name.replaceAll("[-:.]", "_"), values));
    facts.put("default_ipv4", old(seen, interfaces, old));
    facts.put("default_ipv6", young(seen, interfaces, young));
    facts.put(
        "all_ipv4_addresses",
        old.stream().map(Addresses.V4::address).filter(each -> !each.startsWith("127.")).toList());
    facts.put(
        "all_ipv6_addresses",
        young.stream().map(Addresses.V6::address).filter(each -> !each.equals("::1")).toList());
    List<String> reachable = new ArrayList<>(List.of("127.0.0.0/8"));
    old.forEach(each -> reachable.add(each.address()));
    facts.put(
        "locally_reachable_ips",
        Map.of("ipv4", reachable, "ipv6", young.stream().map(Addresses.V6::address).toList()));
    return facts;
  }

  private static void add(
      Map<String, Map<String, Object>> interfaces,
      List<Addresses.V4> old,
      List<Addresses.V6> young) {
    Map<String, List<Object>> more = new LinkedHashMap<>();
    for (Addresses.V4 each : old) {
      Map<String, Object> device = interfaces.getOrDefault(each.device(), new LinkedHashMap<>());
      if (device.putIfAbsent("ipv4", each.values()) != null) {
        more.computeIfAbsent(each.device(), name -> new ArrayList<>()).add(each.values());
      }
    }
    more.forEach(
        (name, list) ->
            interfaces.getOrDefault(name, new LinkedHashMap<>()).put("ipv4_secondaries", list));
    Map<String, List<Object>> sixes = new LinkedHashMap<>();
    for (Addresses.V6 each : young) {
      sixes.computeIfAbsent(each.device(), name -> new ArrayList<>()).add(each.values());
    }
    sixes.forEach(
        (name, list) -> interfaces.getOrDefault(name, new LinkedHashMap<>()).put("ipv6", list));
  }

  private static Map<String, Object> device(Sections seen, String name) {
    String at = NET + name + "/";
    Map<String, Object> device = new LinkedHashMap<>();
    device.put("device", name);
    device.put("active", !seen.line(at + "operstate").orElse("down").equals("down"));
    seen.line(at + "mtu").flatMap(Numbers::whole).ifPresent(mtu -> device.put("mtu", mtu));
    seen.line(at + "address")
        .filter(address -> !address.isEmpty() && !address.equals(NO_ADDRESS))
        .ifPresent(address -> device.put("macaddress", address));
    device.put("promisc", (Numbers.hex(seen.line(at + "flags").orElse("0")) & PROMISCUOUS) != 0);
    device.put("type", TYPES.getOrDefault(seen.line(at + "type").orElse(""), "unknown"));
    seen.line(at + "speed").flatMap(Numbers::whole).ifPresent(mbit -> device.put("speed", mbit));
    last(seen.target(at + "device")).ifPresent(id -> device.put("pciid", id));
    last(seen.target(at + "device/driver/module")).ifPresent(it -> device.put("module", it));
    seen.line(at + "bridge/bridge_id").ifPresent(id -> device.putAll(bridge(seen, at, id)));
    seen.line(at + "bonding/slaves").ifPresent(names -> device.putAll(bond(seen, at, names)));
    return device;
  }

  private static Optional<String> last(Optional<String> path) {
    return path.map(text -> text.substring(text.lastIndexOf('/') + 1));
  }

  private static Map<String, Object> bridge(Sections seen, String at, String id) {
    Map<String, Object> bridge = new LinkedHashMap<>();
    bridge.put("type", "bridge");
    bridge.put("id", id);
    bridge.put("stp", seen.line(at + "bridge/stp_state").filter("1"::equals).isPresent());
    bridge.put("interfaces", seen.names(at + "brif/"));
    return bridge;
  }

  private static Map<String, Object> bond(Sections seen, String at, String slaves) {
    Map<String, Object> bond = new LinkedHashMap<>();
    bond.put("type", "bonding");
    bond.put("slaves", slaves.isBlank() ? List.of() : List.of(slaves.split("\\s+")));
    for (String name : List.of("mode", "miimon", "lacp_rate", "primary")) {
      seen.line(at + "bonding/" + name)
          .filter(text -> !text.isEmpty())
          .ifPresent(text -> bond.put(name, text.split("\\s+")[0]));
    }
    return bond;
  }

  private static Map<String, Object> old(
      Sections seen, Map<String, Map<String, Object>> interfaces, List<Addresses.V4> all) {
    Optional<Addresses.Route> out =
        Addresses.routes(seen).stream()
            .filter(route -> route.network() == 0 && route.mask() == 0)
            .min(Comparator.comparingLong(Addresses.Route::metric));
    if (out.isEmpty()) {
      return Map.of();
    }
    String device = out.get().device();
    Map<String, Object> facts = new LinkedHashMap<>();
    if (out.get().gateway() != 0) {
      facts.put("gateway", Addresses.written(out.get().gateway()));
    }
    facts.put("interface", device);
    all.stream()
        .filter(each -> each.device().equals(device))
        .findFirst()
        .ifPresent(each -> facts.putAll(each.values()));
    facts.put("alias", device);
    facts.putAll(common(interfaces, device));
    return facts;
  }

  private static Map<String, Object> common(
      Map<String, Map<String, Object>> interfaces, String device) {
    Map<String, Object> facts = new LinkedHashMap<>();
    Map<String, Object> known = interfaces.getOrDefault(device, Map.of());
    for (String name : List.of("macaddress", "mtu", "type")) {
      if (known.containsKey(name)) {
        facts.put(name, known.get(name));
      }
    }
    return facts;
  }

  /// A line of `/proc/net/ipv6_route`: destination, bits, source, bits, gateway, metric,
  /// references, uses, flags, interface.
  private static Map<String, Object> young(
      Sections seen, Map<String, Map<String, Object>> interfaces, List<Addresses.V6> all) {
    Optional<String[]> out =
        seen.all("/proc/net/ipv6_route").stream()
            .map(line -> line.strip().split("\\s+"))
            .filter(words -> words.length > 9 && words[0].matches("0{32}") && words[1].equals("00"))
            .filter(words -> !words[9].equals("lo"))
            .min(Comparator.comparingLong(words -> Numbers.hex(words[5])));
    if (out.isEmpty()) {
      return Map.of();
    }
    String device = out.get()[9];
    Map<String, Object> facts = new LinkedHashMap<>();
    Addresses.v6(out.get()[4])
        .filter(gateway -> !gateway.equals("::"))
        .ifPresent(gateway -> facts.put("gateway", gateway));
    facts.put("interface", device);
    all.stream()
        .filter(each -> each.device().equals(device) && each.scope().equals("global"))
        .findFirst()
        .ifPresent(each -> facts.putAll(each.values()));
    facts.putAll(common(interfaces, device));
    return facts;
  }
}
