package dev.runner.transport.ssh.config;

import java.util.List;

/// OpenSSH's patterns: `*` stands for anything, `?` for one character, `!` before one forbids.
public final class Pattern {
  private Pattern() {}

  /// Whether a text fits one pattern (without `!`), upper and lower case being different.
  public static boolean fits(String pattern, String text) {
    int p = 0;
    int t = 0;
    int star = -1;
    int mark = 0;
    while (t < text.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        mark = t;
      } else if (p < pattern.length()
          && (pattern.charAt(p) == '?' || pattern.charAt(p) == text.charAt(t))) {
        p++;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++mark;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }

  /// Whether a text fits at least one of the patterns, and none that begins with `!`.
  public static boolean fitsAny(List<String> patterns, String text) {
    boolean found = false;
    for (String pattern : patterns) {
      if (pattern.startsWith("!")) {
        if (fits(pattern.substring(1), text)) {
          return false;
        }
      } else if (fits(pattern, text)) {
        found = true;
      }
    }
    return found;
  }
}
