package dev.runner.template;

import java.math.BigInteger;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An address of IPv4 or IPv6, and the network that it is in.
///
/// @param prefix how many bits name the network
/// @param plain whether it was written without a prefix
record IpNet(BigInteger address, int prefix, boolean six, boolean plain) {

  /// Reads `192.0.2.1`, `192.0.2.1/24`, `192.0.2.1/255.255.255.0`, `2001:db8::1/64`.
  static Optional<IpNet> parse(String text) {
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

  static Optional<IpNet> of(BigInteger address, boolean six) {
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
    BigInteger hosts = ones(32 - prefix);
    return mask.equals(expected) ? prefix : mask.equals(hosts) ? 32 - prefix : -1;
  }

  private static BigInteger ones(int count) {
    return BigInteger.ONE.shiftLeft(count).subtract(BigInteger.ONE);
  }

  int bits() {
    return six ? 128 : 32;
  }

  BigInteger hostmask() {
    return ones(bits() - prefix);
  }

  BigInteger netmask() {
    return ones(bits()).xor(hostmask());
  }

  /// The first address of the network.
  BigInteger first() {
    return address.and(netmask());
  }

  /// The last address of the network.
  BigInteger last() {
    return address.or(hostmask());
  }

  BigInteger size() {
    return BigInteger.ONE.shiftLeft(bits() - prefix);
  }

  boolean isNetwork() {
    return prefix < bits() && address.equals(first());
  }

  IpNet network() {
    return new IpNet(first(), prefix, six, false);
  }

  IpNet with(int otherPrefix) {
    return new IpNet(address, otherPrefix, six, false);
  }

  IpNet at(BigInteger other) {
    return new IpNet(other, prefix, six, plain);
  }

  boolean contains(IpNet other) {
    return six == other.six
        && other.first().compareTo(first()) >= 0
        && other.last().compareTo(last()) <= 0;
  }

  /// The first address that a host may have.
  BigInteger firstUsable() {
    return bits() - prefix > 1 ? first().add(BigInteger.ONE) : first();
  }

  /// The last address that a host may have; IPv6 has no broadcast.
  BigInteger lastUsable() {
    return bits() - prefix > 1 && !six ? last().subtract(BigInteger.ONE) : last();
  }

  /// An address of the same kind, as text.
  String text(BigInteger other) {
    return six ? IpText.ofSix(other) : IpText.ofFour(other);
  }

  String text() {
    return text(address);
  }

  String withPrefix() {
    return text() + "/" + prefix;
  }

  /// As it was written: with a prefix if it had one.
  String written() {
    return plain ? text() : withPrefix();
  }
}
