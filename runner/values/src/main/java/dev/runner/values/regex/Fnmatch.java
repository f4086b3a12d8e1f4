package dev.runner.values.regex;

import java.util.regex.Pattern;

/// Wildcards over names as Python's `fnmatch` has them: `*`, `?`, `[a-z]`, `[!a-z]`. A dot and a
/// slash are characters like others.
public final class Fnmatch {
  private final Pattern pattern;

  private Fnmatch(Pattern pattern) {
    this.pattern = pattern;
  }

  /// The wildcards in this text.
  public static Fnmatch of(String glob) {
    StringBuilder regex = new StringBuilder();
    int at = 0;
    while (at < glob.length()) {
      char c = glob.charAt(at++);
      int end = c == '[' ? end(glob, at) : -1;
      if (end > 0) {
        regex.append(set(glob.substring(at, end)));
        at = end + 1;
      } else {
        regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
      }
    }
    return new Fnmatch(Pattern.compile(regex.toString(), Pattern.DOTALL));
  }

  /// Where a set ends; -1 if it doesn't. A closing bracket that stands first is a member.
  ///
  /// @param from behind the opening bracket
  private static int end(String glob, int from) {
    int first = from + (glob.startsWith("!", from) ? 1 : 0);
    return glob.indexOf(']', first + 1);
  }

  private static String set(String inside) {
    boolean not = inside.startsWith("!");
    StringBuilder members = new StringBuilder();
    String text = not ? inside.substring(1) : inside;
    int at = 0;
    while (at < text.length()) {
      char from = text.charAt(at);
      boolean range = at + 2 < text.length() && text.charAt(at + 1) == '-';
      char to = range ? text.charAt(at + 2) : from;
      if (from <= to) { // a range the wrong way round has no members
        members.append("\\x{%x}-\\x{%x}".formatted((int) from, (int) to));
      }
      at += range ? 3 : 1;
    }
    if (members.isEmpty()) {
      return not ? "." : "(?!)";
    }
    return (not ? "[^" : "[") + members + "]";
  }

  /// Whether a text has any wildcards.
  public static boolean isGlob(String text) {
    return text.chars().anyMatch(c -> "*?[".indexOf(c) >= 0);
  }

  /// Whether all of the text is matched.
  public boolean matches(String text) {
    return pattern.matcher(text).matches();
  }
}
