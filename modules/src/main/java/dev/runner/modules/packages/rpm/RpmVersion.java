package dev.runner.modules.packages.rpm;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Compares versions of RPM packages, `[epoch:]version[-release]` (rpm-version(7)).
final class RpmVersion {
  /// From the older to the newer; a release counts only where both have one.
  static final Comparator<String> ORDER = RpmVersion::compare;

  private static final Pattern PART = Pattern.compile("[0-9]+|[a-zA-Z]+|~|\\^");

  private RpmVersion() {}

  private static int compare(String one, String other) {
    int epochs = parts(epoch(one), epoch(other));
    if (epochs != 0) {
      return epochs;
    }
    String[] mine = bare(one).split("-", 2);
    String[] its = bare(other).split("-", 2);
    int versions = parts(mine[0], its[0]);
    return versions != 0 || mine.length < 2 || its.length < 2 ? versions : parts(mine[1], its[1]);
  }

  private static String epoch(String version) {
    int colon = version.indexOf(':');
    return colon <= 0 ? "0" : version.substring(0, colon);
  }

  private static String bare(String version) {
    return version.substring(version.indexOf(':') + 1);
  }

  /// A tilde sorts before anything, even the end; a caret after the end and before the rest.
  private static int parts(String one, String other) {
    Matcher mine = PART.matcher(one);
    Matcher its = PART.matcher(other);
    while (true) {
      String a = mine.find() ? mine.group() : "";
      String b = its.find() ? its.group() : "";
      int difference = Integer.compare(rank(a), rank(b));
      if (difference != 0 || a.isEmpty()) {
        return difference;
      }
      difference = Character.isDigit(a.charAt(0)) ? numbers(a, b) : a.compareTo(b);
      if (difference != 0) {
        return difference;
      }
    }
  }

  private static int rank(String part) {
    if (part.isEmpty()) {
      return 1;
    }
    char c = part.charAt(0);
    return c == '~' ? 0 : c == '^' ? 2 : Character.isDigit(c) ? 4 : 3;
  }

  private static int numbers(String one, String other) {
    String a = one.replaceFirst("^0+", "");
    String b = other.replaceFirst("^0+", "");
    return a.length() != b.length() ? a.length() - b.length() : a.compareTo(b);
  }
}
