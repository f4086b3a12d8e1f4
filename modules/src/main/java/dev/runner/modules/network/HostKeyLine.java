package dev.runner.modules.network;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A line of a file of known host keys (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT).
///
/// @param marker `@revoked`, `@cert-authority`, or empty
/// @param hosts names with commas, or one hashed name
/// @param key without a comment
record HostKeyLine(String marker, String hosts, String type, String key, String text) {
  private static final String HASHED = "|1|";
  private static final int SALT = 20;

  /// The line, if it holds a key.
  static Optional<HostKeyLine> read(String line) {
    List<String> words = Arrays.asList(line.strip().split("\\s+"));
    int at = words.getFirst().startsWith("@") ? 1 : 0;
    if (line.isBlank() || line.strip().startsWith("#") || words.size() < at + 3) {
      return Optional.empty();
    }
    return Optional.of(
        new HostKeyLine(
            at == 1 ? words.getFirst() : "",
            words.get(at),
            words.get(at + 1),
            words.get(at + 2),
            line));
  }

  boolean isHashed() {
    return hosts.startsWith(HASHED);
  }

  /// Whether the line is about this host.
  boolean isOf(String host) {
    if (!isHashed()) {
      return Arrays.asList(hosts.toLowerCase(Locale.ROOT).split(",")).contains(host);
    }
    String[] parts = hosts.split("\\|");
    if (parts.length != 4) {
      return false;
    }
    try {
      return hashed(Base64.getDecoder().decode(parts[2]), host).equals(hosts);
    } catch (IllegalArgumentException e) {
      return false; // somebody's broken line is no line of this host
    }
  }

  /// Whether the other is a key of the same kind, for which this one is the successor. Of
  /// authorities, and of revoked keys, there may be several.
  boolean replaces(HostKeyLine other) {
    return isSameKey(other)
        || (marker.isEmpty() && other.marker.isEmpty() && type.equals(other.type));
  }

  boolean isSameKey(HostKeyLine other) {
    return marker.equals(other.marker) && type.equals(other.type) && key.equals(other.key);
  }

  /// The same line for a hashed name.
  HostKeyLine hashedFor(String host) {
    if (isHashed()) {
      return this;
    }
    byte[] salt = new byte[SALT];
    new SecureRandom().nextBytes(salt);
    String hash = hashed(salt, host);
    return new HostKeyLine(
        marker,
        hash,
        type,
        key,
        text.replaceFirst(
            java.util.regex.Pattern.quote(hosts), java.util.regex.Matcher.quoteReplacement(hash)));
  }

  private static String hashed(byte[] salt, String host) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(salt, "HmacSHA1"));
      Base64.Encoder base64 = Base64.getEncoder();
      return HASHED
          + base64.encodeToString(salt)
          + "|"
          + base64.encodeToString(mac.doFinal(host.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA1", e);
    }
  }
}
