package dev.runner.template.net;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Addresses of IP as text (RFC 4291, RFC 5952).
final class IpText {
  /// What stands before an address of IPv4 that is written as one of IPv6.
  private static final BigInteger MAPPED = BigInteger.valueOf(0xffff);

  private IpText() {}

  static @Nullable BigInteger four(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != 4) {
      return null;
    }
    long value = 0;
    for (String part : parts) {
      if (!part.matches("0|[1-9][0-9]{0,2}") || Integer.parseInt(part) > 255) {
        return null;
      }
      value = value << 8 | Integer.parseInt(part);
    }
    return BigInteger.valueOf(value);
  }

  static @Nullable BigInteger six(String text) {
    String hex = text;
    int colon = text.lastIndexOf(':');
    if (text.indexOf('.') > colon) {
      BigInteger four = four(text.substring(colon + 1));
      if (four == null) {
        return null;
      }
      int value = four.intValue();
      hex = text.substring(0, colon + 1) + "%x:%x".formatted(value >>> 16, value & 0xffff);
    }
    int gap = hex.indexOf("::");
    List<String> groups = new ArrayList<>();
    if (gap < 0) {
      groups.addAll(List.of(hex.split(":", -1)));
    } else {
      List<String> left = parts(hex.substring(0, gap));
      List<String> right = parts(hex.substring(gap + 2));
      groups.addAll(left);
      for (int i = left.size() + right.size(); i < 8; i++) {
        groups.add("0");
      }
      groups.addAll(right);
      if (left.size() + right.size() > 7) {
        return null;
      }
    }
    return groups.size() == 8 ? joined(groups) : null;
  }

  private static List<String> parts(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(":", -1));
  }

  private static @Nullable BigInteger joined(List<String> groups) {
    BigInteger value = BigInteger.ZERO;
    for (String group : groups) {
      if (!group.matches("[0-9a-fA-F]{1,4}")) {
        return null;
      }
      value = value.shiftLeft(16).or(BigInteger.valueOf(Integer.parseInt(group, 16)));
    }
    return value;
  }

  static String ofFour(BigInteger address) {
    int value = address.intValue();
    return (value >>> 24)
        + "."
        + (value >>> 16 & 0xff)
        + "."
        + (value >>> 8 & 0xff)
        + "."
        + (value & 0xff);
  }

  static String ofSix(BigInteger address) {
    if (address.shiftRight(32).equals(MAPPED)) {
      return "::ffff:" + ofFour(address);
    }
    int[] groups = new int[8];
    for (int i = 0; i < 8; i++) {
      groups[i] = address.shiftRight(16 * (7 - i)).intValue() & 0xffff;
    }
    int start = -1;
    int length = 1;
    for (int i = 0; i < 8; i++) {
      int end = i;
      while (end < 8 && groups[end] == 0) {
        end++;
      }
      if (end - i > length) {
        start = i;
        length = end - i;
      }
    }
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      if (i == start) {
        out.append("::");
        i += length - 1;
      } else {
        boolean open = out.isEmpty() || out.charAt(out.length() - 1) == ':';
        out.append(open ? "" : ":").append(Integer.toHexString(groups[i]));
      }
    }
    return out.toString();
  }

  /// The name under which an address is looked up backwards.
  static String reverse(IpNet net) {
    List<String> parts = new ArrayList<>();
    if (net.six()) {
      for (int i = 0; i < 32; i++) {
        parts.add(Integer.toHexString(net.address().shiftRight(4 * i).intValue() & 0xf));
      }
      return String.join(".", parts) + ".ip6.arpa.";
    }
    for (int i = 0; i < 4; i++) {
      parts.add(Integer.toString(net.address().shiftRight(8 * i).intValue() & 0xff));
    }
    return String.join(".", parts) + ".in-addr.arpa.";
  }
}
