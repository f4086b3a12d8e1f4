package dev.runner.modules.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NetworkFactsTest {
  private static final String FILES =
      """
      /sys/class/net/eth0/address:02:fc:00:00:00:01
      /sys/class/net/eth0/mtu:1400
      /sys/class/net/eth0/operstate:up
      /sys/class/net/eth0/type:1
      /sys/class/net/eth0/flags:0x1103
      /sys/class/net/lo/address:00:00:00:00:00:00
      /sys/class/net/lo/mtu:65536
      /sys/class/net/lo/operstate:unknown
      /sys/class/net/lo/type:772
      /sys/class/net/br-lan/mtu:1500
      /sys/class/net/br-lan/operstate:down
      /sys/class/net/br-lan/type:1
      /sys/class/net/br-lan/bridge/bridge_id:8000.0242b38f1967
      /sys/class/net/br-lan/bridge/stp_state:0
      /proc/net/route:Iface	Destination	Gateway 	Flags	RefCnt	Use	Metric	Mask		MTU	Window	IRTT
      /proc/net/route:wlan0	00000000	0101A8C0	0003	0	0	600	00000000	0	0	0
      /proc/net/route:eth0	00000000	010200C0	0003	0	0	100	00000000	0	0	0
      /proc/net/route:eth0	000200C0	00000000	0001	0	0	0	00FFFFFF	0	0	0
      /proc/net/if_inet6:00000000000000000000000000000001 01 80 10 80       lo
      /proc/net/if_inet6:fe8000000000000000fc00fffe000001 04 40 20 80     eth0
      /proc/net/if_inet6:fd000000000000000000000000000002 04 40 00 82     eth0
      /proc/net/ipv6_route:00000000000000000000000000000000 00 00000000000000000000000000000000 00 fd000000000000000000000000000001 00000400 00000003 00000000 00000003     eth0
      /proc/net/ipv6_route:00000000000000000000000000000000 00 00000000000000000000000000000000 00 00000000000000000000000000000000 ffffffff 00000001 00000000 00200200       lo
      """;
  private static final String IP =
      """
      1: lo    inet 127.0.0.1/8 scope host lo\\       valid_lft forever preferred_lft forever
      4: eth0    inet 192.0.2.2/24 brd 192.0.2.255 scope global eth0\\       valid_lft forever
      4: eth0    inet 192.0.2.9/32 scope global eth0:1\\       valid_lft forever
      """;

  private static Map<String, Object> facts(String more) {
    return NetworkFacts.of(
        Sections.of(Hosts.section("files", FILES + more) + Hosts.section("ip", IP)));
  }

  @Test
  void interfacesHaveTheirAddresses() {
    Map<?, ?> eth0 = assertInstanceOf(Map.class, facts("").get("eth0"));
    assertEquals(
        Map.of(
            "address", "192.0.2.2",
            "broadcast", "192.0.2.255",
            "netmask", "255.255.255.0",
            "network", "192.0.2.0",
            "prefix", "24"),
        eth0.get("ipv4"));
    assertEquals(1, assertInstanceOf(List.class, eth0.get("ipv4_secondaries")).size());
    assertEquals(
        List.of(
            Map.of("address", "fd00::2", "prefix", "64", "scope", "global"),
            Map.of("address", "fe80::fc:ff:fe00:1", "prefix", "64", "scope", "link")),
        eth0.get("ipv6"));
    assertEquals(true, eth0.get("promisc"));
    assertEquals("02:fc:00:00:00:01", eth0.get("macaddress"));
    assertEquals(List.of("br-lan", "eth0", "lo"), facts("").get("interfaces"));
  }

  @Test
  void aBridgeKnowsItself() {
    Map<?, ?> bridge = assertInstanceOf(Map.class, facts("").get("br_lan"));
    assertEquals("bridge", bridge.get("type"));
    assertEquals("8000.0242b38f1967", bridge.get("id"));
    assertEquals(false, bridge.get("active"));
  }

  @Test
  void theDefaultIsTheRouteOfTheLowestMetric() {
    Map<?, ?> v4 = assertInstanceOf(Map.class, facts("").get("default_ipv4"));
    assertEquals("192.0.2.1", v4.get("gateway"));
    assertEquals("192.0.2.2", v4.get("address"));
    assertEquals(1400L, v4.get("mtu"));
    Map<?, ?> v6 = assertInstanceOf(Map.class, facts("").get("default_ipv6"));
    assertEquals("fd00::1", v6.get("gateway"));
    assertEquals("fd00::2", v6.get("address"));
  }

  @Test
  void listsLeaveTheLoopbackOut() {
    assertEquals(List.of("192.0.2.2", "192.0.2.9"), facts("").get("all_ipv4_addresses"));
    assertEquals(List.of("fd00::2", "fe80::fc:ff:fe00:1"), facts("").get("all_ipv6_addresses"));
  }

  @Test
  void withoutIpTheTablesTell() {
    String trie =
        """
        /proc/net/fib_trie:           |-- 127.0.0.1
        /proc/net/fib_trie:              /32 host LOCAL
        /proc/net/fib_trie:           |-- 192.0.2.0
        /proc/net/fib_trie:              /24 link UNICAST
        /proc/net/fib_trie:           |-- 192.0.2.2
        /proc/net/fib_trie:              /32 host LOCAL
        """;
    Map<String, Object> facts = NetworkFacts.of(Hosts.files(FILES + trie));
    Map<?, ?> eth0 = assertInstanceOf(Map.class, facts.get("eth0"));
    assertEquals(
        Map.of(
            "address", "192.0.2.2",
            "broadcast", "192.0.2.255",
            "netmask", "255.255.255.0",
            "network", "192.0.2.0",
            "prefix", "24"),
        eth0.get("ipv4"));
    assertEquals(List.of("192.0.2.2"), facts.get("all_ipv4_addresses"));
  }

  @Test
  void writesLongAddressesShort() {
    assertEquals("::", Addresses.v6("0".repeat(32)).orElseThrow());
    assertEquals(
        "2001:db8::1:0:0:1", Addresses.v6("20010db8000000000001000000000001").orElseThrow());
    assertEquals("1:0:2:3:4:5:6:7", Addresses.v6("00010000000200030004000500060007").orElseThrow());
    assertEquals("::ffff:1.2.3.4", Addresses.v6("00000000000000000000ffff01020304").orElseThrow());
  }
}
