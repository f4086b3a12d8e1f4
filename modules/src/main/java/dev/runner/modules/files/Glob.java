package dev.runner.modules.files;

import java.util.regex.Pattern;

/// Patterns of the shell over bare names, as Python's `fnmatch` reads them: `*`, `?`, `[a-z]`,
/// `[!a-z]`; a slash is a letter like others.
final class Glob {
  private Glob() {}

  /// The expression that matches the whole of a name.
  static Pattern of(String pattern) {
    StringBuilder regex = new StringBuilder();
    int i = 0;
    while (i < pattern.length()) {
      char c = pattern.charAt(i++);
      switch (c) {
        case '*' -> regex.append(".*");
        case '?' -> regex.append('.');
        case '[' -> i = set(pattern, i, regex);
        default -> regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }

  /// @param from behind the bracket
  /// @return where the pattern goes on
  private static int set(String pattern, int from, StringBuilder regex) {
    boolean not = pattern.startsWith("!", from);
    int first = from + (not ? 1 : 0);
    // A closing bracket that stands first is a member.
    int end = pattern.indexOf(']', first + 1);
    if (end < 0) {
      regex.append("\\[");
      return from;
    }
    String members = pattern.substring(first, end).replaceAll("[\\\\\\[\\]&~^]", "\\\\$0");
    regex.append(not ? "[^" : "[").append(members).append(']');
    return end + 1;
  }
}
