package dev.runner.template.net;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An address of IPv4 or IPv6, and the network that it is in.
///
/// @param prefix how many bits name the network
/// @param plain whether it was written without a prefix
public record IpNet(BigInteger address, int prefix, boolean six, boolean plain) {

  /// Reads `192.0.2.1`, `192.0.2.1/24`, `192.0.2.1/255.255.255.0`, `2001:db8::1/64`.
  public static Optional<IpNet> parse(String text) {
    int slash = text.indexOf('/');
    String host = slash < 0 ? text : text.substring(0, slash);
    boolean six = host.indexOf(':') >= 0;
    BigInteger address = six ? IpText.six(host) : IpText.four(host);
    if (address == null) {
      return Optional.empty();
    }
    int bits = six ? 128 : 32;
    int prefix = slash < 0 ? bits : prefix(text.substring(slash + 1), bits);
    return prefix < 0 ? Optional.empty() : Optional.of(new IpNet(address, prefix, six, slash < 0));
  }

  /// Networks that are written in the program.
  static List<IpNet> known(String... networks) {
    return Arrays.stream(networks).map(each -> parse(each).orElseThrow()).toList();
  }

  /// The address of this number, as the network of itself alone; nothing if there is none.
  public static Optional<IpNet> of(BigInteger address, boolean six) {
    int bits = six ? 128 : 32;
    return address.signum() < 0 || address.bitLength() > bits
        ? Optional.empty()
        : Optional.of(new IpNet(address, bits, six, true));
  }

  /// -1 if it is none.
  private static int prefix(String text, int bits) {
    if (text.matches("[0-9]{1,3}")) {
      int prefix = Integer.parseInt(text);
      return prefix <= bits ? prefix : -1;
    }
    @Nullable BigInteger mask = bits == 32 ? IpText.four(text) : null;
    if (mask == null) {
      return -1;
    }
    int prefix = mask.bitCount();
    BigInteger expected = ones(prefix).shiftLeft(32 - prefix);
    return mask.equals(expected) ? prefix : mask.equals(ones(prefix)) ? 32 - prefix : -1;
  }

  private static BigInteger ones(int count) {
    return BigInteger.ONE.shiftLeft(count).subtract(BigInteger.ONE);
  }

  /// Whether it is an address of IPv4 written as one of IPv6.
  boolean isMapped() {
    return six && address.shiftRight(32).equals(BigInteger.valueOf(0xffff));
  }

  /// The bits of an address: 32 or 128.
  public int bits() {
    return six ? 128 : 32;
  }

  BigInteger hostmask() {
    return ones(bits() - prefix);
  }

  BigInteger netmask() {
    return ones(bits()).xor(hostmask());
  }

  /// The first address of the network.
  public BigInteger first() {
    return address.and(netmask());
  }

  /// The last address of the network.
  public BigInteger last() {
    return address.or(hostmask());
  }

  BigInteger size() {
    return BigInteger.ONE.shiftLeft(bits() - prefix);
  }

  /// Whether the address is the first one of its network.
  public boolean isNetwork() {
    return prefix < bits() && address.equals(first());
  }

  /// The network itself: the address is its first one.
  public IpNet network() {
    return new IpNet(first(), prefix, six, false);
  }

  /// The same address with another prefix.
  public IpNet with(int otherPrefix) {
    return new IpNet(address, otherPrefix, six, false);
  }

  /// Another address with the same prefix.
  public IpNet at(BigInteger other) {
    return new IpNet(other, prefix, six, plain);
  }

  /// Whether the other network lies within this one.
  public boolean contains(IpNet other) {
    return six == other.six
        && other.first().compareTo(first()) >= 0
        && other.last().compareTo(last()) <= 0;
  }

  /// The address at an index of the network, from its end if that is negative; nothing if it lies
  /// outside.
  Optional<String> nth(BigInteger index) {
    BigInteger from = index.signum() < 0 ? last().add(BigInteger.ONE) : first();
    BigInteger nth = from.add(index);
    boolean inside = nth.compareTo(first()) >= 0 && nth.compareTo(last()) <= 0;
    return inside ? Optional.of(text(nth)) : Optional.empty();
  }

  /// The first address that a host may have.
  public BigInteger firstUsable() {
    return bits() - prefix > 1 ? first().add(BigInteger.ONE) : first();
  }

  /// The last address that a host may have.
  public BigInteger lastUsable() {
    return bits() - prefix > 1 ? last().subtract(BigInteger.ONE) : last();
  }

  /// Whether a host of the network may have this address.
  boolean isUsable(BigInteger other) {
    return other.compareTo(firstUsable()) >= 0 && other.compareTo(lastUsable()) <= 0;
  }

  /// The bits after a prefix of another length, all set.
  BigInteger hostmaskOf(int otherPrefix) {
    return ones(bits() - otherPrefix);
  }

  /// An address of the same kind, as text.
  public String text(BigInteger other) {
    return six ? IpText.ofSix(other) : IpText.ofFour(other);
  }

  /// The address as text, without its prefix.
  public String text() {
    return text(address);
  }

  /// The address with its prefix, as `10.0.0.1/8`.
  public String withPrefix() {
    return text() + "/" + prefix;
  }

  /// As it was written: with a prefix if it had one.
  String written() {
    return plain ? text() : withPrefix();
  }
}
