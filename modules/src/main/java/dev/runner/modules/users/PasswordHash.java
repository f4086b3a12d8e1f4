package dev.runner.modules.users;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Whether a text can be the hash of a password, as `crypt` writes it.
final class PasswordHash {
  private static final Pattern PARTS =
      Pattern.compile("\\$([0-9a-zA-Z-]+)\\$(?:[^$:]*\\$)*([./0-9A-Za-z=]+)");
  private static final Pattern BARE = Pattern.compile("!?\\**|[./0-9A-Za-z]{13}");

  /// How long the last part is, by the kind of the hash.
  private static final Map<String, Integer> LENGTHS =
      Map.of("1", 22, "5", 43, "6", 86, "2a", 53, "2b", 53, "2x", 53, "2y", 53);

  private PasswordHash() {}

  /// Whether a user could log in with the password that this is the hash of, or is plainly meant
  /// not to.
  static boolean isLikely(String text) {
    String bare = text.startsWith("!") ? text.substring(1) : text;
    if (BARE.matcher(text).matches() || BARE.matcher(bare).matches()) {
      return true;
    }
    Matcher parts = PARTS.matcher(bare);
    if (!parts.matches()) {
      return false;
    }
    Integer length = LENGTHS.get(parts.group(1));
    return length == null || parts.group(2).length() == length;
  }
}
