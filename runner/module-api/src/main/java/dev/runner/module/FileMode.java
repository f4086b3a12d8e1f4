package dev.runner.module;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Permissions of a file: a number (`0644`, of an umask too) or clauses (`u=rw,g+w,o-rwx,a+X`), as
/// `chmod` reads them.
///
/// @param text as given, checked
public record FileMode(String text) {
  private static final Pattern OCTAL = Pattern.compile("0?o?([0-7]{1,4})");
  private static final Pattern CLAUSES =
      Pattern.compile("(a|[ugo]*)([-+=]([rwxXst]*|[ugo]))+(,(a|[ugo]*)([-+=]([rwxXst]*|[ugo]))+)*");
  private static final Pattern CLAUSE = Pattern.compile("([ugoa]*)(.*)");
  private static final Pattern STICKY = Pattern.compile("([-+=])[rwxXst]*t");

  public FileMode {
    if (!OCTAL.matcher(text).matches() && !CLAUSES.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "mode must be in octal or symbolic form: '%s' is neither '0644' (quoted) nor clauses such as 'u=rw,g=r,o='"
              .formatted(text));
    }
  }

  /// The mode of these permission bits.
  public static FileMode of(int bits) {
    return new FileMode("%04o".formatted(bits));
  }

  /// The mode as `chmod` would read it.
  public static FileMode parse(String text) {
    return new FileMode(text);
  }

  /// Whether it says all bits, whatever they were.
  public boolean isAbsolute() {
    return OCTAL.matcher(text).matches();
  }

  /// The permission bits that something has after this mode was applied to it.
  ///
  /// @param before the bits that it has
  /// @param directory whether it is a directory (for `X`)
  /// @param umask what a clause without `u`, `g`, `o` or `a` leaves out
  public int applyTo(int before, boolean directory, int umask) {
    Matcher octal = OCTAL.matcher(text);
    if (octal.matches()) {
      return Integer.parseInt(octal.group(1), 8);
    }
    int mode = before;
    for (String clause : text.split(",")) {
      mode = clause(clause, mode, directory, umask);
    }
    return mode;
  }

  /// The bits of an absolute mode.
  public int bits() {
    if (!isAbsolute()) {
      throw new IllegalStateException(text + " depends on what was there");
    }
    return applyTo(0, false, 0);
  }

  private static int clause(String clause, int before, boolean directory, int umask) {
    int at = 0;
    while (at < clause.length() && "ugoa".indexOf(clause.charAt(at)) >= 0) {
      at++;
    }
    String who = clause.substring(0, at);
    int mode = before;
    while (at < clause.length()) {
      char operator = clause.charAt(at++);
      int end = at;
      while (end < clause.length() && "-+=".indexOf(clause.charAt(end)) < 0) {
        end++;
      }
      mode = apply(mode, who, operator, clause.substring(at, end), directory, umask);
      at = end;
    }
    return mode;
  }

  private static int apply(
      int mode, String who, char operator, String what, boolean directory, int umask) {
    boolean all = who.isEmpty() || who.contains("a");
    int result = mode;
    for (int shift = 6; shift >= 0; shift -= 3) {
      String name = shift == 6 ? "u" : shift == 3 ? "g" : "o";
      if (!all && !who.contains(name)) {
        continue;
      }
      int bits = permissions(mode, what, directory);
      if (who.isEmpty()) {
        bits &= ~(umask >> shift);
      }
      int special = special(what, shift);
      int mask = (7 << shift) | specialBit(shift);
      int value = ((bits & 7) << shift) | special;
      result =
          switch (operator) {
            case '+' -> result | value;
            case '-' -> result & ~value;
            default -> (result & ~mask) | value;
          };
    }
    return result;
  }

  private static int permissions(int mode, String what, boolean directory) {
    return switch (what) {
      case "u" -> mode >> 6;
      case "g" -> mode >> 3;
      case "o" -> mode;
      default ->
          (what.contains("r") ? 4 : 0)
              | (what.contains("w") ? 2 : 0)
              | (what.contains("x") || (what.contains("X") && (directory || (mode & 0111) != 0))
                  ? 1
                  : 0);
    };
  }

  private static int special(String what, int shift) {
    return what.contains(shift == 0 ? "t" : "s") ? specialBit(shift) : 0;
  }

  /// Set-user-id goes with `u`, set-group-id with `g`, the sticky bit with `o`.
  private static int specialBit(int shift) {
    return 01000 << (shift / 3);
  }

  /// The same for any `chmod`: GNU's keeps set-id bits of directories under `=`, BusyBox's takes no
  /// sticky bit from `o`.
  public String forChmod() {
    if (isAbsolute()) {
      return "%05o".formatted(bits()); // with fewer digits GNU's keeps set-id bits of directories
    }
    List<String> clauses = new ArrayList<>();
    for (String clause : text.split(",")) {
      Matcher parts = CLAUSE.matcher(clause);
      if (!parts.matches()) {
        throw new IllegalStateException(clause);
      }
      String who = parts.group(1);
      boolean all = who.isEmpty() || who.contains("a");
      if (clause.contains("=")) {
        clauses.add(all ? "ug-s,a-t" : ofThose(who));
      }
      clauses.add(clause);
      Matcher sticky = STICKY.matcher(parts.group(2));
      while (who.contains("o") && sticky.find()) {
        clauses.add("a%st".formatted(sticky.group(1).equals("-") ? "-" : "+"));
      }
    }
    clauses.removeIf(String::isEmpty);
    return String.join(",", clauses);
  }

  private static String ofThose(String who) {
    return who.chars()
        .mapToObj(each -> each == 'o' ? "a-t" : (char) each + "-s")
        .collect(Collectors.joining(","));
  }

  @Override
  public String toString() {
    return text;
  }
}
