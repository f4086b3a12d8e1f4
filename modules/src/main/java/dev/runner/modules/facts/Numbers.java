package dev.runner.modules.facts;

import java.util.Optional;

/// Numbers in what a host says.
final class Numbers {
  private Numbers() {}

  /// The whole number that the text is, if it is one.
  static Optional<Long> whole(String text) {
    return text.strip().matches("-?\\d{1,18}")
        ? Optional.of(Long.parseLong(text.strip()))
        : Optional.empty();
  }

  /// The whole number in hexadecimal digits, with or without `0x`.
  static long hex(String text) {
    String digits = text.strip().replaceFirst("^0[xX]", "");
    return digits.matches("[0-9a-fA-F]{1,16}") ? Long.parseUnsignedLong(digits, 16) : 0;
  }

  /// The number with a fraction that the text is; 0 if it is none.
  static double real(String text) {
    try {
      return Double.parseDouble(text.strip());
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
