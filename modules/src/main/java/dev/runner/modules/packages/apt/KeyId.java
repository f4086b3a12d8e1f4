package dev.runner.modules.packages.apt;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The identity of a key: 8, 16 or more hexadecimal digits.
record KeyId(String digits) {
  private static final Pattern LISTED = Pattern.compile("(?:pub|sub)\\s+\\w+/([0-9A-F]+)\\b.*");

  static Optional<KeyId> parse(String text) {
    String digits = text.strip().toUpperCase(Locale.ROOT).replaceFirst("^0X", "");
    boolean fits = digits.length() == 8 || digits.length() == 16 || digits.length() > 16;
    return fits && digits.matches("[0-9A-F]+") ? Optional.of(new KeyId(digits)) : Optional.empty();
  }

  String last8() {
    return digits.substring(digits.length() - 8);
  }

  String last16() {
    return digits.length() > 16 ? digits.substring(digits.length() - 16) : digits;
  }

  boolean isShort() {
    return digits.length() == 8;
  }

  /// Whether it is among these, which are long or short as it is itself.
  boolean isAmong(List<String> ids) {
    return ids.contains(isShort() ? last8() : last16());
  }

  /// Keys and subkeys that gpg lists; those that have expired don't count.
  List<String> listed(String output) {
    List<String> found = new ArrayList<>();
    for (String line : output.lines().toList()) {
      Matcher key = LISTED.matcher(line);
      if (key.matches() && !line.contains("expired")) {
        String id = key.group(1);
        found.add(isShort() ? id.substring(Math.max(0, id.length() - 8)) : id);
      }
    }
    return found;
  }

  /// The first key that gpg tells of with colons.
  static Optional<KeyId> first(String output) {
    return output
        .lines()
        .map(line -> line.split(":", -1))
        .filter(fields -> fields.length > 4 && fields[0].matches("pub|sub"))
        .flatMap(fields -> parse(fields[4]).stream())
        .findFirst();
  }
}
