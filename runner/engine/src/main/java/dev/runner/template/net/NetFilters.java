package dev.runner.template.net;

import dev.runner.jinja.Bound;
import dev.runner.template.call.Call;
import dev.runner.values.None;
import dev.runner.values.NumberText;
import dev.runner.values.Numbers;
import dev.runner.values.Python;
import dev.runner.values.PythonException;
import dev.runner.values.Text;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Filters on addresses of IP (collection `ansible.utils`).
public final class NetFilters {
  private NetFilters() {}

  /// Applies one of its filters.
  public static Object apply(Call call) {
    return switch (call.name()) {
      case "ipaddr" -> ipaddr(call, 0);
      case "ipv4" -> ipaddr(call, 4);
      case "ipv6" -> ipaddr(call, 6);
      case "ipwrap" -> wrapped(call);
      case "ipsubnet" -> Subnets.of(call);
      case "ipmath" -> math(call);
      case "nthhost" -> nth(call);
      case "next_nth_usable" -> usable(call, 1);
      case "previous_nth_usable" -> usable(call, -1);
      case "network_in_network" ->
          read(call.value())
              .filter(net -> other(call).filter(net::contains).isPresent())
              .isPresent();
      case "network_in_usable" -> inUsable(call);
      case "cidr_merge" -> Subnets.merged(call);
      case "ip4_hex" -> hex(call);
      case "hwaddr", "macaddr" -> Mac.of(call);
      default -> AddressFilters.apply(call);
    };
  }

  /// An address as Ansible's filters take them: text, or a number.
  static Optional<IpNet> read(Object value) {
    if (value instanceof Boolean || value == None.NONE) {
      return Optional.empty();
    }
    if (Python.isInteger(value)) {
      BigInteger number = Numbers.big(value);
      return IpNet.of(number, false).or(() -> IpNet.of(number, true));
    }
    if (!Text.isText(value)) {
      return Optional.empty();
    }
    String text = Python.string(value).strip();
    return text.matches("[0-9]{1,39}")
        ? IpNet.of(new BigInteger(text), false).or(() -> IpNet.of(new BigInteger(text), true))
        : IpNet.parse(text);
  }

  private static IpNet net(Call call) {
    return read(call.value())
        .orElseThrow(
            () ->
                PythonException.value(
                    "%s needs an address or a network, not %s"
                        .formatted(call.name(), Python.repr(call.value()))));
  }

  private static Optional<IpNet> other(Call call) {
    return read(call.bind("test").value("test"));
  }

  private static Object ipaddr(Call call, int version) {
    Bound bound = call.bind("query?", "version?", "alias?");
    int only = bound.optional("version") == null ? version : bound.integer("version");
    Object query = bound.value("query", "");
    if (call.value() instanceof List<?> list) {
      List<Object> kept = new ArrayList<>();
      for (Object each : list) {
        Object result = read(each).map(net -> asked(net, query, only)).orElse(false);
        if (Python.truth(result)) {
          kept.add(result);
        }
      }
      return kept;
    }
    if (call.value() instanceof Map<?, ?>) {
      throw PythonException.type("an address is text, not " + Python.typeName(call.value()));
    }
    return read(call.value()).map(net -> asked(net, query, only)).orElse(false);
  }

  private static Object asked(IpNet net, Object query, int version) {
    return version != 0 && net.six() != (version == 6)
        ? (Object) false
        : IpQuery.answer(net, query);
  }

  private static Object wrapped(Call call) {
    if (call.value() instanceof List<?> list) {
      List<Object> all = new ArrayList<>();
      list.forEach(each -> all.add(wrapped(each)));
      return all;
    }
    return wrapped(call.value());
  }

  private static Object wrapped(Object value) {
    Optional<String> wrapped =
        read(value).map(net -> net.six() ? IpQuery.wrap(net) : net.written());
    return wrapped.isPresent() ? wrapped.get() : value;
  }

  private static Object math(Call call) {
    Object amount = call.bind("amount").value("amount");
    if (!Python.isInteger(amount)) {
      throw PythonException.type("ipmath adds a whole number, not " + Python.typeName(amount));
    }
    IpNet net = net(call);
    BigInteger sum = net.address().add(Numbers.big(amount));
    return IpNet.of(sum, net.six())
        .map(IpNet::text)
        .orElseThrow(() -> PythonException.value("there is no address that far away"));
  }

  private static Object nth(Call call) {
    String query = Python.string(call.bind("query?").value("query", ""));
    Object index = NumberText.whole(query, 10);
    Optional<IpNet> read = read(call.value());
    Optional<String> nth =
        index == null ? Optional.empty() : read.flatMap(net -> net.nth(Numbers.big(index)));
    return nth.isPresent() ? nth.get() : (Object) false;
  }

  private static Object usable(Call call, int direction) {
    int offset = call.bind("offset").integer("offset");
    Optional<IpNet> read = read(call.value());
    if (read.isEmpty()) {
      return false;
    }
    IpNet net = read.get();
    BigInteger address = net.address().add(BigInteger.valueOf((long) direction * offset));
    boolean inside = net.prefix() < net.bits() && net.isUsable(address);
    return inside ? net.text(address) : None.NONE;
  }

  private static Object inUsable(Call call) {
    Optional<IpNet> read = read(call.value());
    Optional<IpNet> other = other(call);
    if (read.isEmpty() || other.isEmpty()) {
      return false;
    }
    IpNet net = read.get();
    return net.six() == other.get().six()
        && net.isUsable(other.get().first())
        && net.isUsable(other.get().last());
  }

  private static Object hex(Call call) {
    String delimiter = call.bind("delimiter?").text("delimiter", "");
    IpNet net = net(call);
    if (net.six() || !net.plain()) {
      throw PythonException.value(
          "ip4_hex needs an address of IPv4 alone, not " + net.withPrefix());
    }
    int address = net.address().intValue();
    List<String> parts = new ArrayList<>();
    for (int shift = 24; shift >= 0; shift -= 8) {
      parts.add("%02x".formatted(address >>> shift & 0xff));
    }
    return String.join(delimiter, parts);
  }
}
