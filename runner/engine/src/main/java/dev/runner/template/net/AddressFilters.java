package dev.runner.template.net;

import dev.runner.jinja.Bounds;
import dev.runner.template.call.Call;
import dev.runner.values.Numbers;
import dev.runner.values.Python;
import dev.runner.values.PythonException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Filters that list addresses and write them in other ways (collection `ansible.utils`).
final class AddressFilters {
  /// In the middle of an interface's number that is made of a card's address (RFC 4291, appendix
  /// A).
  private static final long MIDDLE = 0xfffeL;

  private static final long UNIVERSAL = 1L << 57;

  private AddressFilters() {}

  static Object apply(Call call) {
    return switch (call.name()) {
      case "usable_range" -> all(call);
      case "reduce_on_network" -> reduced(call);
      case "slaac" -> slaac(call);
      case "ipcut" -> cut(call);
      case "ipv6form" -> written(call);
      default -> throw call.unknown();
    };
  }

  private static IpNet address(Call call) {
    return IpNet.parse(call.text())
        .filter(IpNet::plain)
        .orElseThrow(
            () ->
                PythonException.value(
                    "%s needs an address, not %s"
                        .formatted(call.name(), Python.repr(call.value()))));
  }

  private static Object all(Call call) {
    call.bind0();
    IpNet net =
        AddressTests.network(call.text())
            .orElseThrow(
                () ->
                    PythonException.value(
                        "usable_range needs a network without bits of a host, not '%s'"
                            .formatted(call.text())));
    BigInteger size = net.size();
    if (size.compareTo(BigInteger.valueOf(Bounds.USUAL.range())) > 0) {
      throw PythonException.value("%s has too many addresses to list".formatted(net.withPrefix()));
    }
    List<Object> addresses = new ArrayList<>();
    for (long i = 0; i < size.longValueExact(); i++) {
      addresses.add(net.text(net.first().add(BigInteger.valueOf(i))));
    }
    Map<Object, Object> result = new LinkedHashMap<>();
    result.put("usable_ips", addresses);
    result.put("number_of_ips", Numbers.whole(size));
    return result;
  }

  private static Object reduced(Call call) {
    Object network = call.bind("network").value("network");
    Optional<IpNet> within = NetFilters.read(network);
    List<Object> kept = new ArrayList<>();
    for (Object each : Python.list(call.value())) {
      if (within.isPresent() && NetFilters.read(each).filter(within.get()::contains).isPresent()) {
        kept.add(each);
      }
    }
    return kept;
  }

  /// The address that a host takes by itself in a network, from that of its card.
  private static Object slaac(Call call) {
    String card = call.bind("query?").text("query", "");
    Optional<IpNet> net = NetFilters.read(call.value()).filter(IpNet::six);
    Optional<String> digits = Mac.digits(card);
    if (net.isEmpty() || digits.isEmpty()) {
      return false;
    }
    long mac = Long.parseLong(digits.get(), 16);
    long number = (mac >>> 24 << 40 | MIDDLE << 24 | (mac & 0xffffffL)) ^ UNIVERSAL;
    BigInteger low = new BigInteger(Long.toUnsignedString(number));
    return net.get().text(net.get().first().add(low));
  }

  /// The first or last bits of an address, in groups as addresses have them.
  private static Object cut(Call call) {
    Object amount = call.bind("amount").value("amount");
    IpNet address = address(call);
    String digits = address.address().toString(2);
    String bits = "0".repeat(address.bits() - digits.length()) + digits;
    int count = Python.index(amount);
    int from = count < 0 ? Math.max(0, bits.length() + count) : 0;
    String part =
        count < 0 ? bits.substring(from) : bits.substring(0, Math.min(count, bits.length()));
    int group = address.six() ? 16 : 8;
    List<String> groups = new ArrayList<>();
    for (int at = 0; at < part.length(); at += group) {
      String each = part.substring(at, Math.min(at + group, part.length()));
      groups.add(Integer.toString(Integer.parseInt(each, 2), address.six() ? 16 : 10));
    }
    return String.join(address.six() ? ":" : ".", groups);
  }

  private static Object written(Call call) {
    String form = call.bind("format").text("format");
    IpNet address = address(call);
    if (form.equals("x509") && address.six()) {
      return groups(address, "%x");
    }
    return switch (form) {
      case "compress" -> address.text();
      case "expand" -> address.six() ? expanded(address) : address.text();
      default ->
          throw PythonException.value(
              "ipv6form can't write %s in the form '%s'; there are compress, expand and, for IPv6, x509"
                  .formatted(address.text(), form));
    };
  }

  private static String expanded(IpNet address) {
    String groups = groups(address, "%04x");
    return address.isMapped()
        ? groups.substring(0, groups.length() - 9) + IpText.ofFour(address.address())
        : groups;
  }

  private static String groups(IpNet address, String format) {
    List<String> groups = new ArrayList<>();
    for (int shift = 112; shift >= 0; shift -= 16) {
      groups.add(format.formatted(address.address().shiftRight(shift).intValue() & 0xffff));
    }
    return String.join(":", groups);
  }
}
