package dev.runner.modules.text;

import static dev.runner.modules.Tasks.task;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.runner.module.BadParameter;
import dev.runner.module.Plan;
import dev.runner.module.testing.FakeHost;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What `interfaces_file` makes of a file of interfaces.
class InterfacesFileTest {
  private static final String FILE = "/etc/network/interfaces";
  private static final String BEFORE =
      """
      # by hand
      auto lo eth0
      iface lo inet loopback

      iface eth0 inet static
      \taddress 192.0.2.1
      \tup   ip route add one
      \tup ip route add two
      \t# why
      \tmtu\t1400

      iface eth0 inet6 static
        address 2001:db8::1
      """;

  private static InterfacesFile option(Object... words) {
    List<Object> all = new ArrayList<>(List.of("iface", "eth0", "address_family", "inet"));
    for (int i = 0; i < words.length; i += 2) {
      int at = all.indexOf(words[i]);
      if (at < 0) {
        all.addAll(List.of(words[i], words[i + 1]));
      } else {
        all.set(at + 1, words[i + 1]);
      }
    }
    return task(InterfacesFile.class, all.toArray());
  }

  private static FakeHost host(String text) {
    return FakeHost.named("web1").directory("/etc/network").file(FILE, text);
  }

  private static String after(InterfacesFile module) {
    return after(BEFORE, module);
  }

  /// The file afterwards; the same once more changes nothing.
  private static String after(String before, InterfacesFile module) {
    FakeHost host = host(before);
    host.apply(module.plan(host));
    assertInstanceOf(Plan.Unchanged.class, module.plan(host));
    return host.text(FILE);
  }

  @Test
  void changesTheValueAndNothingElse() {
    assertEquals(
        BEFORE.replace("mtu\t1400", "mtu\t9000"), after(option("option", "mtu", "value", "9000")));
    assertEquals(
        BEFORE.replace("2001:db8::1", "2001:db8::2"),
        after(option("address_family", "inet6", "option", "address", "value", "2001:db8::2")));
    assertEquals(
        "iface a\nhwaddress x\n",
        after(
            "iface a\nhwaddress\n",
            task(InterfacesFile.class, "iface", "a", "option", "hwaddress", "value", "x")));
  }

  @Test
  void addsAnOptionBehindTheOthers() {
    assertEquals(
        BEFORE.replace("mtu\t1400\n", "mtu\t1400\n\tgateway 192.0.2.9\n"),
        after(option("option", "gateway", "value", "192.0.2.9")));
    assertEquals(
        BEFORE.replace("inet loopback\n", "inet loopback\n    mtu 1500\n"),
        after(option("iface", "lo", "option", "mtu", "value", "1500")));
    assertEquals(
        "iface eth0 inet dhcp\n    mtu 1500\n",
        after("iface eth0 inet dhcp", option("option", "mtu", "value", "1500")));
  }

  @Test
  void addsOneScriptMoreBehindTheOthersOfItsKind() {
    assertEquals(
        BEFORE.replace("add two\n", "add two\n\tup ip route add three\n"),
        after(option("option", "up", "value", "ip route add three")));
    assertEquals(BEFORE, after(option("option", "up", "value", "ip route add one")));
    assertEquals(
        BEFORE.replace("1400\n", "1400\n\tpost-up true\n"),
        after(option("option", "post-up", "value", "true")));
  }

  @Test
  void changesTheMethod() {
    assertEquals(
        BEFORE.replace("inet6 static", "inet6 manual"),
        after(option("address_family", "inet6", "option", "method", "value", "manual")));
  }

  @Test
  void removesAnOption() {
    assertEquals(
        BEFORE.replace("\tmtu\t1400\n", ""), after(option("option", "mtu", "state", "absent")));
    assertEquals(
        BEFORE.replace("\tup   ip route add one\n", ""),
        after(option("option", "up", "value", "ip route add one", "state", "absent")));
    assertEquals(
        BEFORE.replace("\tup   ip route add one\n\tup ip route add two\n", ""),
        after(option("option", "up", "state", "absent")));
    assertEquals(BEFORE, after(option("option", "metric", "state", "absent")));
  }

  @Test
  void tellsWhatIsThereThen() {
    Plan.Changes changes =
        assertInstanceOf(
            Plan.Changes.class,
            option("option", "mtu", "value", "9000")
                .plan(host(BEFORE.replaceAll("(?s)iface eth0 inet6.*", ""))));
    Map<?, ?> ifaces = assertInstanceOf(Map.class, changes.predicted().get("ifaces"));
    Map<?, ?> eth0 = assertInstanceOf(Map.class, ifaces.get("eth0"));
    assertEquals("9000", eth0.get("mtu"));
    assertEquals("inet", eth0.get("address_family"));
    assertEquals("static", eth0.get("method"));
    assertEquals(List.of("ip route add one", "ip route add two"), eth0.get("up"));
    assertEquals(List.of(), eth0.get("down"));
    Plan.Unchanged told =
        assertInstanceOf(Plan.Unchanged.class, task(InterfacesFile.class).plan(host(BEFORE)));
    assertEquals(FILE, told.values().get("dest"));
  }

  @Test
  void refusesWhatIsNotThere() {
    Plan.Refused other =
        assertInstanceOf(
            Plan.Refused.class,
            option("iface", "eth9", "option", "mtu", "value", "1").plan(host(BEFORE)));
    assertEquals("Error: interface eth9 not found", other.because());
    Plan.Refused misplaced =
        assertInstanceOf(
            Plan.Refused.class,
            option("option", "mtu", "value", "1").plan(host("mtu 1\niface eth0\n")));
    assertEquals("misplaced option mtu 1\n in line 1", misplaced.because());
    assertInstanceOf(
        Plan.Refused.class,
        option("option", "mtu", "value", "1").plan(FakeHost.named("web1").directory("/etc")));
    assertThrows(BadParameter.class, () -> option("option", "mtu"));
    assertThrows(BadParameter.class, () -> task(InterfacesFile.class, "option", "mtu"));
    assertThrows(BadParameter.class, () -> option("option", "mtu", "value", "1\n2"));
  }
}
