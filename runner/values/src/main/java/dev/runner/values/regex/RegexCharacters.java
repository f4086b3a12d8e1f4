package dev.runner.values.regex;

/// The parts of a pattern that match one character: literals, escapes and sets.
final class RegexCharacters {
  private static final String DIGITS = "0123456789";
  private static final String OCTAL = "01234567";
  private static final String HEX = "0123456789abcdefABCDEF";

  private static final String WORD = "\\p{L}\\p{N}_";

  private final RegexSource in;
  private final boolean wide;

  /// @param wide whether texts may have characters outside of ASCII; otherwise classes are written
  ///   so that Java is quick
  RegexCharacters(RegexSource in, boolean wide) {
    this.in = in;
    this.wide = wide;
  }

  /// A character as Java's patterns write it, in and outside of sets.
  static String literal(int c) {
    boolean plain = Character.isLetterOrDigit(c) || c > 0x7f;
    return plain ? Character.toString(c) : "\\x{%x}".formatted(c);
  }

  /// A class of characters by its letter, as it stands in a set; empty if the letter is none's.
  String named(int letter, RegexFlags flags) {
    boolean narrow = flags.ascii() || !wide;
    return switch (letter) {
      case 'd' -> narrow ? "0-9" : "\\p{Nd}";
      case 'w' -> narrow ? "a-zA-Z0-9_" : WORD;
      case 's' ->
          flags.ascii() ? " \\t-\\r" : " \\t-\\r\\x1c-\\x1f" + (wide ? "\\p{IsWhite_Space}" : "");
      case 'D', 'W', 'S' -> "[^" + named(Character.toLowerCase(letter), flags) + "]";
      default -> "";
    };
  }

  /// What matches between characters, by its letter; empty if the letter is none's.
  String place(int letter, RegexFlags flags) {
    boolean narrow = flags.ascii() || !wide;
    return switch (letter) {
      case 'A' -> "\\A";
      case 'Z' -> "\\z";
      case 'b' -> narrow ? "\\b" : between("(?<=%1$s)(?!%1$s)|(?<!%1$s)(?=%1$s)");
      case 'B' -> narrow ? "\\B" : between("(?<=%1$s)(?=%1$s)|(?<!%1$s)(?!%1$s)");
      default -> "";
    };
  }

  private static String between(String alternatives) {
    return "(?:" + alternatives.formatted("[" + WORD + "]") + ")";
  }

  /// The character that an escape stands for, after its backslash.
  int escaped() {
    int c = in.next();
    return switch (c) {
      case 'a' -> 7;
      case 'b' -> 8;
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'v' -> 0xb;
      case 'x' -> code(2, c);
      case 'u' -> code(4, c);
      case 'U' -> code(8, c);
      case 'N' -> byName();
      case '0' -> octal("0" + in.take(OCTAL, 2));
      default -> {
        if (c == 0 || (c < 0x80 && Character.isLetter(c))) {
          throw in.wrong(c == 0 ? "bad escape (end of pattern)" : "bad escape \\" + (char) c);
        }
        yield c;
      }
    };
  }

  private int code(int digits, int letter) {
    String read = in.take(HEX, digits);
    if (read.length() < digits) {
      throw in.wrong("incomplete escape \\" + (char) letter + read);
    }
    long code = Long.parseLong(read, 16);
    if (code > Character.MAX_CODE_POINT) {
      throw in.wrong("bad escape \\" + (char) letter + read);
    }
    return (int) code;
  }

  private int byName() {
    if (!in.take("{")) {
      throw in.wrong("missing {");
    }
    String name = in.until("}");
    try {
      return Character.codePointOf(name);
    } catch (IllegalArgumentException e) {
      throw in.wrong("undefined character name '" + name + "'");
    }
  }

  private int octal(String digits) {
    int code = Integer.parseInt(digits, 8);
    if (code > 0377) {
      throw in.wrong("octal escape value \\" + digits + " outside of range 0-0o377");
    }
    return code;
  }

  /// The number of a group after a backslash; -1 if the digits are a character's code instead,
  /// which is then read.
  int reference(StringBuilder out) {
    int start = in.place();
    String digits = in.take(DIGITS, 3);
    if (digits.matches("[0-7]{3}")) {
      out.append(literal(octal(digits)));
      return -1;
    }
    in.back(start);
    return Integer.parseInt(in.take(DIGITS, 2));
  }

  /// A set, after its bracket. Java reads brackets and `&&` in it as more than characters.
  String set(RegexFlags flags) {
    StringBuilder set = new StringBuilder("[").append(in.take("^") ? "^" : "");
    boolean first = true;
    while (first || !in.take("]")) {
      if (in.ended()) {
        throw in.wrong("unterminated character set");
      }
      member(set, flags);
      first = false;
    }
    return set.append("]").toString();
  }

  private void member(StringBuilder set, RegexFlags flags) {
    String named = classAhead(flags);
    int from = named.isEmpty() ? character() : 0;
    int dash = in.place();
    if (!in.take("-") || in.looksAt("]") || in.ended()) {
      in.back(dash);
      set.append(named.isEmpty() ? literal(from) : named);
      return;
    }
    boolean range = named.isEmpty() && classAhead(flags).isEmpty();
    int to = range ? character() : -1;
    if (to < from) {
      throw in.wrong("bad character range");
    }
    set.append(literal(from)).append('-').append(literal(to));
  }

  /// The class of characters that comes next, stepped over; empty if none does.
  private String classAhead(RegexFlags flags) {
    int start = in.place();
    String named = in.take("\\") ? named(in.peek(), flags) : "";
    if (named.isEmpty()) {
      in.back(start);
    } else {
      in.next();
    }
    return named;
  }

  private int character() {
    if (!in.take("\\")) {
      return in.next();
    }
    int start = in.place();
    String digits = in.take(OCTAL, 3);
    if (digits.length() == 3) {
      return octal(digits);
    }
    in.back(start);
    if (in.peek() >= '1' && in.peek() <= '9') {
      String few = in.take(OCTAL, 2);
      if (few.isEmpty()) {
        throw in.wrong("bad escape \\" + (char) in.peek());
      }
      return octal(few);
    }
    return escaped();
  }
}
