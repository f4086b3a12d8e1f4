package dev.runner.modules.packages;

import java.util.regex.Pattern;

/// Wildcards as Python's `fnmatch` has them: `*`, `?`, `[abc]`, `[!abc]`. They cross dots and
/// slashes.
public record Fnmatch(String glob, Pattern pattern) {

  /// The wildcards in this text.
  public static Fnmatch of(String glob) {
    StringBuilder regex = new StringBuilder();
    int at = 0;
    while (at < glob.length()) {
      char c = glob.charAt(at);
      int close = c == '[' ? end(glob, at) : -1;
      if (close > 0) {
        regex.append(set(glob.substring(at + 1, close)));
        at = close;
      } else {
        regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
      }
      at++;
    }
    return new Fnmatch(glob, Pattern.compile(regex.toString(), Pattern.DOTALL));
  }

  /// Where a set in brackets ends; -1 if it doesn't.
  private static int end(String glob, int open) {
    int from = open + 1;
    if (from < glob.length() && glob.charAt(from) == '!') {
      from++;
    }
    return glob.indexOf(']', from + 1);
  }

  private static String set(String inside) {
    boolean not = inside.startsWith("!");
    String members = (not ? inside.substring(1) : inside).replaceAll("([\\\\\\[\\]^&])", "\\\\$1");
    return (not ? "[^" : "[") + members + "]";
  }

  /// Whether a text has any wildcards.
  public static boolean isGlob(String text) {
    return text.chars().anyMatch(c -> "*?[]!".indexOf(c) >= 0);
  }

  /// Whether all of the text is matched.
  public boolean matches(String text) {
    return pattern.matcher(text).matches();
  }
}
