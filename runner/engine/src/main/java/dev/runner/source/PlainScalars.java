package dev.runner.source;

import dev.runner.values.None;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a scalar without quotes stands for, by the rules of YAML 1.1 as PyYAML applies them
/// (yaml.org/type; PyYAML differs in that `y` and `n` are text and an exponent needs its sign).
public final class PlainScalars {
  private static final Pattern INTEGER =
      Pattern.compile(
          "[-+]?(0b[01_]+|0[0-7_]+|0|[1-9][0-9_]*|0x[0-9a-fA-F_]+|[1-9][0-9_]*(:[0-5]?[0-9])+)");
  private static final Pattern REAL =
      Pattern.compile(
          "[-+]?[0-9][0-9_]*\\.[0-9_]*([eE][-+][0-9]+)?|\\.[0-9][0-9_]*([eE][-+][0-9]+)?"
              + "|[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+\\.[0-9_]*");
  private static final BigInteger SIXTY = BigInteger.valueOf(60);

  private PlainScalars() {}

  /// The number, boolean, null, date or time; empty for text.
  public static Optional<Object> resolve(String text) {
    Optional<Object> word = word(text);
    if (word.isPresent() || text.isEmpty() || "-+.0123456789".indexOf(text.charAt(0)) < 0) {
      return word;
    }
    if (INTEGER.matcher(text).matches()) {
      return integer(text);
    }
    if (REAL.matcher(text).matches()) {
      return Optional.of(real(text));
    }
    return isDigit(text.charAt(0)) ? timestamp(text) : infinite(text);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static Optional<Object> timestamp(String text) {
    try {
      return Timestamps.resolve(text);
    } catch (DateTimeException e) {
      return Optional.empty(); // such as February 30, which PyYAML can't read
    }
  }

  private static Optional<Object> word(String text) {
    return switch (text) {
      case "", "~", "null", "Null", "NULL" -> Optional.of(None.NONE);
      case "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON" -> Optional.of(true);
      case "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  private static Optional<Object> infinite(String text) {
    return switch (text) {
      case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF" ->
          Optional.of(Double.POSITIVE_INFINITY);
      case "-.inf", "-.Inf", "-.INF" -> Optional.of(Double.NEGATIVE_INFINITY);
      case ".nan", ".NaN", ".NAN" -> Optional.of(Double.NaN);
      default -> Optional.empty();
    };
  }

  private static Optional<Object> integer(String text) {
    boolean negative = text.startsWith("-");
    String digits = (negative || text.startsWith("+") ? text.substring(1) : text).replace("_", "");
    try {
      BigInteger number = magnitude(digits);
      return Optional.of(whole(negative ? number.negate() : number));
    } catch (NumberFormatException e) {
      return Optional.empty(); // such as "0b_", which PyYAML can't read either
    }
  }

  private static BigInteger magnitude(String digits) {
    if (digits.startsWith("0b")) {
      return new BigInteger(digits.substring(2), 2);
    }
    if (digits.startsWith("0x")) {
      return new BigInteger(digits.substring(2), 16);
    }
    if (digits.startsWith("0")) {
      return new BigInteger(digits, 8);
    }
    BigInteger number = BigInteger.ZERO;
    for (String part : digits.split(":")) {
      number = number.multiply(SIXTY).add(new BigInteger(part));
    }
    return number;
  }

  private static Object whole(BigInteger number) {
    return number.bitLength() < 64 ? (Object) number.longValue() : number;
  }

  private static Object real(String text) {
    String digits = text.replace("_", "");
    if (!digits.contains(":")) {
      return Double.valueOf(digits);
    }
    boolean negative = digits.startsWith("-");
    double number = 0;
    for (String part : digits.replaceFirst("^[-+]", "").split(":")) {
      number = number * 60 + Double.parseDouble(part);
    }
    return negative ? -number : number;
  }
}
