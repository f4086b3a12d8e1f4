package dev.runner.modules.packages.rpm;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Public keys and subkeys in armored blocks (RFC 4880, RFC 9580).
final class PgpKeys {
  private static final Pattern BLOCK =
      Pattern.compile(
          "(?s)-----BEGIN PGP PUBLIC KEY BLOCK-----(.*?)-----END PGP PUBLIC KEY BLOCK-----");
  private static final int KEY = 6;
  private static final int SUBKEY = 14;

  private PgpKeys() {}

  /// A key.
  ///
  /// @param id its 16 digits
  record Key(String id, String fingerprint) {
    /// Whether it is meant: by its fingerprint, its digits or the last ones of them.
    boolean is(String wanted) {
      return fingerprint.equals(wanted) || id.endsWith(wanted);
    }
  }

  /// The keys of a text, each followed by its subkeys; none if there is no block in it.
  static List<Key> in(String text) {
    List<Key> keys = new ArrayList<>();
    Matcher block = BLOCK.matcher(text);
    while (block.find()) {
      packets(decoded(block.group(1)), keys);
    }
    return keys;
  }

  /// Without headers, which an empty line ends, and without the checksum.
  private static byte[] decoded(String block) {
    StringBuilder base64 = new StringBuilder();
    boolean body = !block.contains(":");
    for (String line : block.strip().lines().map(String::strip).toList()) {
      body |= line.isEmpty();
      if (body && !line.startsWith("=")) {
        base64.append(line);
      } else if (!body && !line.contains(":")) {
        body = true;
        base64.append(line);
      }
    }
    try {
      return Base64.getDecoder().decode(base64.toString());
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  private static void packets(byte[] bytes, List<Key> keys) {
    int at = 0;
    while (at + 1 < bytes.length) {
      int head = bytes[at] & 0xff;
      boolean modern = (head & 0x40) != 0;
      int tag = modern ? head & 0x3f : head >> 2 & 0x0f;
      int octets = modern ? modern(bytes, at + 1) : 1 << (head & 3);
      int start = at + 1 + octets;
      if (octets == 0 || octets > 5 || start > bytes.length) {
        return;
      }
      int length = modern ? modernLength(bytes, at + 1, octets) : number(bytes, at + 1, octets);
      if (length < 0 || start + length > bytes.length) {
        return;
      }
      if ((tag == KEY || tag == SUBKEY) && length > 0) {
        add(bytes, start, length, keys);
      }
      at = start + length;
    }
  }

  /// How many octets the length of a packet in the new format takes; 0 if it comes in parts.
  private static int modern(byte[] bytes, int at) {
    int first = bytes[at] & 0xff;
    return first < 192 ? 1 : first < 224 ? 2 : first == 255 ? 5 : 0;
  }

  private static int modernLength(byte[] bytes, int at, int octets) {
    int first = bytes[at] & 0xff;
    return switch (octets) {
      case 1 -> first;
      case 2 -> ((first - 192) << 8) + (bytes[at + 1] & 0xff) + 192;
      default -> number(bytes, at + 1, 4);
    };
  }

  private static int number(byte[] bytes, int at, int octets) {
    int value = 0;
    for (int i = 0; i < octets; i++) {
      value = value << 8 | (bytes[at + i] & 0xff);
    }
    return value;
  }

  private static void add(byte[] bytes, int start, int length, List<Key> keys) {
    ByteArrayOutputStream hashed = new ByteArrayOutputStream();
    int version = bytes[start];
    int octets = version == 6 ? 4 : 2;
    hashed.write(version == 6 ? 0x9b : 0x99);
    for (int i = octets - 1; i >= 0; i--) {
      hashed.write(length >> (8 * i));
    }
    hashed.write(bytes, start, length);
    if (version == 4) {
      String print = digest("SHA-1", hashed.toByteArray());
      keys.add(new Key(print.substring(print.length() - 16), print));
    } else if (version == 6) {
      String print = digest("SHA-256", hashed.toByteArray());
      keys.add(new Key(print.substring(0, 16), print));
    }
  }

  private static String digest(String algorithm, byte[] bytes) {
    try {
      return HexFormat.of()
          .withUpperCase()
          .formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
