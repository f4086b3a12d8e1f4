package dev.runner.transport.ssh.hostkey;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Names that are written as `|1|salt|hash`, so that a stolen file doesn't tell where else to go.
final class HashedName {
  private static final String MAGIC = "|1|";

  private HashedName() {}

  static boolean fits(String hashed, String name) {
    int bar = hashed.lastIndexOf('|');
    if (!hashed.startsWith(MAGIC) || bar < MAGIC.length()) {
      return false;
    }
    try {
      byte[] salt = Base64.getDecoder().decode(hashed.substring(MAGIC.length(), bar));
      byte[] hash = Base64.getDecoder().decode(hashed.substring(bar + 1));
      return salt.length > 0 && MessageDigest.isEqual(hash, hash(salt, name));
    } catch (IllegalArgumentException e) {
      return false; // a line that isn't understood is about nobody
    }
  }

  static String of(String name) {
    byte[] salt = new byte[20];
    new SecureRandom().nextBytes(salt);
    Base64.Encoder encoder = Base64.getEncoder();
    return MAGIC + encoder.encodeToString(salt) + "|" + encoder.encodeToString(hash(salt, name));
  }

  private static byte[] hash(byte[] salt, String name) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(salt, "HmacSHA1"));
      return mac.doFinal(name.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA1", e);
    }
  }
}
