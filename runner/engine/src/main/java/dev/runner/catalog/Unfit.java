package dev.runner.catalog;

/// A value that doesn't fit.
final class Unfit extends IllegalArgumentException {
  private static final long serialVersionUID = 1;
  private final String hint;
  private final String told;

  Unfit(String sentence, String hint) {
    this(sentence, hint, sentence);
  }

  Unfit(String sentence, String hint, String told) {
    super(sentence);
    this.hint = hint;
    this.told = told;
  }

  String told() {
    return told;
  }

  String sentence() {
    return String.valueOf(getMessage());
  }

  String hint() {
    return hint;
  }
}
