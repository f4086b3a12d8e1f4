package dev.runner.template.digest;

import dev.runner.values.PythonException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/// Digests by the names that Python's `hashlib` gives them.
public final class Digests {
  private Digests() {}

  /// A digest by its name in Java.
  public static byte[] of(String algorithm, byte[] bytes) {
    return get(algorithm).digest(bytes);
  }

  static MessageDigest get(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The digest in hexadecimal.
  ///
  /// @param name as `hashlib` knows it
  public static String hex(String name, byte[] bytes) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.equals("blake2b") || lower.equals("blake2s")) {
      return HexFormat.of().formatHex(Blake2.of(lower.equals("blake2b"), bytes));
    }
    String algorithm =
        switch (lower) {
          case "md5" -> "MD5";
          case "sha1" -> "SHA-1";
          case "sha224" -> "SHA-224";
          case "sha256" -> "SHA-256";
          case "sha384" -> "SHA-384";
          case "sha512" -> "SHA-512";
          case "sha512_224" -> "SHA-512/224";
          case "sha512_256" -> "SHA-512/256";
          case "sha3_224" -> "SHA3-224";
          case "sha3_256" -> "SHA3-256";
          case "sha3_384" -> "SHA3-384";
          case "sha3_512" -> "SHA3-512";
          default ->
              throw PythonException.value(
                  "unsupported hash type "
                      + name
                      + " (known: md5, sha1, sha224, sha256, sha384,"
                      + " sha512, sha512_224, sha512_256, sha3_224, sha3_256, sha3_384, sha3_512, blake2b, blake2s)");
        };
    return HexFormat.of().formatHex(of(algorithm, bytes));
  }
}
