package dev.runner.values.crypt;

import dev.runner.values.PythonException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A password as a system or a web server keeps it: the hash of one, or the password itself.
///
/// @param text as it stands in the file
public record StoredPassword(String text) {
  private static final Pattern PARTS =
      Pattern.compile("\\$([0-9a-z]+)\\$(?:rounds=([0-9]{1,9})\\$)?([^$]*)(?:\\$[^$]*)?");
  private static final Pattern BCRYPT = Pattern.compile("\\$(2[aby])\\$([0-9]{2})\\$(.{53})");
  private static final String LDAP_SHA1 = "{SHA}";
  private static final int BCRYPT_SALT = 22;
  private static final int SHA_ROUNDS = 5_000;

  /// The password as `{SHA}` and its digest, without salt.
  public static StoredPassword sha1(byte[] password) {
    byte[] digest = PasswordHash.digest("SHA-1").digest(password);
    return new StoredPassword(LDAP_SHA1 + Base64.getEncoder().encodeToString(digest));
  }

  /// Whether this is that password. Text that is no hash of a scheme known here is taken for the
  /// password itself.
  public boolean matches(byte[] password) {
    String made = again(password).orElseGet(() -> new String(password, StandardCharsets.UTF_8));
    return MessageDigest.isEqual(
        made.getBytes(StandardCharsets.UTF_8), text.getBytes(StandardCharsets.UTF_8));
  }

  /// The password hashed as this was.
  private Optional<String> again(byte[] password) {
    try {
      Matcher bcrypt = BCRYPT.matcher(text);
      Matcher parts = PARTS.matcher(text);
      if (text.startsWith(LDAP_SHA1)) {
        return Optional.of(sha1(password).text());
      } else if (bcrypt.matches()) {
        return Optional.of(
            new Bcrypt(bcrypt.group(1), Integer.parseInt(bcrypt.group(2)))
                .hash(password, bcrypt.group(3).substring(0, BCRYPT_SALT)));
      }
      return parts.matches()
          ? again(password, parts.group(1), Optional.ofNullable(parts.group(2)), parts.group(3))
          : Optional.empty();
    } catch (PythonException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> again(
      byte[] password, String ident, Optional<String> rounds, String salt) {
    int count = rounds.map(Integer::parseInt).orElse(SHA_ROUNDS);
    return switch (ident) {
      case "1", "apr1" -> Optional.of(new Md5Crypt(ident).hash(password, salt));
      case "5", "6" -> Optional.of(new ShaCrypt(ident.equals("6"), count).hash(password, salt));
      default -> Optional.empty();
    };
  }
}
