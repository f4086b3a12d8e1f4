package dev.runner.modules.facts;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads files of lines `NAME=value`, as `os-release` is one (os-release(5)).
final class Pairs {
  private Pairs() {}

  /// The values by name, without quotes.
  static Map<String, String> of(List<String> lines) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String line : lines) {
      int equals = line.indexOf('=');
      if (equals > 0 && !line.strip().startsWith("#")) {
        pairs.put(line.substring(0, equals).strip(), unquoted(line.substring(equals + 1).strip()));
      }
    }
    return pairs;
  }

  private static String unquoted(String text) {
    boolean quoted =
        text.length() > 1
            && (text.charAt(0) == '"' || text.charAt(0) == '\'')
            && text.charAt(0) == text.charAt(text.length() - 1);
    return quoted ? text.substring(1, text.length() - 1).replaceAll("\\\\(.)", "$1") : text;
  }
}
