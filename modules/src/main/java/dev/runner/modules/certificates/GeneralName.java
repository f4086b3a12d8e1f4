package dev.runner.modules.certificates;

import java.net.IDN;
import java.net.InetAddress;
import java.util.HexFormat;
import java.util.Locale;

/// A name that a certificate is valid for, or that leads somewhere: text with its kind before it,
/// `DNS:web.example.org`, and a value of ten kinds (RFC 5280, 4.2.1.6).
final class GeneralName {
  private static final int OTHER = Der.CONTEXT_OF;
  private static final int EMAIL = Der.CONTEXT | 1;
  private static final int DNS = Der.CONTEXT | 2;
  private static final int DIRECTORY = Der.CONTEXT_OF | 4;
  private static final int URI = Der.CONTEXT | 6;
  private static final int ADDRESS = Der.CONTEXT | 7;
  private static final int REGISTERED = Der.CONTEXT | 8;

  private static final HexFormat PAIRS = HexFormat.ofDelimiter(":");
  private static final int V4 = 4;

  private GeneralName() {}

  /// The value of a name.
  ///
  /// @param what the text is, for messages: "Subject Alternative Name"
  static Der read(String text, String what) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw new Malformed("Cannot parse %s \"%s\" (forgot \"DNS:\" prefix?)".formatted(what, text));
    }
    String value = text.substring(colon + 1);
    try {
      return switch (text.substring(0, colon).toLowerCase(Locale.ROOT)) {
        case "dns" -> Der.text(DNS, inAscii(value));
        case "ip" -> Der.of(ADDRESS, address(value));
        case "email" -> Der.text(EMAIL, value);
        case "uri" -> Der.text(URI, value);
        case "rid" -> Der.of(REGISTERED, Der.named(value).content());
        case "dirname" -> Der.of(DIRECTORY, Name.parse(value).der());
        case "othername" -> other(value);
        default ->
            throw new Malformed(
                "Cannot parse %s \"%s\" (potentially unsupported by cryptography backend)"
                    .formatted(what, text));
      };
    } catch (Malformed e) {
      throw e.sentence().startsWith("Cannot parse " + what)
          ? e
          : new Malformed("Cannot parse %s \"%s\": %s".formatted(what, text, e.sentence()));
    }
  }

  private static Der other(String value) {
    int semicolon = value.indexOf(';');
    if (semicolon < 0) {
      throw new Malformed("an otherName is an object identifier, a semicolon and a value");
    }
    String held = value.substring(semicolon + 1);
    Der inner =
        held.toUpperCase(Locale.ROOT).startsWith("UTF8:")
            ? Der.text(Der.UTF8, held.substring(5))
            : Der.read(bytes(held));
    return Der.of(OTHER, Der.named(value.substring(0, semicolon)), Der.of(Der.CONTEXT_OF, inner));
  }

  /// Bytes in pairs of hex digits, with colons between them or not.
  static byte[] bytes(String text) {
    try {
      return HexFormat.of().parseHex(text.replace(":", "").strip());
    } catch (IllegalArgumentException e) {
      throw new Malformed(
          text.replace(":", "").length() % 2 != 0
              ? "Odd-length string"
              : "these are no pairs of hex digits");
    }
  }

  /// Bytes as pairs of hex digits with colons between them.
  static String hex(byte[] bytes) {
    return PAIRS.formatHex(bytes);
  }

  private static String inAscii(String name) {
    try {
      return name.chars().allMatch(c -> c < 0x80)
          ? name
          : String.join(
              ".",
              java.util.Arrays.stream(name.split("\\.", -1))
                  .map(label -> label.equals("*") ? label : IDN.toASCII(label))
                  .toList());
    } catch (IllegalArgumentException e) {
      throw new Malformed(String.valueOf(e.getMessage()));
    }
  }

  private static byte[] address(String text) {
    int slash = text.indexOf('/');
    byte[] address = literal(slash < 0 ? text : text.substring(0, slash));
    if (slash < 0) {
      return address;
    }
    byte[] both = java.util.Arrays.copyOf(address, address.length * 2);
    String mask = text.substring(slash + 1);
    byte[] bits =
        mask.matches("[0-9]{1,3}") ? mask(Integer.parseInt(mask), address.length) : literal(mask);
    System.arraycopy(bits, 0, both, address.length, Math.min(bits.length, address.length));
    return both;
  }

  private static byte[] literal(String text) {
    try {
      return InetAddress.ofLiteral(text).getAddress();
    } catch (IllegalArgumentException e) {
      throw new Malformed("'%s' does not appear to be an IPv4 or IPv6 address".formatted(text));
    }
  }

  private static byte[] mask(int ones, int length) {
    byte[] mask = new byte[length];
    for (int bit = 0; bit < Math.min(ones, length * 8); bit++) {
      mask[bit / 8] |= (byte) (0x80 >> (bit % 8));
    }
    return mask;
  }

  /// The text of a value.
  static String text(Der der) {
    return switch (der.tag()) {
      case DNS -> "DNS:" + der.text();
      case EMAIL -> "email:" + der.text();
      case URI -> "URI:" + der.text();
      case ADDRESS -> "IP:" + addressText(der.content());
      case REGISTERED -> "RID:" + Der.of(Der.NUMBERED_NAME, der.content()).dotted();
      case DIRECTORY -> "dirName:" + Name.of(der.part(0));
      case OTHER ->
          "otherName:%s;%s".formatted(der.part(0).dotted(), hex(der.part(1).part(0).encoded()));
      default -> "unknown:" + hex(der.encoded());
    };
  }

  private static String addressText(byte[] bytes) {
    boolean network = bytes.length == 2 * V4 || bytes.length == 32;
    int length = network ? bytes.length / 2 : bytes.length;
    String address = plain(java.util.Arrays.copyOf(bytes, length));
    if (!network) {
      return address;
    }
    int ones = 0;
    for (int i = length; i < bytes.length; i++) {
      ones += Integer.bitCount(bytes[i] & 0xff);
    }
    return address + "/" + ones;
  }

  private static String plain(byte[] bytes) {
    if (bytes.length == V4) {
      return "%d.%d.%d.%d"
          .formatted(bytes[0] & 0xff, bytes[1] & 0xff, bytes[2] & 0xff, bytes[3] & 0xff);
    }
    java.util.List<String> groups = new java.util.ArrayList<>();
    for (int i = 0; i + 1 < bytes.length; i += 2) {
      groups.add(Integer.toHexString(((bytes[i] & 0xff) << 8) | (bytes[i + 1] & 0xff)));
    }
    return shortened(groups);
  }

  /// The longest run of zeros, of two at least, is left out.
  private static String shortened(java.util.List<String> groups) {
    int from = -1;
    int longest = 1;
    for (int i = 0; i < groups.size(); i++) {
      int end = i;
      while (end < groups.size() && groups.get(end).equals("0")) {
        end++;
      }
      if (end - i > longest) {
        longest = end - i;
        from = i;
      }
    }
    return from < 0
        ? String.join(":", groups)
        : String.join(":", groups.subList(0, from))
            + "::"
            + String.join(":", groups.subList(from + longest, groups.size()));
  }
}
