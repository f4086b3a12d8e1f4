package dev.runner.values;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/// The digits of a float, as Python's formatting writes them.
final class RealText {
  private RealText() {}

  /// In the manner of C's `printf`: `e`, `f` or `g`, upper case for upper case.
  ///
  /// @param alternate whether there is always a point, and zeros behind it stay
  static String of(double value, char kind, int precision, boolean alternate) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      String name = Repr.real(value);
      return Character.isUpperCase(kind) ? name.toUpperCase(Locale.ROOT) : name;
    }
    BigDecimal exact = new BigDecimal(Math.abs(value));
    int digits = Math.max(precision, 1);
    String text =
        switch (Character.toLowerCase(kind)) {
          case 'f' -> exact.setScale(precision, RoundingMode.HALF_EVEN).toPlainString();
          case 'e' -> scientific(exact, precision);
          default -> general(exact, digits, digits, alternate);
        };
    String pointed = alternate ? pointed(text) : text;
    return minus(value)
        + (Character.isUpperCase(kind) ? pointed.toUpperCase(Locale.ROOT) : pointed);
  }

  /// As formatting without a type writes it: `repr` without a precision, or `g` with at least one
  /// digit behind the point.
  static String of(double value, int precision, boolean alternate) {
    if (precision < 0 || Double.isNaN(value) || Double.isInfinite(value)) {
      String text = Repr.real(value);
      return alternate && Double.isFinite(value) ? pointed(text) : text;
    }
    int digits = Math.max(precision, 1);
    String text = general(new BigDecimal(Math.abs(value)), digits, digits - 1, alternate);
    boolean whole = text.indexOf('e') < 0 && text.indexOf('.') < 0;
    return minus(value) + (whole ? text + ".0" : alternate ? pointed(text) : text);
  }

  private static String minus(double value) {
    return Math.copySign(1, value) < 0 ? "-" : "";
  }

  private static String pointed(String digits) {
    if (digits.indexOf('.') >= 0) {
      return digits;
    }
    int e = digits.indexOf('e');
    return e < 0 ? digits + "." : digits.substring(0, e) + "." + digits.substring(e);
  }

  private static String scientific(BigDecimal value, int precision) {
    if (value.signum() == 0) {
      return "0" + (precision > 0 ? "." + "0".repeat(precision) : "") + "e+00";
    }
    BigDecimal rounded = value.round(new MathContext(precision + 1, RoundingMode.HALF_EVEN));
    int exponent = rounded.precision() - rounded.scale() - 1;
    String digits = rounded.unscaledValue().toString();
    digits = digits + "0".repeat(Math.max(0, precision + 1 - digits.length()));
    digits = digits.substring(0, precision + 1);
    String power = Integer.toString(Math.abs(exponent));
    return digits.charAt(0)
        + (precision > 0 ? "." + digits.substring(1) : "")
        + (exponent < 0 ? "e-" : "e+")
        + (power.length() < 2 ? "0" : "")
        + power;
  }

  /// So many digits, with an exponent where it is below -4 or reaches the limit.
  private static String general(BigDecimal value, int digits, int limit, boolean alternate) {
    String wide = scientific(value, digits - 1);
    int e = wide.indexOf('e');
    int exponent = Integer.parseInt(wide, e + 1, wide.length(), 10);
    String text = wide.substring(0, e);
    String tail = wide.substring(e);
    if (exponent >= -4 && exponent < limit) {
      int scale = digits - 1 - exponent;
      text = value.setScale(scale, RoundingMode.HALF_EVEN).toPlainString();
      tail = "";
    }
    return (alternate ? text : withoutZeros(text)) + tail;
  }

  private static String withoutZeros(String digits) {
    if (digits.indexOf('.') < 0) {
      return digits;
    }
    int end = digits.length();
    while (digits.charAt(end - 1) == '0') {
      end--;
    }
    return digits.substring(0, digits.charAt(end - 1) == '.' ? end - 1 : end);
  }
}
