package dev.runner.template.net;

import dev.runner.values.None;
import dev.runner.values.NumberText;
import dev.runner.values.Numbers;
import dev.runner.values.Python;
import dev.runner.values.PythonException;
import dev.runner.values.Text;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the filter `ipaddr` answers for its argument.
public final class IpQuery {
  private static final List<IpNet> LINK_LOCAL = IpNet.known("169.254.0.0/16", "fe80::/10");

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

  /// The address at an index of the network, with its prefix; a single address has no others.
  private static Object nth(IpNet net, BigInteger index) {
    if (net.prefix() == net.bits()) {
      return net.written();
    }
    Optional<String> address = net.nth(index);
    return address.isPresent() ? address.get() + "/" + net.prefix() : (Object) false;
  }

  private static @Nullable Object property(IpNet net, String asked) {
    return switch (asked) {
      case "" -> net.written();
      case "address", "ip" -> !net.six() && isNamed(net) ? null : net.text();
      case "bool" -> true;
      case "broadcast" -> hasBroadcast(net) ? net.text(net.last()) : null;
      case "cidr" -> net.withPrefix();
      case "host" -> isNamed(net) ? null : net.withPrefix();
      case "address/prefix", "host/prefix", "hostnet", "router", "gateway", "gw" ->
          isEdge(net) ? (Object) false : net.withPrefix();
      case "ip/prefix" -> isInside(net) ? net.withPrefix() : null;
      case "ip_netmask" -> isInside(net) ? net.text() + " " + net.text(net.netmask()) : null;
      case "hostmask", "wildcard" -> net.text(net.hostmask());
      case "net" -> net.isNetwork() ? net.withPrefix() : null;
      case "netmask" -> net.text(net.netmask());
      case "network", "network_id" -> net.text(net.first());
      case "subnet", "network/prefix" -> net.text(net.first()) + "/" + net.prefix();
      case "prefix" -> (long) net.prefix();
      case "size" -> Numbers.whole(net.size());
      case "int" -> net.plain() ? Numbers.whole(net.address()) : net.address() + "/" + net.prefix();
      case "version" -> net.six() ? 6L : 4L;
      case "type" -> net.isNetwork() ? "network" : "address";
      case "revdns" -> IpText.reverse(net);
      case "wrap" -> net.six() ? wrap(net) : net.written();
      case "network_netmask" -> net.text(net.first()) + " " + net.text(net.netmask());
      case "network_wildcard" -> net.text(net.first()) + " " + net.text(net.hostmask());
      default -> usable(net, asked);
    };
  }

  /// Whether it has more than the two addresses of a link.
  private static boolean hasBroadcast(IpNet net) {
    return net.bits() - net.prefix() > 1;
  }

  /// Whether the address names a network rather than a host.
  private static boolean isNamed(IpNet net) {
    return net.isNetwork() && (net.six() || hasBroadcast(net));
  }

  private static boolean isEdge(IpNet net) {
    return hasBroadcast(net)
        && (net.address().equals(net.first()) || net.address().equals(net.last()));
  }

  /// Whether it is one address of several, but the one that names them.
  private static boolean isInside(IpNet net) {
    int hostBits = net.bits() - net.prefix();
    return hostBits == 1 || (hostBits > 1 && !net.isNetwork());
  }

  private static @Nullable Object usable(IpNet net, String asked) {
    return switch (asked) {
      case "size_usable" ->
          hasBroadcast(net)
              ? Numbers.whole(net.size().subtract(BigInteger.TWO))
              : (Object) (net.prefix() == net.bits() ? 0L : 2L);
      case "first_usable", "last_usable", "next_usable", "previous_usable", "range_usable" -> {
        refusePlain(net);
        yield net.prefix() == net.bits() ? null : neighbour(net, asked);
      }
      case "peer" -> {
        refusePlain(net);
        yield peer(net);
      }
      default -> kind(net, asked);
    };
  }

  private static void refusePlain(IpNet net) {
    if (net.plain()) {
      throw PythonException.value("Not a network address: %s has no prefix".formatted(net.text()));
    }
  }

