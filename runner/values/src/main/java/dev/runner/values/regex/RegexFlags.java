package dev.runner.values.regex;

/// The flags that hold at a place of a pattern.
record RegexFlags(
    boolean ignoreCase, boolean multiline, boolean dotAll, boolean verbose, boolean ascii) {

  /// With these letters switched on, or off.
  RegexFlags with(String letters, boolean on) {
    return new RegexFlags(
        letters.contains("i") ? on : ignoreCase,
        letters.contains("m") ? on : multiline,
        letters.contains("s") ? on : dotAll,
        letters.contains("x") ? on : verbose,
        letters.contains("a") ? on : !letters.contains("u") && ascii);
  }

  /// What opens a group of Java's in which they hold; the others are written out in the pattern.
  String opening() {
    String unset = (ignoreCase ? "" : "i") + (ascii ? "u" : "");
    return "(?"
        + (ignoreCase ? "i" : "")
        + (ascii ? "" : "u")
        + (unset.isEmpty() ? "" : "-" + unset)
        + ":";
  }
}
