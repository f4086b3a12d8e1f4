package dev.runner.values.crypt;

import dev.runner.values.PythonException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The scheme `$2b$` (Provos and Mazières, "A Future-Adaptable Password Scheme", 1999).
///
/// @param ident `2a`, `2b` or `2y`: they differ only in mistakes of old programs
/// @param cost the logarithm of the number of rounds
record Bcrypt(String ident, int cost) {
  private static final String DIGITS =
      "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final int SIZE = 23;

  Bcrypt {
    if (!ident.matches("2[aby]")) {
      throw PythonException.value("bcrypt is one of 2a, 2b, 2y, not " + ident);
    }
  }

  /// @param salt of 22 digits
  String hash(byte[] password, String salt) {
    byte[] bytes = decoded(salt);
    byte[] key = Arrays.copyOf(password, Math.min(72, password.length + 1));
    Blowfish cipher = new Blowfish();
    cipher.expand(bytes, key);
    for (long round = 0; round < 1L << cost; round++) {
      cipher.expand(new byte[16], key);
      cipher.expand(new byte[16], bytes);
    }
    byte[] text = "OrpheanBeholderScryDoubt".getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < 64; i++) {
      cipher.encrypt(text);
    }
    return "$%s$%02d$".formatted(ident, cost) + encoded(bytes, 16) + encoded(text, SIZE);
  }

  private static byte[] decoded(String salt) {
    byte[] bytes = new byte[16];
    int bits = 0;
    int count = 0;
    int at = 0;
    for (int i = 0; i < salt.length() && at < bytes.length; i++) {
      bits = bits << 6 | DIGITS.indexOf(salt.charAt(i));
      count += 6;
      if (count >= 8) {
        count -= 8;
        bytes[at++] = (byte) (bits >>> count);
      }
    }
    return bytes;
  }

  private static String encoded(byte[] bytes, int size) {
    StringBuilder out = new StringBuilder();
    int bits = 0;
    int count = 0;
    for (int i = 0; i < size; i++) {
      bits = bits << 8 | (bytes[i] & 0xff);
      count += 8;
      while (count >= 6) {
        count -= 6;
        out.append(DIGITS.charAt(bits >>> count & 0x3f));
      }
      bits &= (1 << count) - 1;
    }
    if (count > 0) {
      out.append(DIGITS.charAt(bits << (6 - count) & 0x3f));
    }
    return out.toString();
  }
}
