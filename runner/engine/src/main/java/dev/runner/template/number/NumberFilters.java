package dev.runner.template.number;

import dev.runner.jinja.Bound;
import dev.runner.template.call.Call;
import dev.runner.values.NumberText;
import dev.runner.values.Numbers;
import dev.runner.values.Python;
import dev.runner.values.PythonException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Filters on numbers, and on sizes that people write.
public final class NumberFilters {
  private static final String UNITS = "BKMGTPEZY";
  private static final Pattern SIZE = Pattern.compile("([0-9]*\\.?[0-9]*)\\s*([a-zA-Z]+)?\\s*");

  private NumberFilters() {}

  /// Applies one of its filters.
  public static Object apply(Call call) {
    return switch (call.name()) {
      case "log" -> log(call);
      case "pow" -> power(real(call, call.value()), real(call, call.bind("power").value("power")));
      case "root" -> root(call);
      case "human_readable" -> readable(call);
      case "human_to_bytes" -> bytes(call);
      default -> throw call.unknown();
    };
  }

  private static double real(Call call, Object value) {
    if (!Python.isNumber(value)) {
      throw PythonException.type(
          "%s() can only be used on numbers: must be real number, not %s"
              .formatted(call.name(), Python.typeName(value)));
    }
    return Numbers.toDouble(value);
  }

  private static double power(double base, double exponent) {
    if ((base == 0 && exponent < 0) || (base < 0 && exponent != Math.rint(exponent))) {
      throw PythonException.value("math domain error");
    }
    double result = Math.pow(base, exponent);
    if (Double.isInfinite(result) && !Double.isInfinite(base) && !Double.isInfinite(exponent)) {
      throw PythonException.of(PythonException.Kind.OVERFLOW, "math range error");
    }
    return result;
  }

  private static Object log(Call call) {
    Bound bound = call.bind("base?");
    double number = real(call, call.value());
    double base = bound.has("base") ? real(call, bound.value("base")) : Math.E;
    if (number <= 0 || base <= 0) {
      throw PythonException.value("math domain error");
    }
    if (base == 10) {
      return Math.log10(number);
    }
    double divisor = Math.log(base);
    if (divisor == 0) {
      throw PythonException.of(PythonException.Kind.ZERO_DIVISION, "float division by zero");
    }
    return Math.log(number) / divisor;
  }

  private static Object root(Call call) {
    Bound bound = call.bind("base?");
    double number = real(call, call.value());
    double base = bound.has("base") ? real(call, bound.value("base")) : 2;
    if (base == 0) {
      throw PythonException.of(PythonException.Kind.ZERO_DIVISION, "float division by zero");
    }
    if (base != 2) {
      return power(number, 1 / base);
    }
    if (number < 0) {
      throw PythonException.value("math domain error");
    }
    return Math.sqrt(number);
  }

  private static Object readable(Call call) {
    Bound bound = call.bind("isbits?", "unit?");
    if (!Python.isNumber(call.value())) {
      throw PythonException.type(
          "human_readable() failed on bad input: it needs a number, not "
              + Python.typeName(call.value()));
    }
    boolean bits = bound.flag("isbits", false);
    String unit = bound.optionalText("unit");
    double size = Numbers.toDouble(call.value());
    String name = bits ? "bits" : "Bytes";
    double factor = 1;
    for (int i = UNITS.length() - 1; i > 0; i--) {
      double limit = Math.scalb(1.0, 10 * i);
      char letter = UNITS.charAt(i);
      boolean wanted =
          unit == null ? size >= limit : unit.toUpperCase(Locale.ROOT).startsWith(letter + "");
      if (wanted) {
        factor = limit;
        name = letter + (bits ? "b" : "B");
        break;
      }
    }
    BigDecimal number = new BigDecimal(size / factor).setScale(2, RoundingMode.HALF_EVEN);
    String minus = number.signum() == 0 && size < 0 ? "-" : "";
    return minus + number.toPlainString() + " " + name;
  }

  private static Object bytes(Call call) {
    Bound bound = call.bind("default_unit?", "isbits?");
    String text = call.text();
    Matcher matcher = SIZE.matcher(text);
    Double number = matcher.matches() ? NumberText.real(matcher.group(1)) : null;
    if (number == null) {
      throw unfit("can't interpret following string: " + text);
    }
    String unit = matcher.group(2);
    if (unit == null) {
      unit = bound.optionalText("default_unit");
    }
    if (unit == null) {
      return rounded(number);
    }
    int power = UNITS.indexOf(Character.toUpperCase(unit.charAt(0)));
    if (power < 0) {
      throw unfit(
          "failed to convert %s (unit = %s). The suffix must be one of Y, Z, E, P, T, G, M, K, B"
              .formatted(text, unit));
    }
    check(text, unit, bound.optional("isbits") != null && bound.flag("isbits", false));
    return rounded(number * Math.scalb(1.0, 10 * power));
  }

  /// A letter, a letter with `B` or `b`, or a word such as `megabyte`.
  private static void check(String text, String unit, boolean bits) {
    String word = bits ? "bit" : "byte";
    boolean letters = unit.length() == 2 && unit.charAt(1) == (bits ? 'b' : 'B');
    boolean whole =
        unit.toLowerCase(Locale.ROOT).matches("(|kilo|mega|giga|tera|peta|exa|zetta|yotta)" + word);
    if (unit.length() > 1 && !letters && !whole) {
      String first = unit.substring(0, 1).toUpperCase(Locale.ROOT);
      String expected =
          first.equals("B") ? first + " or " + word : first + (bits ? "b" : "B") + " or " + first;
      throw unfit(
          "failed to convert %s. Value is not a valid string (expect %s)"
              .formatted(text, expected));
    }
  }

  private static PythonException unfit(String why) {
    return PythonException.value(
        "human_to_bytes() can't interpret the input: human_to_bytes() " + why);
  }

  private static Object rounded(double number) {
    return Numbers.whole(new BigDecimal(number).setScale(0, RoundingMode.HALF_EVEN).toBigInteger());
  }
}
