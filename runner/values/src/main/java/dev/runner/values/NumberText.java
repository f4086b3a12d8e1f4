package dev.runner.values;

import java.math.BigInteger;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Reading numbers as Python's `int(text, base)` and `float(text)` do.
public final class NumberText {
  private NumberText() {}

  /// The whole number that a text says, or null if it says none.
  ///
  /// @param base 2 to 36, or 0 to go by the prefix
  public static @Nullable Object whole(String text, int base) {
    String digits = strip(text);
    boolean negative = digits.startsWith("-");
    if (negative || digits.startsWith("+")) {
      digits = digits.substring(1);
    }
    int radix = base;
    int prefix = digits.length() > 1 && digits.charAt(0) == '0' ? radixOf(digits.charAt(1)) : 0;
    if (prefix != 0 && (base == 0 || base == prefix)) {
      radix = prefix;
      digits = digits.substring(2);
      digits = digits.startsWith("_") ? digits.substring(1) : digits;
    } else if (base == 0) {
      radix = 10;
      if (digits.startsWith("0") && !digits.replace("_", "").matches("0+")) {
        return null;
      }
    }
    if (!isGrouped(digits, radix) || (digits.length() > 4300 && radix == 10)) {
      return null;
    }
    BigInteger value = new BigInteger(digits.replace("_", ""), radix);
    return Numbers.whole(negative ? value.negate() : value);
  }

  private static int radixOf(char prefix) {
    return switch (prefix) {
      case 'x', 'X' -> 16;
      case 'o', 'O' -> 8;
      case 'b', 'B' -> 2;
      default -> 0;
    };
  }

  /// Digits with single underscores between them.
  private static boolean isGrouped(String digits, int radix) {
    boolean digit = false;
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      if (c == '_' ? !digit : (c >= 0x80 || Character.digit(c, radix) < 0)) {
        return false;
      }
      digit = c != '_';
    }
    return digit;
  }

  /// The float that a text says, or null if it says none.
  public static @Nullable Double real(String text) {
    String digits = strip(text).toLowerCase(Locale.ROOT);
    String unsigned =
        digits.startsWith("-") || digits.startsWith("+") ? digits.substring(1) : digits;
    double sign = digits.startsWith("-") ? -1 : 1;
    switch (unsigned) {
      case "nan":
        return Double.NaN;
      case "inf", "infinity":
        return sign * Double.POSITIVE_INFINITY;
      default:
        break;
    }
    if (!isReal(unsigned)) {
      return null;
    }
    return sign * Double.parseDouble(unsigned.replace("_", ""));
  }

  private static boolean isReal(String text) {
    int e = text.indexOf('e');
    String mantissa = e < 0 ? text : text.substring(0, e);
    if (e >= 0) {
      String exponent = text.substring(e + 1);
      if (exponent.startsWith("-") || exponent.startsWith("+")) {
        exponent = exponent.substring(1);
      }
      if (!isGrouped(exponent, 10)) {
        return false;
      }
    }
    int point = mantissa.indexOf('.');
    if (point < 0) {
      return isGrouped(mantissa, 10);
    }
    String before = mantissa.substring(0, point);
    String after = mantissa.substring(point + 1);
    return (before.isEmpty() || isGrouped(before, 10))
        && (after.isEmpty() || isGrouped(after, 10))
        && before.length() + after.length() > 0;
  }

  private static String strip(String text) {
    String stripped = Unicode.strip(text);
    for (int i = 0; i < stripped.length(); i++) {
      if (stripped.charAt(i) >= 0x80) {
        return ascii(stripped);
      }
    }
    return stripped;
  }

  /// Digits of other scripts count as ours.
  private static String ascii(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .forEach(c -> out.appendCodePoint(Unicode.isDecimal(c) ? '0' + Character.digit(c, 10) : c));
    return out.toString();
  }
}
