package dev.runner.jinja;

import dev.runner.values.Numbers;
import dev.runner.values.Python;
import dev.runner.values.PythonException;
import dev.runner.values.Tuple;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/// The methods and attributes of Python's `int` and `float`.
final class NumberMethods {
  private NumberMethods() {}

  static @Nullable Object find(Object value, String name) {
    boolean real = value instanceof Double;
    return switch (name) {
      case "real" -> Numbers.plus(value);
      case "imag" -> real ? (Object) 0.0 : (Object) 0L;
      case "numerator" -> real ? null : Numbers.plus(value);
      case "denominator" -> real ? null : 1L;
      case "bit_length", "bit_count" -> Methods.method(!real, value, name);
      case "hex" -> Methods.method(real, value, name);
      case "as_integer_ratio", "conjugate", "is_integer" -> Methods.method(true, value, name);
      default -> null;
    };
  }

  static Object call(Object value, String name, Arguments arguments) {
    arguments.bind();
    return switch (name) {
      case "bit_length" -> (long) Numbers.big(value).abs().bitLength();
      case "bit_count" -> (long) Numbers.big(value).abs().bitCount();
      case "conjugate" -> Numbers.plus(value);
      case "is_integer" ->
          !(value instanceof Double real) || (real == Math.rint(real) && !real.isInfinite());
      case "as_integer_ratio" -> ratio(value);
      default -> Marking.said(hex((Double) value));
    };
  }

  private static Tuple ratio(Object value) {
    if (!(value instanceof Double real)) {
      return Tuple.of(Numbers.plus(value), 1L);
    }
    if (real.isNaN()) {
      throw PythonException.value("cannot convert NaN to integer ratio");
    }
    if (real.isInfinite()) {
      throw PythonException.of(
          PythonException.Kind.OVERFLOW, "cannot convert Infinity to integer ratio");
    }
    BigDecimal exact = new BigDecimal(real);
    BigInteger top = exact.unscaledValue();
    BigInteger bottom = BigInteger.ONE;
    if (exact.scale() > 0) {
      bottom = BigInteger.TEN.pow(exact.scale());
    } else {
      top = exact.toBigInteger();
    }
    BigInteger common = top.gcd(bottom);
    common = common.signum() == 0 ? BigInteger.ONE : common;
    return Tuple.of(Numbers.whole(top.divide(common)), Numbers.whole(bottom.divide(common)));
  }

  private static String hex(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return Python.string(value);
    }
    String sign = Math.copySign(1, value) < 0 ? "-" : "";
    if (value == 0) {
      return sign + "0x0.0p+0";
    }
    long bits = Double.doubleToRawLongBits(value);
    int exponent = (int) (bits >> 52 & 0x7ff);
    String digits = "%013x".formatted(bits & 0xfffffffffffffL);
    int power = Math.max(exponent, 1) - 1023;
    return sign
        + "0x"
        + (exponent == 0 ? 0 : 1)
        + "."
        + digits
        + "p"
        + (power < 0 ? "" : "+")
        + power;
  }
}
