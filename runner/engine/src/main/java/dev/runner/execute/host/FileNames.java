package dev.runner.execute.host;

import dev.runner.module.Quoting;
import dev.runner.module.RemotePath;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Paths as words of a script.
final class FileNames {
  private static final Pattern HOME =
      Pattern.compile("(~(?:[a-zA-Z_][a-zA-Z0-9_.-]*)?)(/.*)?", Pattern.DOTALL);

  private FileNames() {}

  /// The path as a word of a script that runs in the home directory. It never looks like an option
  /// and always holds a slash, at its start or after a `.`.
  static String word(RemotePath path) {
    String text = bare(path.text());
    if (text.startsWith("/")) {
      return Quoting.quote(text);
    }
    Matcher home = HOME.matcher(text);
    if (home.matches()) {
      String rest = home.group(2);
      return home.group(1) + (rest == null ? "" : "/" + Quoting.quote(rest.substring(1)));
    }
    return Quoting.quote(text.startsWith("./") ? text : "./" + text);
  }

  private static String bare(String text) {
    int end = text.length();
    while (end > 1 && text.charAt(end - 1) == '/') {
      end--;
    }
    return text.substring(0, end);
  }
}
