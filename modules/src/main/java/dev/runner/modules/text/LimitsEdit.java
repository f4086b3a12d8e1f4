package dev.runner.modules.text;

import java.math.BigInteger;
import java.util.Set;

/// What becomes of a file of limits: lines of four words, behind which a comment may stand. Each
/// line of that domain, type and item gets the limit; if there is none, one is put at the end.
final class LimitsEdit {
  private static final Set<String> UNLIMITED = Set.of("unlimited", "infinity", "-1");

  private final PamLimits wanted;
  private final StringBuilder text = new StringBuilder();
  private String line = "";
  private boolean found;

  LimitsEdit(PamLimits wanted) {
    this.wanted = wanted;
  }

  /// Whether it is a word for no limit.
  static boolean isUnlimited(String value) {
    return UNLIMITED.contains(value);
  }

  /// Makes the text that is wanted of the one that is there.
  LimitsEdit make(String before) {
    for (String each : FileText.lines(before)) {
      text.append(edited(each));
    }
    if (!found) {
      if (!text.isEmpty() && text.charAt(text.length() - 1) != '\n') {
        text.append('\n');
      }
      line = written(wanted.value(), "");
      text.append(line);
    }
    return this;
  }

  /// The whole text.
  String text() {
    return text.toString();
  }

  /// The line that holds the limit.
  String line() {
    return line;
  }

  private String edited(String each) {
    String bare = FileText.bare(each);
    int sign = bare.indexOf('#');
    String[] words = (sign < 0 ? bare : bare.substring(0, sign)).strip().split("\\s+");
    String behind = sign < 0 ? "" : bare.substring(sign + 1);
    if (words.length != 4
        || !words[0].equals(wanted.domain())
        || !words[1].equals(wanted.limitType().word())
        || !words[2].equals(wanted.limitItem().word())) {
      return each;
    }
    found = true;
    String chosen = chosen(words[3]);
    line = written(chosen, behind);
    return chosen.equals(words[3]) ? each : line;
  }

  private String chosen(String there) {
    if (!wanted.useMin() && !wanted.useMax()) {
      return wanted.value();
    }
    boolean lower = compare(there, wanted.value()) < 0;
    return lower == wanted.useMin() ? there : wanted.value();
  }

  private static int compare(String one, String other) {
    if (isUnlimited(one) || isUnlimited(other)) {
      return Boolean.compare(isUnlimited(one), isUnlimited(other));
    }
    try {
      return new BigInteger(one).compareTo(new BigInteger(other));
    } catch (NumberFormatException e) {
      return one.compareTo(other);
    }
  }

  private String written(String value, String behind) {
    String note = wanted.comment().isEmpty() ? behind : wanted.comment();
    return "%s\t%s\t%s\t%s%s\n"
        .formatted(
            wanted.domain(),
            wanted.limitType().word(),
            wanted.limitItem().word(),
            value,
            note.isEmpty() ? "" : "\t#" + note);
  }
}
