package dev.runner.values.crypt;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/// The schemes `$5$` and `$6$` ("Unix crypt using SHA-256 and SHA-512", Ulrich Drepper).
///
/// @param big SHA-512, otherwise SHA-256
record ShaCrypt(boolean big, int rounds) {
  /// How many rounds needn't be written.
  static final int IMPLICIT = 5_000;

  private MessageDigest digest() {
    return PasswordHash.digest(big ? "SHA-512" : "SHA-256");
  }

  private int size() {
    return big ? 64 : 32;
  }

  String hash(byte[] password, String salt) {
    byte[] seasoning = salt.getBytes(StandardCharsets.US_ASCII);
    byte[] mixed = first(password, seasoning);
    byte[] p = sequence(password, password, password.length);
    byte[] s = sequence(seasoning, seasoning, 16 + (mixed[0] & 0xff));
    MessageDigest digest = digest();
    for (int round = 0; round < rounds; round++) {
      digest.update(round % 2 == 1 ? p : mixed);
      if (round % 3 != 0) {
        digest.update(s);
      }
      if (round % 7 != 0) {
        digest.update(p);
      }
      digest.update(round % 2 == 1 ? mixed : p);
      mixed = digest.digest();
    }
    StringBuilder out = new StringBuilder(big ? "$6$" : "$5$");
    if (rounds != IMPLICIT) {
      out.append("rounds=").append(rounds).append('$');
    }
    out.append(salt).append('$');
    write(mixed, out);
    return out.toString();
  }

  private byte[] first(byte[] password, byte[] salt) {
    MessageDigest inner = digest();
    inner.update(password);
    inner.update(salt);
    inner.update(password);
    byte[] other = inner.digest();
    MessageDigest digest = digest();
    digest.update(password);
    digest.update(salt);
    for (int left = password.length; left > 0; left -= size()) {
      digest.update(other, 0, Math.min(size(), left));
    }
    for (int bits = password.length; bits > 0; bits >>>= 1) {
      digest.update((bits & 1) == 1 ? other : password);
    }
    return digest.digest();
  }

  /// As many bytes as `model` has, of the digest of `times` repetitions of `part`.
  private byte[] sequence(byte[] part, byte[] model, int times) {
    MessageDigest digest = digest();
    for (int i = 0; i < times; i++) {
      digest.update(part);
    }
    byte[] source = digest.digest();
    byte[] result = new byte[model.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = source[i % source.length];
    }
    return result;
  }

  /// The order of the bytes is the scheme's: each triple turns by one place.
  private void write(byte[] hash, StringBuilder out) {
    int third = size() / 3;
    int[] at = {0, third, 2 * third};
    for (int i = 0; i < third; i++) {
      PasswordHash.digits(out, hash[at[0]], hash[at[1]], hash[at[2]], 4);
      at =
          big
              ? new int[] {at[1] + 1, at[2] + 1, at[0] + 1}
              : new int[] {at[2] + 1, at[0] + 1, at[1] + 1};
    }
    if (big) {
      PasswordHash.digits(out, 0, 0, hash[63], 2);
    } else {
      PasswordHash.digits(out, 0, hash[31], hash[30], 3);
    }
  }
}
