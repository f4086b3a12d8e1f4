package dev.runner.values.crypt;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/// The scheme `$1$`, which is old and weak; some systems know nothing else.
///
/// @param ident `1`, or `apr1` for the variant of Apache
record Md5Crypt(String ident) {

  String hash(byte[] password, String salt) {
    byte[] seasoning = salt.getBytes(StandardCharsets.US_ASCII);
    byte[] mixed = first(password, seasoning);
    for (int round = 0; round < 1000; round++) {
      MessageDigest digest = PasswordHash.digest("MD5");
      digest.update(round % 2 == 1 ? password : mixed);
      if (round % 3 != 0) {
        digest.update(seasoning);
      }
      if (round % 7 != 0) {
        digest.update(password);
      }
      digest.update(round % 2 == 1 ? mixed : password);
      mixed = digest.digest();
    }
    StringBuilder out = new StringBuilder(magic()).append(salt).append('$');
    for (int i = 0; i < 5; i++) {
      int last = i == 4 ? 5 : i + 12;
      PasswordHash.digits(out, mixed[i], mixed[i + 6], mixed[last], 4);
    }
    PasswordHash.digits(out, 0, 0, mixed[11], 2);
    return out.toString();
  }

  private String magic() {
    return "$" + ident + "$";
  }

  private byte[] first(byte[] password, byte[] salt) {
    MessageDigest inner = PasswordHash.digest("MD5");
    inner.update(password);
    inner.update(salt);
    inner.update(password);
    byte[] other = inner.digest();
    MessageDigest digest = PasswordHash.digest("MD5");
    digest.update(password);
    digest.update(magic().getBytes(StandardCharsets.US_ASCII));
    digest.update(salt);
    for (int left = password.length; left > 0; left -= 16) {
      digest.update(other, 0, Math.min(16, left));
    }
    for (int bits = password.length; bits > 0; bits >>>= 1) {
      digest.update((bits & 1) == 1 ? (byte) 0 : password[0]);
    }
    return digest.digest();
  }
}
