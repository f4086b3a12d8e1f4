package dev.runner.catalog;

import java.util.Map;

/// A value that doesn't fit.
final class Unfit extends IllegalArgumentException {
  private static final long serialVersionUID = 1;
  private final String hint;
  private final String told;
  private final String details;

  Unfit(String sentence, String hint) {
    this(sentence, hint, sentence);
  }

  Unfit(String sentence, String hint, String told) {
    this(sentence, hint, told, "");
  }

  /// @param details what the result says under that name; nothing if empty
  Unfit(String sentence, String hint, String told, String details) {
    super(sentence);
    this.hint = hint;
    this.told = told;
    this.details = details;
  }

  Binding.Mistake mistake(String parameter) {
    Map<String, Object> values = details.isEmpty() ? Map.of() : Map.of("details", details);
    return new Binding.Mistake(Binding.Kind.UNFIT, parameter, sentence(), hint, told, values);
  }

  String sentence() {
    return String.valueOf(getMessage());
  }
}
