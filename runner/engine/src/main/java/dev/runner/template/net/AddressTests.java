package dev.runner.template.net;

import dev.runner.template.call.Call;
import dev.runner.values.Python;
import dev.runner.values.Text;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Tests of addresses and networks (collection `ansible.utils`), with the ranges that Python's
/// `ipaddress` knows from the registries of IANA.
public final class AddressTests {
  private static final Pattern MAC =
      Pattern.compile(
          "(?i)([0-9a-f]{2}[:-]){5}[0-9a-f]{2}\\n?|[0-9a-f]{4}\\.[0-9a-f]{4}\\.[0-9a-f]{4}\\n?"
              + "|[0-9a-f]{12}\\n?");
  private static final Pattern ZONE = Pattern.compile("(?<=:[^%]{0,40})%[^%/]+(?=$|/)");
  private static final List<IpNet> PRIVATE =
      IpNet.known(
          "0.0.0.0/8",
          "10.0.0.0/8",
          "127.0.0.0/8",
          "169.254.0.0/16",
          "172.16.0.0/12",
          "192.0.0.0/24",
          "192.0.2.0/24",
          "192.168.0.0/16",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24",
          "240.0.0.0/4",
          "::/127",
          "64:ff9b:1::/48",
          "100::/64",
          "2001::/23",
          "2001:db8::/32",
          "2002::/16",
          "fc00::/7",
          "fe80::/10");
  private static final List<IpNet> NOT_PRIVATE =
      IpNet.known(
          "192.0.0.9/32",
          "192.0.0.10/32",
          "2001:1::1/128",
          "2001:1::2/128",
          "2001:3::/32",
          "2001:4:112::/48",
          "2001:20::/28",
          "2001:30::/28");

  /// Of IPv6: what isn't `2000::/3`, unique local, link-local or multicast.
  private static final List<IpNet> RESERVED =
      IpNet.known(
          "240.0.0.0/4",
          "::/3",
          "4000::/2",
          "8000::/2",
          "c000::/3",
          "e000::/4",
          "f000::/5",
          "f800::/6",
          "fe00::/9");

  static final List<IpNet> MULTICAST = IpNet.known("224.0.0.0/4", "ff00::/8");
  static final List<IpNet> LOOPBACK = IpNet.known("127.0.0.0/8", "::1/128");
  static final List<IpNet> SIX_TO_FOUR = IpNet.known("2002::/16");

  /// What carriers give to several customers (RFC 6598).
  static final List<IpNet> SHARED = IpNet.known("100.64.0.0/10");

  private static final List<IpNet> TEREDO = IpNet.known("2001::/32");

  private AddressTests() {}

  /// Whether one of its tests holds.
  public static boolean test(Call call) {
    return switch (call.name()) {
      case "in_network" -> within(call.text(), argument(call, "network"));
      case "subnet_of" -> within(call.text(), argument(call, "network_b"));
      case "supernet_of" -> within(argument(call, "network_b"), call.text());
      case "in_any_network" -> among(call) > 0;
      case "in_one_network" -> among(call) == 1;
      case "ipv4_netmask" -> mask(call).filter(net -> isText(call, net.netmask())).isPresent();
      case "ipv4_hostmask" -> mask(call).filter(net -> isText(call, net.hostmask())).isPresent();
      case "mac" -> MAC.matcher(call.text()).matches();
      case "resolvable" -> call.ports().names().isKnown(call.text());
      default -> alone(call);
    };
  }

  private static boolean alone(Call call) {
    call.bind0();
    String text = call.text();
    return switch (call.name()) {
      case "ip" -> network(text).isPresent();
      case "ipv4" -> network(text).filter(net -> !net.six()).isPresent();
      case "ipv6" -> network(text).filter(IpNet::six).isPresent();
      default -> address(text).filter(address -> is(call, address)).isPresent();
    };
  }

  private static boolean is(Call call, IpNet address) {
    IpNet plain = mapped(address).orElse(address);
    return switch (call.name()) {
      case "ip_address" -> true;
      case "ipv4_address" -> !address.six();
      case "ipv6_address" -> address.six();
      case "ipv6_ipv4_mapped" -> mapped(address).isPresent();
      case "ipv6_sixtofour" -> in(address, SIX_TO_FOUR);
      case "ipv6_teredo" -> in(address, TEREDO);
      case "loopback" -> in(plain, LOOPBACK);
      case "multicast" -> in(plain, MULTICAST);
      case "private" -> isPrivate(plain);
      case "public" -> !isPrivate(plain) && !in(plain, SHARED);
      case "reserved" -> in(plain, RESERVED);
      case "unspecified" -> plain.address().signum() == 0;
      default -> throw call.unknown();
    };
  }

  private static String argument(Call call, String name) {
    return Python.string(call.bind(name).value(name));
  }

  private static boolean isText(Call call, BigInteger mask) {
    return IpText.ofFour(mask).equals(call.text());
  }

  private static Optional<IpNet> mask(Call call) {
    call.bind0();
    return network("10.0.0.0/" + call.text());
  }

  private static boolean within(String inner, String outer) {
    Optional<IpNet> network = network(outer);
    return network.isPresent() && network(inner).filter(network.get()::contains).isPresent();
  }

  private static long among(Call call) {
    Object networks = call.bind("networks").value("networks");
    return Text.isText(networks)
        ? 0
        : Python.list(networks).stream()
            .filter(network -> within(call.text(), Python.string(network)))
            .count();
  }

  /// An address alone; those of IPv6 may name a zone.
  private static Optional<IpNet> address(String text) {
    return IpNet.parse(ZONE.matcher(text).replaceFirst("")).filter(IpNet::plain);
  }

  /// A network, whose address has no bits set for a host.
  static Optional<IpNet> network(String text) {
    return IpNet.parse(ZONE.matcher(text).replaceFirst(""))
        .filter(net -> net.address().equals(net.first()));
  }

  private static Optional<IpNet> mapped(IpNet address) {
    return address.isMapped()
        ? IpNet.of(BigInteger.valueOf(address.address().longValue() & 0xffffffffL), false)
        : Optional.empty();
  }

  static boolean isPrivate(IpNet address) {
    return in(address, PRIVATE) && !in(address, NOT_PRIVATE);
  }

  static boolean in(IpNet address, List<IpNet> networks) {
    return networks.stream().anyMatch(net -> net.contains(address));
  }
}
