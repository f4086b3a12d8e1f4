package dev.runner.values.regex;

import java.util.Optional;

/// How often a part of a pattern repeats, as Java writes it.
record Repeat(String text, long fewest, long most) {
  private static final String DIGITS = "0123456789";

  /// What comes next, if it is a repetition.
  static Optional<Repeat> read(RegexSource in) {
    Repeat repeat = null;
    if (in.take("*")) {
      repeat = new Repeat("*", 0, RegexWidth.UNBOUNDED);
    } else if (in.take("+")) {
      repeat = new Repeat("+", 1, RegexWidth.UNBOUNDED);
    } else if (in.take("?")) {
      repeat = new Repeat("?", 0, 1);
    } else if (in.looksAt("{")) {
      repeat = counted(in).orElse(null);
    }
    return Optional.ofNullable(repeat)
        .map(found -> new Repeat(found.text + in.take("?+", 1), found.fewest, found.most));
  }

  /// `{2}`, `{2,}`, `{,3}`, `{2,3}`; anything else is text.
  private static Optional<Repeat> counted(RegexSource in) {
    int start = in.place();
    in.take("{");
    String fewest = in.take(DIGITS, 20);
    boolean comma = in.take(",");
    String most = comma ? in.take(DIGITS, 20) : fewest;
    if (!in.take("}") || (fewest.isEmpty() && !comma)) {
      in.back(start);
      return Optional.empty();
    }
    long least = fewest.isEmpty() ? 0 : number(in, fewest);
    long highest = most.isEmpty() ? RegexWidth.UNBOUNDED : number(in, most);
    if (highest < least) {
      throw in.wrong("min repeat greater than max repeat");
    }
    String bound = highest == RegexWidth.UNBOUNDED ? "," : highest == least ? "" : "," + highest;
    return Optional.of(new Repeat("{" + least + bound + "}", least, highest));
  }

  private static long number(RegexSource in, String digits) {
    if (digits.length() > 9) {
      throw in.wrong("the repetition number is too large");
    }
    return Long.parseLong(digits);
  }
}
