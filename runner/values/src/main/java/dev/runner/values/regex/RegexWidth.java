package dev.runner.values.regex;

/// How many characters a part of a pattern matches.
record RegexWidth(long least, long most) {
  static final RegexWidth NONE = new RegexWidth(0, 0);
  static final RegexWidth ONE = new RegexWidth(1, 1);
  static final long UNBOUNDED = Integer.MAX_VALUE;

  RegexWidth then(RegexWidth next) {
    return new RegexWidth(bounded(least + next.least), bounded(most + next.most));
  }

  RegexWidth or(RegexWidth other) {
    return new RegexWidth(Math.min(least, other.least), Math.max(most, other.most));
  }

  RegexWidth times(long fewest, long highest) {
    return new RegexWidth(bounded(least * fewest), bounded(most * highest));
  }

  boolean isFixed() {
    return least == most;
  }

  private static long bounded(long width) {
    return Math.min(width, UNBOUNDED);
  }
}
