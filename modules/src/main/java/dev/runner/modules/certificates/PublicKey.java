package dev.runner.modules.certificates;

import dev.runner.values.Numbers;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A public key, as certificates hold it (RFC 5280, 4.1.2.7).
///
/// @param der the algorithm and the key
record PublicKey(Der der) {
  static final String LABEL = "PUBLIC KEY";

  private static final Map<String, String> TYPES =
      Map.of(
          "1.2.840.113549.1.1.1", "RSA",
          "1.2.840.10040.4.1", "DSA",
          "1.2.840.10045.2.1", "ECC",
          "1.3.101.110", "X25519",
          "1.3.101.111", "X448",
          "1.3.101.112", "Ed25519",
          "1.3.101.113", "Ed448",
          "2.16.840.1.101.3.4.3.17", "ML-DSA-44",
          "2.16.840.1.101.3.4.3.18", "ML-DSA-65",
          "2.16.840.1.101.3.4.3.19", "ML-DSA-87");

  /// Reads a key in PEM or DER, if it is one.
  static Optional<PublicKey> read(byte[] bytes) {
    try {
      PublicKey key = new PublicKey(Der.read(Pem.bytes(bytes, LABEL)));
      key.type();
      key.data();
      return Optional.of(key);
    } catch (Malformed e) {
      return Optional.empty();
    }
  }

  static Optional<PublicKey> read(String text) {
    return read(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  String algorithm() {
    return der.part(0).part(0).dotted();
  }

  /// The kind of key, as parameters call it.
  String type() {
    String algorithm = algorithm();
    return TYPES.getOrDefault(algorithm, "unknown (" + algorithm + ")");
  }

  private byte[] bits() {
    return der.part(1).bitBytes();
  }

  private List<Der> numbers() {
    return Der.read(bits()).parts();
  }

  private List<Der> parameters() {
    return der.part(0).part(1).parts();
  }

  Optional<Curve> curve() {
    return type().equals("ECC") ? Curve.of(der.part(0).part(1).dotted()) : Optional.empty();
  }

  /// How long it is, in bits, where that can be chosen.
  Optional<Integer> size() {
    return switch (type()) {
      case "RSA" -> Optional.of(numbers().getFirst().number().bitLength());
      case "DSA" -> Optional.of(parameters().getFirst().number().bitLength());
      default -> Optional.empty();
    };
  }

  /// The numbers of the key, under the names that results have for them.
  Map<String, Object> data() {
    Map<String, Object> data = new LinkedHashMap<>();
    switch (type()) {
      case "RSA" -> {
        data.put("size", (long) size().orElseThrow());
        data.put("modulus", Numbers.whole(numbers().get(0).number()));
        data.put("exponent", Numbers.whole(numbers().get(1).number()));
      }
      case "DSA" -> {
        data.put("size", (long) size().orElseThrow());
        data.put("p", Numbers.whole(parameters().get(0).number()));
        data.put("q", Numbers.whole(parameters().get(1).number()));
        data.put("g", Numbers.whole(parameters().get(2).number()));
        data.put("y", Numbers.whole(Der.read(bits()).number()));
      }
      case "ECC" -> point(data);
      default -> {}
    }
    return data;
  }

  private void point(Map<String, Object> data) {
    data.put("curve", curve().map(Curve::name).orElse("unknown"));
    curve().ifPresent(curve -> data.put("exponent_size", (long) curve.bits()));
    byte[] bits = bits();
    int half = (bits.length - 1) / 2;
    if (bits.length > 2 && bits[0] == 4) {
      data.put("x", Numbers.whole(new BigInteger(1, bits, 1, half)));
      data.put("y", Numbers.whole(new BigInteger(1, bits, 1 + half, half)));
    }
  }

  /// The identifier of the key (RFC 5280, 4.2.1.2, the first method).
  byte[] identifier() {
    try {
      return MessageDigest.getInstance("SHA-1").digest(bits());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  String pem() {
    return Pem.write(LABEL, der.encoded());
  }

  Map<String, Object> fingerprints() {
    return Fingerprints.all(der.encoded());
  }

  Map<String, Object> fingerprint() {
    return Fingerprints.sha256(der.encoded());
  }

  /// The key as OpenSSH writes it (RFC 4253, RFC 5656, RFC 8709); absent for kinds that it hasn't.
  Optional<String> openSsh() {
    return switch (type()) {
      case "RSA" -> {
        List<Der> numbers = numbers();
        yield Optional.of(ssh("ssh-rsa", numbers.get(1).content(), numbers.get(0).content()));
      }
      case "DSA" -> {
        List<Der> parts = parameters();
        yield Optional.of(
            ssh(
                "ssh-dss",
                parts.get(0).content(),
                parts.get(1).content(),
                parts.get(2).content(),
                Der.read(bits()).content()));
      }
      case "ECC" ->
          curve()
              .flatMap(Curve::openSsh)
              .map(
                  name ->
                      ssh("ecdsa-sha2-" + name, name.getBytes(StandardCharsets.US_ASCII), bits()));
      case "Ed25519" -> Optional.of(ssh("ssh-ed25519", bits()));
      default -> Optional.empty();
    };
  }

  private static String ssh(String kind, byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    put(all, kind.getBytes(StandardCharsets.US_ASCII));
    for (byte[] part : parts) {
      put(all, part);
    }
    return kind + " " + Base64.getEncoder().encodeToString(all.toByteArray());
  }

  private static void put(ByteArrayOutputStream all, byte[] part) {
    all.writeBytes(ByteBuffer.allocate(4).putInt(part.length).array());
    all.writeBytes(part);
  }
}