  private static @Nullable Object neighbour(IpNet net, String asked) {
    BigInteger next = net.address().add(BigInteger.ONE);
    BigInteger previous = net.address().subtract(BigInteger.ONE);
    return switch (asked) {
      case "first_usable" -> net.text(net.firstUsable());
      case "last_usable" -> net.text(net.lastUsable());
      case "next_usable" -> net.isUsable(next) ? net.text(next) : null;
      case "previous_usable" -> net.isUsable(previous) ? net.text(previous) : null;
      default -> net.text(net.firstUsable()) + "-" + net.text(net.lastUsable());
    };
  }

  private static @Nullable Object kind(IpNet net, String asked) {
    boolean holds =
        switch (asked) {
          case "unicast" -> !AddressTests.in(host(net), AddressTests.MULTICAST);
          case "multicast" -> AddressTests.in(host(net), AddressTests.MULTICAST);
          case "loopback", "lo" -> AddressTests.in(host(net), AddressTests.LOOPBACK);
          case "link-local" -> AddressTests.in(host(net), LINK_LOCAL);
          case "private" -> !isGlobal(host(net));
          case "public" -> isPublic(host(net));
          case "ipv4", "v4", "ipv6", "v6", "6to4" -> true;
          default -> throw PythonException.value("ipaddr can't be asked for '%s'".formatted(asked));
        };
    return switch (asked) {
      case "ipv4", "v4" -> four(net);
      case "ipv6", "v6" -> net.six() ? net.written() : six(net);
      case "6to4" -> sixToFour(net);
      default -> holds ? net.written() : null;
    };
  }

  /// The address alone.
  private static IpNet host(IpNet net) {
    return new IpNet(net.address(), net.bits(), net.six(), true);
  }

  private static Object four(IpNet net) {
    if (!net.six()) {
      return net.written();
    }
    boolean compatible = net.isMapped() || net.address().bitLength() <= 32;
    return compatible && net.prefix() >= 96
        ? IpText.ofFour(net.address()) + "/" + (net.prefix() - 96)
        : (Object) false;
  }

  private static String six(IpNet net) {
    return "::ffff:" + net.text() + "/" + (net.prefix() + 96);
  }

  /// The network that 6to4 gives to the owner of an address (RFC 3056).
  private static Object sixToFour(IpNet net) {
    if (net.six()) {
      boolean own = net.plain() || !net.isNetwork();
      return own && AddressTests.in(host(net), AddressTests.SIX_TO_FOUR)
          ? net.written()
          : (Object) false;
    }
    boolean known = !isGlobal(host(net)) || isPublic(host(net));
    int address = net.address().intValue();
    return known && !net.isNetwork()
        ? "2002:%04x:%04x::1/48".formatted(address >>> 16, address & 0xffff)
        : (Object) false;
  }

  private static Object peer(IpNet net) {
    int hostBits = net.bits() - net.prefix();
    if (hostBits == 1) {
      return net.text(net.address().flipBit(0));
    }
    if (hostBits == 2 && !isEdge(net)) {
      return net.text(net.address().xor(BigInteger.valueOf(3)));
    }
    throw PythonException.value("Not a point-to-point network");
  }

  private static boolean isGlobal(IpNet address) {
    return !AddressTests.isPrivate(address)
        && !AddressTests.in(address, AddressTests.SHARED)
        && !address.isMapped();
  }

  /// A mask is nobody's address.
  private static boolean isPublic(IpNet address) {
    boolean ones = address.address().add(BigInteger.ONE).bitCount() == 1;
    BigInteger rest = address.hostmaskOf(0).xor(address.address()).add(BigInteger.ONE);
    return isGlobal(address)
        && !AddressTests.in(address, AddressTests.MULTICAST)
        && !ones
        && rest.bitCount() != 1;
  }

  /// An address of IPv6 in brackets, as URLs need it.
  public static String wrap(IpNet net) {
    return "[" + net.text() + "]" + (net.plain() ? "" : "/" + net.prefix());
  }
}
