package dev.runner.template.net;

import dev.runner.values.None;
import dev.runner.values.NumberText;
import dev.runner.values.Numbers;
import dev.runner.values.Python;
import dev.runner.values.PythonException;
import dev.runner.values.Text;
import java.math.BigInteger;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the filter `ipaddr` answers for its argument.
public final class IpQuery {
  private IpQuery() {}

  /// The answer to a question about a network, as the filter `ipaddr` takes it.
  public static Object answer(IpNet net, Object query) {
    if (Python.isInteger(query)) {
      return nth(net, Numbers.big(query));
    }
    String asked = Python.string(query);
    Object number = Text.isText(query) ? NumberText.whole(asked, 10) : null;
    if (number != null) {
      return nth(net, Numbers.big(number));
    }
    Optional<IpNet> within = asked.isEmpty() ? Optional.empty() : IpNet.parse(asked);
    if (within.isPresent()) {
      return within.get().contains(net) ? net.written() : None.NONE;
    }
    Object answer = property(net, asked);
    return answer == null ? None.NONE : answer;
  }

  /// The address at an index of the network, with its prefix.
  private static Object nth(IpNet net, BigInteger index) {
    BigInteger from = index.signum() < 0 ? net.last().add(BigInteger.ONE) : net.first();
    BigInteger address = from.add(index);
    boolean inside = address.compareTo(net.first()) >= 0 && address.compareTo(net.last()) <= 0;
    return inside ? net.text(address) + "/" + net.prefix() : None.NONE;
  }

  private static @Nullable Object property(IpNet net, String asked) {
    BigInteger size = net.size();
    boolean many = size.compareTo(BigInteger.ONE) > 0;
    return switch (asked) {
      case "" -> net.written();
      case "address", "ip" -> many && net.isNetwork() && size.intValue() != 2 ? null : net.text();
      case "bool" -> true;
      case "broadcast" -> size.bitLength() > 2 && !net.six() ? net.text(net.last()) : null;
      case "cidr" -> net.withPrefix();
      case "host",
          "address/prefix",
          "ip/prefix",
          "host/prefix",
          "hostnet",
          "router",
          "gateway",
          "gw",
          "address_prefix",
          "ip_prefix" ->
          net.isNetwork() ? null : net.withPrefix();
      case "hostmask", "wildcard" -> net.text(net.hostmask());
      case "net" -> net.isNetwork() ? net.withPrefix() : null;
      case "netmask" -> net.text(net.netmask());
      case "network", "network_id" -> net.text(net.first());
      case "subnet", "network/prefix", "network_prefix" ->
          net.text(net.first()) + "/" + net.prefix();
      case "prefix" -> (long) net.prefix();
      case "size" -> Numbers.whole(size);
      case "int" -> net.plain() ? Numbers.whole(net.address()) : net.address() + "/" + net.prefix();
      case "version" -> net.six() ? 6L : 4L;
      case "type" -> net.isNetwork() ? "network" : "address";
      case "revdns" -> IpText.reverse(net);
      case "wrap" -> net.six() ? wrap(net) : net.written();
      case "ip_netmask" -> net.text() + " " + net.text(net.netmask());
      case "ip_wildcard" -> net.text() + " " + net.text(net.hostmask());
      case "network_netmask" -> net.text(net.first()) + " " + net.text(net.netmask());
      case "network_wildcard" -> net.text(net.first()) + " " + net.text(net.hostmask());
      default -> usable(net, asked);
    };
  }

  private static @Nullable Object usable(IpNet net, String asked) {
    boolean single = net.prefix() == net.bits();
    BigInteger next = net.address().add(BigInteger.ONE);
    BigInteger previous = net.address().subtract(BigInteger.ONE);
    return switch (asked) {
      case "first_usable" -> single ? null : net.text(net.firstUsable());
      case "last_usable" -> single ? null : net.text(net.lastUsable());
      case "next_usable" ->
          !single && next.compareTo(net.lastUsable()) <= 0 ? net.text(next) : null;
      case "previous_usable" ->
          !single && previous.compareTo(net.firstUsable()) >= 0 ? net.text(previous) : null;
      case "range_usable" ->
          single ? null : net.text(net.firstUsable()) + "-" + net.text(net.lastUsable());
      case "size_usable" ->
          single
              ? (Object) 0L
              : Numbers.whole(net.lastUsable().subtract(net.firstUsable()).add(BigInteger.ONE));
      case "peer" -> peer(net);
      case "unicast" -> in(net, "224.0.0.0/4", "ff00::/8") ? null : net.written();
      case "multicast" -> kept(net, "224.0.0.0/4", "ff00::/8");
      case "loopback", "lo" -> kept(net, "127.0.0.0/8", "::1/128");
      case "link-local", "lladdr" -> kept(net, "169.254.0.0/16", "fe80::/10");
      case "private" -> isPrivate(net) ? net.written() : null;
      case "public" -> isPublic(net) ? net.written() : null;
      case "4", "ipv4" -> net.six() ? null : net.written();
      case "6", "ipv6" -> net.six() ? net.written() : null;
      default -> throw PythonException.value("ipaddr can't be asked for '%s'".formatted(asked));
    };
  }

  private static Object peer(IpNet net) {
    int hostBits = net.bits() - net.prefix();
    if (hostBits == 1) {
      return net.text(net.address().flipBit(0));
    }
    if (hostBits == 2 && !net.address().equals(net.first()) && !net.address().equals(net.last())) {
      return net.text(net.address().xor(BigInteger.valueOf(3)));
    }
    throw PythonException.value("Not a point-to-point network");
  }

  private static boolean in(IpNet net, String... networks) {
    for (String each : networks) {
      if (IpNet.parse(each).filter(network -> network.contains(net)).isPresent()) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable Object kept(IpNet net, String... networks) {
    return in(net, networks) ? net.written() : null;
  }

  private static boolean isPrivate(IpNet net) {
    return in(net, "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7");
  }

  private static boolean isPublic(IpNet net) {
    return !isPrivate(net)
        && !in(
            net,
            "0.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "192.0.2.0/24",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/3",
            "::/127",
            "fe80::/10",
            "ff00::/8",
            "2001:db8::/32");
  }

  /// An address of IPv6 in brackets, as URLs need it.
  public static String wrap(IpNet net) {
    return "[" + net.text() + "]" + (net.plain() ? "" : "/" + net.prefix());
  }
}
