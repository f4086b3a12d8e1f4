package dev.runner.modules.facts;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The addresses of a host's interfaces.
final class Addresses {
  private static final Pattern SHOWN =
      Pattern.compile(
          "(?:\\d+:\\s+)?(\\S+)\\s+inet\\s+([0-9.]+)(?:\\s+peer\\s+[0-9.]+)?/(\\d+)"
              + "(?:.*?\\sbrd\\s+([0-9.]+))?.*");
  private static final List<String> SCOPES = List.of("00", "40", "20", "10");
  private static final Pattern LEAF = Pattern.compile("\\|-- ([0-9.]+)");

  /// An address of the old kind.
  ///
  /// @param bits of its prefix
  record V4(String device, String address, int bits, String broadcast) {
    Map<String, Object> values() {
      int mask = bits == 0 ? 0 : -1 << (32 - bits);
      Map<String, Object> values = new LinkedHashMap<>();
      values.put("address", address);
      values.put("broadcast", broadcast);
      values.put("netmask", written(mask));
      values.put("network", written(number(address) & mask));
      values.put("prefix", String.valueOf(bits));
      return values;
    }
  }

  /// An address of the new kind.
  record V6(String device, String address, int bits, String scope) {
    Map<String, Object> values() {
      return Map.of("address", address, "prefix", String.valueOf(bits), "scope", scope);
    }
  }

  private Addresses() {}

  /// As `ip` shows them, or else as the kernel's routing tables imply them.
  static List<V4> v4(Sections seen) {
    List<V4> all = new ArrayList<>();
    for (String line : seen.lines("ip")) {
      Matcher shown = SHOWN.matcher(line.strip());
      if (shown.matches()) {
        String broadcast = shown.group(4) == null ? "" : shown.group(4);
        int bits = Integer.parseInt(shown.group(3));
        all.add(new V4(shown.group(1).replaceFirst("@.*", ""), shown.group(2), bits, broadcast));
      }
    }
    return all.isEmpty() ? fromTables(seen) : all;
  }

  /// `/proc/net/fib_trie` names the host's own addresses, `/proc/net/route` the networks that are
  /// reached through an interface without a gateway.
  private static List<V4> fromTables(Sections seen) {
    List<V4> all = new ArrayList<>();
    for (String address : own(seen)) {
      for (Route route : routes(seen)) {
        int mask = route.mask();
        if (route.gateway() == 0 && mask != 0 && (number(address) & mask) == route.network()) {
          String broadcast = written(route.network() | ~mask);
          all.add(new V4(route.device(), address, Integer.bitCount(mask), broadcast));
          break;
        }
      }
      if (address.startsWith("127.")) {
        all.add(new V4("lo", address, 8, ""));
      }
    }
    return all;
  }

  private static List<String> own(Sections seen) {
    List<String> own = new ArrayList<>();
    String last = "";
    for (String line : seen.all("/proc/net/fib_trie")) {
      Matcher leaf = LEAF.matcher(line);
      if (leaf.find()) {
        last = leaf.group(1);
      } else if (line.contains("/32 host LOCAL") && !own.contains(last)) {
        own.add(last);
      }
    }
    return own;
  }

  /// A line of `/proc/net/route`; numbers in network byte order.
  record Route(String device, int network, int gateway, int mask, long metric) {}

  static List<Route> routes(Sections seen) {
    List<Route> routes = new ArrayList<>();
    for (String line : seen.all("/proc/net/route")) {
      String[] words = line.strip().split("\\s+");
      if (words.length > 7 && words[1].matches("[0-9A-F]{8}")) {
        routes.add(
            new Route(
                words[0],
                swapped(words[1]),
                swapped(words[2]),
                swapped(words[7]),
                Numbers.whole(words[6]).orElse(0L)));
      }
    }
    return routes;
  }

  private static int swapped(String hex) {
    return Integer.reverseBytes((int) Numbers.hex(hex));
  }

  /// The lines of `/proc/net/if_inet6`, by interface; the widest scope first, as `ip` shows them.
  static List<V6> v6(Sections seen) {
    List<V6> all = new ArrayList<>();
    List<String[]> lines =
        seen.all("/proc/net/if_inet6").stream()
            .map(line -> line.strip().split("\\s+"))
            .filter(words -> words.length > 5)
            .sorted(
                Comparator.<String[]>comparingLong(words -> Numbers.hex(words[1]))
                    .thenComparingInt(words -> SCOPES.indexOf(words[3])))
            .toList();
    for (String[] words : lines) {
      String scope =
          switch (words[3]) {
            case "00" -> "global";
            case "10" -> "host";
            case "20" -> "link";
            case "40" -> "site";
            default -> "compat";
          };
      v6(words[0])
          .ifPresent(
              address -> all.add(new V6(words[5], address, (int) Numbers.hex(words[2]), scope)));
    }
    return all;
  }

  /// 32 digits as RFC 5952 writes the address.
  static Optional<String> v6(String digits) {
    if (!digits.matches("[0-9a-fA-F]{32}")) {
      return Optional.empty();
    }
    try {
      byte[] bytes = HexFormat.of().parseHex(digits);
      return Optional.of(shortened(InetAddress.getByAddress(bytes)));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  private static String shortened(InetAddress address) {
    if (address.getAddress().length == 4) {
      return "::ffff:" + address.getHostAddress();
    }
    String[] groups = address.getHostAddress().split(":");
    int start = 0;
    int longest = 0;
    for (int i = 0; i < groups.length; i++) {
      int run = 0;
      while (i + run < groups.length && groups[i + run].equals("0")) {
        run++;
      }
      if (run > longest) {
        longest = run;
        start = i;
      }
    }
    if (longest < 2) {
      return String.join(":", groups);
    }
    List<String> all = List.of(groups);
    return String.join(":", all.subList(0, start))
        + "::"
        + String.join(":", all.subList(start + longest, all.size()));
  }

  static int number(String address) {
    int number = 0;
    for (String part : address.split("\\.")) {
      number = number << 8 | Integer.parseInt(part);
    }
    return number;
  }

  static String written(int number) {
    return "%d.%d.%d.%d"
        .formatted(number >>> 24, number >> 16 & 255, number >> 8 & 255, number & 255);
  }
}
