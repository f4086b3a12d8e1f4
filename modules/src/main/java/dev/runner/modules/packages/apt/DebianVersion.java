package dev.runner.modules.packages.apt;

import java.util.Comparator;

/// Compares versions of Debian packages (Debian Policy, 5.6.12).
final class DebianVersion {
  /// From the older to the newer.
  static final Comparator<String> ORDER = DebianVersion::compare;

  private DebianVersion() {}

  private static int compare(String one, String other) {
    int epochs = numbers(epoch(one), epoch(other));
    if (epochs != 0) {
      return epochs;
    }
    int upstream = parts(upstream(one), upstream(other));
    return upstream != 0 ? upstream : parts(revision(one), revision(other));
  }

  private static String epoch(String version) {
    int colon = version.indexOf(':');
    return colon < 0 ? "0" : version.substring(0, colon);
  }

  private static String upstream(String version) {
    String rest = version.substring(version.indexOf(':') + 1);
    int dash = rest.lastIndexOf('-');
    return dash < 0 ? rest : rest.substring(0, dash);
  }

  private static String revision(String version) {
    int dash = version.lastIndexOf('-');
    return dash < 0 ? "" : version.substring(dash + 1);
  }

  /// Text and digits take turns; a tilde sorts before anything, even the end.
  private static int parts(String one, String other) {
    int i = 0;
    int j = 0;
    while (i < one.length() || j < other.length()) {
      while (isText(one, i) || isText(other, j)) {
        int difference = weight(one, i) - weight(other, j);
        if (difference != 0) {
          return difference;
        }
        i++;
        j++;
      }
      int iEnd = digits(one, i);
      int jEnd = digits(other, j);
      int difference = numbers(one.substring(i, iEnd), other.substring(j, jEnd));
      if (difference != 0) {
        return difference;
      }
      i = iEnd;
      j = jEnd;
    }
    return 0;
  }

  private static boolean isText(String text, int at) {
    return at < text.length() && !Character.isDigit(text.charAt(at));
  }

  private static int weight(String text, int at) {
    if (at >= text.length() || Character.isDigit(text.charAt(at))) {
      return 0;
    }
    char c = text.charAt(at);
    return c == '~' ? -1 : Character.isLetter(c) ? c : c + 256;
  }

  private static int digits(String text, int from) {
    int at = Math.min(from, text.length());
    while (at < text.length() && Character.isDigit(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static int numbers(String one, String other) {
    String a = one.replaceFirst("^0+", "");
    String b = other.replaceFirst("^0+", "");
    return a.length() != b.length() ? a.length() - b.length() : a.compareTo(b);
  }
}
