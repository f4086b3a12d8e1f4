package dev.runner.modules.certificates;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// Sums of keys and certificates by all algorithms, in pairs of hex digits.
final class Fingerprints {
  /// Algorithms whose sums are as long as one wants: as many bytes are shown.
  private static final int LENGTH = 32;

  private static final Map<String, String> ALGORITHMS = new LinkedHashMap<>();

  static {
    ALGORITHMS.put("md5", "MD5");
    ALGORITHMS.put("sha1", "SHA-1");
    ALGORITHMS.put("sha224", "SHA-224");
    ALGORITHMS.put("sha256", "SHA-256");
    ALGORITHMS.put("sha384", "SHA-384");
    ALGORITHMS.put("sha512", "SHA-512");
    ALGORITHMS.put("sha3_224", "SHA3-224");
    ALGORITHMS.put("sha3_256", "SHA3-256");
    ALGORITHMS.put("sha3_384", "SHA3-384");
    ALGORITHMS.put("sha3_512", "SHA3-512");
    ALGORITHMS.put("shake_128", "SHAKE128-256");
    ALGORITHMS.put("shake_256", "SHAKE256-512");
  }

  private Fingerprints() {}

  static Map<String, Object> all(byte[] bytes) {
    Map<String, Object> sums = new LinkedHashMap<>();
    ALGORITHMS.forEach((name, algorithm) -> sums.put(name, sum(name, algorithm, bytes)));
    sums.put("blake2b", GeneralName.hex(Blake2.b(bytes)));
    sums.put("blake2s", GeneralName.hex(Blake2.s(bytes)));
    return sums;
  }

  static Map<String, Object> sha256(byte[] bytes) {
    return Map.of("sha256", sum("sha256", "SHA-256", bytes));
  }

  private static String sum(String name, String algorithm, byte[] bytes) {
    try {
      byte[] sum = MessageDigest.getInstance(algorithm).digest(bytes);
      return GeneralName.hex(name.startsWith("shake") ? Arrays.copyOf(sum, LENGTH) : sum);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
