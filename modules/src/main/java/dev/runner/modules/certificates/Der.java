package dev.runner.modules.certificates;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A value in DER, the encoding of keys and certificates (ITU-T X.690): a tag, a length and either
/// bytes or further values.
final class Der {
  static final int BOOLEAN = 0x01;
  static final int INTEGER = 0x02;
  static final int BITS = 0x03;
  static final int OCTETS = 0x04;
  static final int NULL = 0x05;
  static final int NUMBERED_NAME = 0x06;
  static final int UTF8 = 0x0c;
  static final int PRINTABLE = 0x13;
  static final int ASCII = 0x16;
  static final int BMP = 0x1e;
  static final int SEQUENCE = 0x30;
  static final int SET = 0x31;

  /// The tag that a context gives to its part with this number, which holds one value.
  static final int CONTEXT = 0x80;

  /// The same, for a part that holds further values.
  static final int CONTEXT_OF = 0xa0;

  private static final int LONG = 0x80;
  private static final int BYTE = 0xff;

  private final int tag;
  private final byte[] content;

  private Der(int tag, byte[] content) {
    this.tag = tag;
    this.content = content;
  }

  static Der of(int tag, byte[] content) {
    return new Der(tag, content.clone());
  }

  static Der of(int tag, Der... parts) {
    return of(tag, List.of(parts));
  }

  static Der of(int tag, List<Der> parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    parts.forEach(part -> all.writeBytes(part.encoded()));
    return new Der(tag, all.toByteArray());
  }

  static Der sequence(Der... parts) {
    return of(SEQUENCE, parts);
  }

  static Der text(int tag, String text) {
    return new Der(
        tag, text.getBytes(tag == UTF8 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1));
  }

  static Der number(BigInteger number) {
    return new Der(INTEGER, number.toByteArray());
  }

  static Der yes() {
    return new Der(BOOLEAN, new byte[] {(byte) BYTE});
  }

  static Der none() {
    return new Der(NULL, new byte[0]);
  }

  /// Bits of which the last ones may be left over in the last byte.
  static Der bits(int unused, byte[] bytes) {
    byte[] content = new byte[bytes.length + 1];
    content[0] = (byte) unused;
    System.arraycopy(bytes, 0, content, 1, bytes.length);
    return new Der(BITS, content);
  }

  /// Single flags, from the first bit on, as DER writes them: without those at the end that are
  /// off.
  static Der flags(List<Integer> on) {
    int last = on.stream().max(Integer::compare).orElse(-1);
    byte[] bytes = new byte[(last + 8) / 8];
    on.forEach(bit -> bytes[bit / 8] |= (byte) (LONG >> (bit % 8)));
    return bits(last < 0 ? 0 : 7 - last % 8, bytes);
  }

  /// An object identifier.
  ///
  /// @param dotted as in `2.5.4.3`
  static Der named(String dotted) {
    if (!dotted.matches("[0-2](\\.(0|[1-9][0-9]*))+")) {
      throw new Malformed("\"%s\" is no object identifier".formatted(dotted));
    }
    List<BigInteger> arcs = Arrays.stream(dotted.split("\\.", -1)).map(BigInteger::new).toList();
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    base128(arcs.get(0).multiply(BigInteger.valueOf(40)).add(arcs.get(1)), all);
    arcs.subList(2, arcs.size()).forEach(arc -> base128(arc, all));
    return new Der(NUMBERED_NAME, all.toByteArray());
  }

  private static void base128(BigInteger number, ByteArrayOutputStream out) {
    for (int digit = Math.max(0, (number.bitLength() - 1) / 7); digit >= 0; digit--) {
      int bits = number.shiftRight(7 * digit).intValue() & 0x7f;
      out.write(digit > 0 ? bits | LONG : bits);
    }
  }

  /// Reads one value, which is all there is.
  static Der read(byte[] all) {
    List<Der> values = readAll(all);
    if (values.size() != 1) {
      throw new Malformed("%d values where one should be".formatted(values.size()));
    }
    return values.getFirst();
  }

