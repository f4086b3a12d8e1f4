package dev.runner.values.crypt;

import dev.runner.values.PythonException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Passwords as `/etc/shadow` keeps them (crypt(5)).
///
/// @param type `sha512`, `sha256`, `md5`, `bcrypt` or `blowfish`, with or without `_crypt`, or
///   `apr_md5_crypt`
/// @param salt made up if null
/// @param saltSize how long a made-up salt is; 0: as usual
/// @param rounds 0: Ansible's default
/// @param ident of bcrypt; null: `2b`
public record PasswordHash(
    String type, @Nullable String salt, int saltSize, int rounds, @Nullable String ident) {
  /// The digits of salts.
  public static final String DIGITS =
      "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  /// The hash of a password.
  ///
  /// @throws PythonException if the scheme isn't known, or its parameters aren't right
  public String of(byte[] password, RandomGenerator random) {
    return switch (type) {
      case "sha512", "sha512_crypt" -> sha(true, password, random);
      case "sha256", "sha256_crypt" -> sha(false, password, random);
      case "md5", "md5_crypt" -> new Md5Crypt("1").hash(password, salt(8, false, random));
      case "apr_md5_crypt" -> new Md5Crypt("apr1").hash(password, salt(8, false, random));
      case "bcrypt", "blowfish" ->
          new Bcrypt(ident == null ? "2b" : ident, cost()).hash(password, salt(22, true, random));
      default ->
          throw PythonException.value(
              "%s is not in the list of supported passlib algorithms: sha512, sha256, md5, bcrypt"
                  .formatted(type));
    };
  }

  /// SHA-256 in 5,000 rounds with a salt of any length, as MySQL keeps passwords: `$5$SALT$HASH`.
  ///
  /// @param salt of ASCII
  public static String sha256(byte[] password, String salt) {
    return new ShaCrypt(false, ShaCrypt.IMPLICIT).hash(password, salt);
  }

  private String sha(boolean big, byte[] password, RandomGenerator random) {
    int count = rounds == 0 ? (big ? 656_000 : 535_000) : rounds;
    if (count < 1_000 || count > 999_999_999) {
      throw PythonException.value("rounds must be from 1000 to 999999999, not " + count);
    }
    return new ShaCrypt(big, count).hash(password, salt(16, false, random));
  }

  private int cost() {
    int cost = rounds == 0 ? 12 : rounds;
    if (cost < 4 || cost > 31) {
      throw PythonException.value("rounds of bcrypt must be from 4 to 31, not " + cost);
    }
    return cost;
  }

  private String salt(int longest, boolean exact, RandomGenerator random) {
    int size = salt != null ? salt.length() : saltSize == 0 ? longest : saltSize;
    if (size > longest || size == 0 || (exact && size != longest)) {
      throw PythonException.value(
          "invalid salt size supplied (%d), expected %s%d"
              .formatted(size, exact ? "" : "at most ", longest));
    }
    if (salt == null) {
      StringBuilder made = new StringBuilder();
      random.ints(size, 0, DIGITS.length()).forEach(i -> made.append(DIGITS.charAt(i)));
      return made.toString();
    }
    if (!salt.chars().allMatch(c -> DIGITS.indexOf(c) >= 0)) {
      throw PythonException.value("invalid characters in salt (allowed are ./0-9A-Za-z)");
    }
    return salt;
  }

  static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has " + algorithm, e);
    }
  }

  /// Three bytes as up to four digits, the lowest six bits first.
  static void digits(StringBuilder out, int high, int middle, int low, int count) {
    int bits = (high & 0xff) << 16 | (middle & 0xff) << 8 | (low & 0xff);
    for (int i = 0; i < count; i++) {
      out.append(DIGITS.charAt(bits >>> (6 * i) & 0x3f));
    }
  }
}
