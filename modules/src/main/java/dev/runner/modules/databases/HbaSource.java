package dev.runner.modules.databases;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where the connections of a rule come from: nowhere else (a socket), a name or keyword, or a
/// network.
///
/// @param text as it stands in a file: a network in its shortest form
/// @param address of the network; 0 if it is none
/// @param prefix how many bits of it count
record HbaSource(String text, Kind kind, BigInteger address, int prefix) {
  static final HbaSource LOCAL = new HbaSource("", Kind.LOCAL, BigInteger.ZERO, 0);

  /// What it is, in the order in which like rules stand in a file.
  enum Kind {
    LOCAL,
    V4,
    V6,
    NAME
  }

  private static final Pattern V4 =
      Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");
  private static final Pattern NO_NAME = Pattern.compile("[:\\\\/@+ ]");
  private static final int GROUPS = 8;

  /// Reads an address as a file or a task has it.
  ///
  /// @param mask the netmask, if one is given beside the address
  /// @param strict whether a network that has a prefix may have no bits behind it
  /// @throws HbaMistake if it is none
  static HbaSource of(String given, Optional<String> mask, boolean strict) {
    String bare = unquoted(given);
    String[] parts = bare.split("/", 2);
    Optional<byte[]> address = bytes(parts[0]);
    if (address.isEmpty()) {
      return name(given, bare, mask);
    }
    int bits = address.get().length * 8;
    if (parts.length > 1 && mask.isPresent()) {
      throw new HbaMistake("Rule can't contain a netmask if address is a full CIDR or hostname");
    }
    if (parts.length == 1 && mask.isEmpty()) {
      throw new HbaMistake(
          "If the address is a bare ip-address without a CIDR suffix, the rule needs to contain a"
              + " netmask: "
              + given);
    }
    int prefix = parts.length > 1 ? prefix(given, parts[1], bits) : length(mask.get(), bits);
    boolean exact = strict && mask.isEmpty();
    return network(given, new BigInteger(1, address.get()), bits, prefix, exact);
  }

  private static HbaSource name(String given, String bare, Optional<String> mask) {
    if (mask.isPresent()) {
      throw new HbaMistake("Rule can't contain a netmask if address is a full CIDR or hostname");
    }
    if (bare.isEmpty() || NO_NAME.matcher(bare).find() || V4.matcher(bare).matches()) {
      throw new HbaMistake(
          "The string '%s' is neither a valid IP address, network, hostname or keyword"
              .formatted(given));
    }
    return new HbaSource(given, Kind.NAME, BigInteger.ZERO, 0);
  }

  private static HbaSource network(
      String given, BigInteger address, int bits, int prefix, boolean strict) {
    BigInteger host = BigInteger.ONE.shiftLeft(bits - prefix).subtract(BigInteger.ONE);
    BigInteger network = address.andNot(host);
    if (strict && !network.equals(address)) {
      throw new HbaMistake(given + " has host bits set");
    }
    Kind kind = bits == 32 ? Kind.V4 : Kind.V6;
    return new HbaSource(shown(network, kind) + "/" + prefix, kind, network, prefix);
  }

  private static int prefix(String given, String text, int bits) {
    if (text.matches("\\d{1,3}") && Integer.parseInt(text) <= bits) {
      return Integer.parseInt(text);
    }
    throw new HbaMistake(
        "The string '%s' is neither a valid IP address, network, hostname or keyword"
            .formatted(given));
  }

  private static int length(String mask, int bits) {
    byte[] bytes =
        bytes(unquoted(mask))
            .orElseThrow(
                () -> new HbaMistake("The string '%s' is not a valid netmask".formatted(mask)));
    if (bytes.length * 8 != bits) {
      throw new HbaMistake("Can't mix IPv4 and IPv6 netmasks and addresses");
    }
    BigInteger value = new BigInteger(1, bytes);
    int length = value.bitCount();
    if (length > 0 && value.getLowestSetBit() != bits - length) {
      throw new HbaMistake("IP mask %s is invalid (binary value has 1 after 0)".formatted(mask));
    }
    return length;
  }

  /// Whether it is a netmask that may stand behind a bare address.
  static boolean isMask(String token) {
    return bytes(unquoted(token)).isPresent();
  }

  /// Whether it is an address without a prefix.
  static boolean isBare(String token) {
    return bytes(unquoted(token)).isPresent();
  }

  static String unquoted(String text) {
    return text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")
        ? text.substring(1, text.length() - 1)
        : text;
  }

  private static Optional<byte[]> bytes(String text) {
    Matcher four = V4.matcher(text);
    if (!four.matches()) {
      return text.contains(":") && text.matches("[0-9a-fA-F:]+") ? groups(text) : Optional.empty();
    }
    byte[] bytes = new byte[4];
    for (int i = 0; i < bytes.length; i++) {
      int part = Integer.parseInt(four.group(i + 1));
      if (part > 255) {
        return Optional.empty();
      }
      bytes[i] = (byte) part;
    }
    return Optional.of(bytes);
  }

  private static Optional<byte[]> groups(String text) {
    String[] halves = text.split("::", -1);
    List<String> front = words(halves[0]);
    List<String> back = halves.length == 2 ? words(halves[1]) : List.of();
    int known = front.size() + back.size();
    if (halves.length > 2 || (halves.length == 1 ? known != GROUPS : known >= GROUPS)) {
      return Optional.empty();
    }
    List<String> all = new ArrayList<>(front);
    all.addAll(java.util.Collections.nCopies(GROUPS - known, "0"));
    all.addAll(back);
    byte[] bytes = new byte[GROUPS * 2];
    for (int i = 0; i < GROUPS; i++) {
      if (!all.get(i).matches("[0-9a-fA-F]{1,4}")) {
        return Optional.empty();
      }
      int group = Integer.parseInt(all.get(i), 16);
      bytes[2 * i] = (byte) (group >> 8);
      bytes[2 * i + 1] = (byte) group;
    }
    return Optional.of(bytes);
  }

  private static List<String> words(String half) {
    return half.isEmpty() ? List.of() : Arrays.asList(half.split(":", -1));
  }

  private static String shown(BigInteger address, Kind kind) {
    List<Integer> parts = new ArrayList<>();
    int size = kind == Kind.V4 ? 8 : 16;
    int count = kind == Kind.V4 ? 4 : GROUPS;
    for (int i = count - 1; i >= 0; i--) {
      BigInteger mask = BigInteger.ONE.shiftLeft(size).subtract(BigInteger.ONE);
      parts.add(address.shiftRight(i * size).and(mask).intValue());
    }
    if (kind == Kind.V4) {
      return "%d.%d.%d.%d".formatted(parts.toArray());
    }
    int start = -1;
    int longest = 1;
    for (int i = 0; i < GROUPS; i++) {
      int end = i;
      while (end < GROUPS && parts.get(end) == 0) {
        end++;
      }
      if (end - i > longest) {
        start = i;
        longest = end - i;
      }
    }
    List<String> hex = parts.stream().map(Integer::toHexString).toList();
    return start < 0
        ? String.join(":", hex)
        : String.join(":", hex.subList(0, start))
            + "::"
            + String.join(":", hex.subList(start + longest, GROUPS));
  }

  /// How narrow it is: the narrower stands before the wider.
  int weight() {
    return switch (kind) {
      case LOCAL -> 130;
      case V4 -> prefix * 4;
      case V6 -> prefix;
      case NAME ->
          switch (text) {
            case "all" -> 0;
            case "samehost" -> 129;
            case "samenet" -> 96;
            default -> text.startsWith(".") ? 64 : 128;
          };
    };
  }
}