  private static List<Der> readAll(byte[] all) {
    List<Der> values = new ArrayList<>();
    int at = 0;
    while (at < all.length) {
      int length = at + 1 < all.length ? all[at + 1] & BYTE : BYTE;
      int start = at + 2;
      if (length > LONG && length <= LONG + 4 && start + length - LONG <= all.length) {
        int digits = length - LONG;
        length = new BigInteger(1, Arrays.copyOfRange(all, start, start + digits)).intValue();
        start += digits;
      } else if (length >= LONG) {
        throw new Malformed("a length can't be read");
      }
      if (length < 0 || length > all.length - start) {
        throw new Malformed("a value is cut off");
      }
      values.add(new Der(all[at] & BYTE, Arrays.copyOfRange(all, start, start + length)));
      at = start + length;
    }
    return values;
  }

  int tag() {
    return tag;
  }

  boolean is(int wanted) {
    return tag == wanted;
  }

  /// The bytes that it holds.
  byte[] content() {
    return content.clone();
  }

  /// The values that it holds.
  List<Der> parts() {
    return readAll(content);
  }

  /// The value that it holds in this place, from 0.
  Der part(int index) {
    List<Der> parts = parts();
    if (index >= parts.size()) {
      throw new Malformed("a part is missing");
    }
    return parts.get(index);
  }

  BigInteger number() {
    if (content.length == 0) {
      throw new Malformed("a number has no digits");
    }
    return new BigInteger(content);
  }

  /// The bytes of a string of bits.
  byte[] bitBytes() {
    if (content.length == 0) {
      throw new Malformed("a string of bits is empty");
    }
    return Arrays.copyOfRange(content, 1, content.length);
  }

  /// Which flags are on in a string of bits.
  List<Integer> flagsOn() {
    byte[] bytes = bitBytes();
    List<Integer> on = new ArrayList<>();
    for (int bit = 0; bit < bytes.length * 8; bit++) {
      if ((bytes[bit / 8] & (LONG >> (bit % 8))) != 0) {
        on.add(bit);
      }
    }
    return on;
  }

  /// An object identifier in dotted form.
  String dotted() {
    List<String> arcs = new ArrayList<>();
    BigInteger arc = BigInteger.ZERO;
    for (byte each : content) {
      arc = arc.shiftLeft(7).or(BigInteger.valueOf(each & 0x7f));
      if ((each & LONG) == 0) {
        if (arcs.isEmpty()) {
          int first = arc.min(BigInteger.valueOf(80)).intValue() / 40;
          arcs.add(Integer.toString(first));
          arc = arc.subtract(BigInteger.valueOf(40L * first));
        }
        arcs.add(arc.toString());
        arc = BigInteger.ZERO;
      }
    }
    return String.join(".", arcs);
  }

  /// What a text says, of whatever kind.
  String text() {
    return switch (tag) {
      case UTF8 -> new String(content, StandardCharsets.UTF_8);
      case BMP -> new String(content, StandardCharsets.UTF_16BE);
      default -> new String(content, StandardCharsets.ISO_8859_1);
    };
  }

  /// The whole value, as it is written.
  byte[] encoded() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(tag);
    if (content.length < LONG) {
      all.write(content.length);
    } else {
      byte[] length = BigInteger.valueOf(content.length).toByteArray();
      int zeros = length[0] == 0 ? 1 : 0;
      all.write(LONG | length.length - zeros);
      all.write(length, zeros, length.length - zeros);
    }
    all.writeBytes(content);
    return all.toByteArray();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Der der && der.tag == tag && Arrays.equals(der.content, content);
  }

  @Override
  public int hashCode() {
    return 31 * tag + Arrays.hashCode(content);
  }

  @Override
  public String toString() {
    return "%02x:%d bytes".formatted(tag, content.length);
  }
}
