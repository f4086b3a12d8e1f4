package dev.runner.modules.databases;

import dev.runner.module.Content;
import dev.runner.modules.files.ChecksumAlgorithm;
import dev.runner.modules.files.Digests;
import dev.runner.values.None;
import dev.runner.values.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/// Compares a password with what PostgreSQL keeps of it (PostgreSQL's manual, "Password
/// Authentication"; RFC 5802, RFC 7677).
final class RolePassword {
  private static final Pattern SCRAM =
      Pattern.compile("SCRAM-SHA-256\\$(\\d+):([^$]+)\\$([^:]+):(.+)");

  private RolePassword() {}

  /// Whether the hash is that of the password, or the password is that hash.
  static boolean is(Secret password, Object hash, String role) {
    String kept = hash == None.NONE ? "" : Sql.plain(hash);
    return password
        .text(word -> Boolean.toString(matches(word, kept, role)))
        .value()
        .equals("true");
  }

  private static boolean matches(String password, String kept, String role) {
    if (password.isEmpty() || kept.isEmpty()) {
      return password.equals(kept);
    }
    Matcher scram = SCRAM.matcher(kept);
    return password.equals(kept)
        || kept.equals("md5" + md5(password + role))
        || (scram.matches() && scram(password, scram));
  }

  private static String md5(String text) {
    return Digests.of(ChecksumAlgorithm.MD5, Content.of(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static boolean scram(String password, Matcher kept) {
    try {
      byte[] salt = Base64.getDecoder().decode(kept.group(2));
      PBEKeySpec spec =
          new PBEKeySpec(password.toCharArray(), salt, Integer.parseInt(kept.group(1)), 256);
      byte[] salted =
          SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(salted, "HmacSHA256"));
      byte[] client = mac.doFinal("Client Key".getBytes(StandardCharsets.US_ASCII));
      byte[] stored = MessageDigest.getInstance("SHA-256").digest(client);
      return MessageDigest.isEqual(stored, Base64.getDecoder().decode(kept.group(3)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK lacks SHA-256", e);
    }
  }
}
