package dev.runner.modules.certificates;

/// Something isn't written as its format wants it, or says what can't be said in that format.
final class Malformed extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  Malformed(String sentence) {
    super(sentence);
  }

  /// The sentence.
  String sentence() {
    return String.valueOf(getMessage());
  }
}
