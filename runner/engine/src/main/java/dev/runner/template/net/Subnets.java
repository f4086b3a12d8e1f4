package dev.runner.template.net;

import dev.runner.jinja.Bound;
import dev.runner.template.call.Call;
import dev.runner.values.None;
import dev.runner.values.NumberText;
import dev.runner.values.Python;
import dev.runner.values.PythonException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Dividing networks, and putting them together.
public final class Subnets {
  private Subnets() {}

  /// The filter `ipsubnet`: how many parts of a size a network has, the part at an index, or the
  /// network of a size around an address.
  static Object of(Call call) {
    Bound bound = call.bind("query?", "index?");
    Optional<IpNet> read = NetFilters.read(call.value());
    if (read.isEmpty()) {
      return false;
    }
    IpNet net = read.get();
    Object query = bound.value("query", "");
    String asked = Python.string(query);
    if (asked.isEmpty()) {
      return net.network().withPrefix();
    }
    Object size = NumberText.whole(asked, 10);
    if (size == null) {
      return rank(net, asked);
    }
    int prefix = Python.index(size);
    if (prefix < 0 || prefix > net.bits()) {
      return false;
    }
    Optional<Integer> index = Optional.ofNullable(bound.optional("index")).map(Subnets::whole);
    if (net.prefix() == net.bits()) {
      return around(net, prefix, index);
    }
    return index.isPresent() ? part(net.network(), prefix, index.get()) : count(net, prefix);
  }

  private static int whole(Object index) {
    Object number = NumberText.whole(Python.string(index), 10);
    if (number == null) {
      throw PythonException.value(
          "the index of ipsubnet is a whole number, not " + Python.repr(index));
    }
    return Python.index(number);
  }

  private static Object count(IpNet net, int prefix) {
    if (prefix < net.prefix()) {
      throw PythonException.value(
          "Requested subnet size of %d is invalid: %s is smaller"
              .formatted(prefix, net.withPrefix()));
    }
    return BigInteger.ONE.shiftLeft(prefix - net.prefix()).toString();
  }

  private static Object part(IpNet net, int prefix, int index) {
    if (prefix < net.prefix()) {
      return index == 0 ? net.with(prefix).withPrefix() : (Object) false;
    }
    BigInteger count = BigInteger.ONE.shiftLeft(prefix - net.prefix());
    BigInteger at = BigInteger.valueOf(index);
    at = at.signum() < 0 ? at.add(count) : at;
    if (at.signum() < 0 || at.compareTo(count) >= 0) {
      return false;
    }
    BigInteger step = BigInteger.ONE.shiftLeft(net.bits() - prefix);
    return net.at(net.first().add(at.multiply(step))).with(prefix).withPrefix();
  }

  /// The network of this size that holds the address; with an index one of those around it, the
  /// largest first.
  private static Object around(IpNet net, int prefix, Optional<Integer> index) {
    if (index.isEmpty()) {
      return net.with(prefix).network().withPrefix();
    }
    int at = index.get();
    int levels = net.prefix() - prefix;
    int wanted = at < 0 ? levels + at : at;
    if (wanted < 0 || wanted >= Math.max(levels, 1)) {
      return false;
    }
    return net.with(prefix + wanted).network().withPrefix();
  }

  /// Which part of a network it is, counted from one.
  private static Object rank(IpNet net, String within) {
    IpNet whole =
        IpNet.parse(within)
            .orElseThrow(() -> PythonException.value("'%s' is no network".formatted(within)));
    if (!whole.contains(net)) {
      throw PythonException.value(
          "%s is not in the subnet %s".formatted(net.withPrefix(), whole.withPrefix()));
    }
    BigInteger offset = net.first().subtract(whole.first());
    return offset.shiftRight(net.bits() - net.prefix()).add(BigInteger.ONE).toString();
  }

  /// The filter `cidr_merge`: the fewest networks that hold the same addresses, or (`span`) the
  /// smallest one that holds them all.
  static Object merged(Call call) {
    String action = call.bind("action?").text("action", "merge");
    List<IpNet> nets = new ArrayList<>();
    for (Object each : Python.list(call.value())) {
      nets.add(
          NetFilters.read(each)
              .orElseThrow(
                  () -> PythonException.value("%s is no network".formatted(Python.repr(each)))));
    }
    return switch (action) {
      case "merge" -> texts(merge(nets));
      case "span" -> nets.isEmpty() ? None.NONE : span(nets).withPrefix();
      default -> throw PythonException.value("cidr_merge: invalid action '%s'".formatted(action));
    };
  }

  private static List<Object> texts(List<IpNet> nets) {
    List<Object> texts = new ArrayList<>();
    nets.forEach(net -> texts.add(net.withPrefix()));
    return texts;
  }

  private static IpNet span(List<IpNet> nets) {
    if (nets.size() == 1) {
      return nets.getFirst();
    }
    IpNet span = nets.getFirst().network();
    for (IpNet net : nets) {
      while (!span.contains(net)) {
        if (span.prefix() == 0) {
          throw PythonException.value("no network holds both IPv4 and IPv6");
        }
        span = span.with(span.prefix() - 1).network();
      }
    }
    return span;
  }

  private static List<IpNet> merge(List<IpNet> nets) {
    List<IpNet> sorted = new ArrayList<>(nets);
    sorted.sort(
        Comparator.comparing(IpNet::six)
            .thenComparing(IpNet::first)
            .thenComparingInt(IpNet::prefix));
    List<IpNet> merged = new ArrayList<>();
    for (IpNet net : sorted) {
      if (!merged.isEmpty() && merged.getLast().contains(net)) {
        merged.add(merged.removeLast().network());
        continue;
      }
      merged.add(net);
      while (merged.size() > 1 && areHalves(merged.get(merged.size() - 2), merged.getLast())) {
        IpNet half = merged.removeLast();
        merged.removeLast();
        merged.add(half.with(half.prefix() - 1).network());
      }
    }
    return merged;
  }

  private static boolean areHalves(IpNet left, IpNet right) {
    return left.six() == right.six()
        && left.prefix() == right.prefix()
        && left.prefix() > 0
        && left.with(left.prefix() - 1).network().equals(right.with(right.prefix() - 1).network());
  }
}
