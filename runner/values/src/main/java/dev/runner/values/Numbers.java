package dev.runner.values;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/// Python's arithmetic on int, float and bool.
public final class Numbers {
  /// Bits of the biggest whole number that an operation may make.
  private static final int MAX_BITS = 1 << 20;

  private Numbers() {}

  /// An int in its usual form: `Long` where it fits.
  public static Object whole(BigInteger number) {
    return number.bitLength() < 64 ? (Object) number.longValue() : number;
  }

  /// The value of an int or bool.
  public static BigInteger big(Object value) {
    if (value instanceof BigInteger big) {
      return big;
    }
    return value instanceof Boolean bool
        ? (bool ? BigInteger.ONE : BigInteger.ZERO)
        : BigInteger.valueOf((Long) value);
  }

  /// The value of an int or bool as a long.
  ///
  /// @throws PythonException if it is no int, or too big
  public static long toLong(Object value) {
    if (value instanceof Long number) {
      return number;
    }
    if (value instanceof Boolean bool) {
      return bool ? 1 : 0;
    }
    Python.isEmptyUndefined(value);
    if (value instanceof BigInteger) {
      throw overflow("Python int too large to convert to C ssize_t");
    }
    throw PythonException.type(
        "'" + Python.typeName(value) + "' object cannot be interpreted as an integer");
  }

  /// The value of a number as a double.
  ///
  /// @throws PythonException if it is no number, or too big
  public static double toDouble(Object value) {
    if (value instanceof Double real) {
      return real;
    }
    if (value instanceof Long whole) {
      return whole;
    }
    if (!Python.isInteger(value)) {
      Python.isEmptyUndefined(value);
      throw PythonException.type("must be real number, not " + Python.typeName(value));
    }
    double real = big(value).doubleValue();
    if (Double.isInfinite(real)) {
      throw overflow("int too large to convert to float");
    }
    return real;
  }

  static PythonException overflow(String message) {
    return PythonException.of(PythonException.Kind.OVERFLOW, message);
  }

  private static PythonException byZero(String message) {
    return PythonException.of(PythonException.Kind.ZERO_DIVISION, message);
  }

  static boolean real(Object left, Object right) {
    return left instanceof Double || right instanceof Double;
  }

  static Object add(Object left, Object right) {
    if (left instanceof Long a && right instanceof Long b) {
      long sum = a + b;
      return ((a ^ sum) & (b ^ sum)) < 0 ? big(a).add(big(b)) : (Object) sum;
    }
    if (real(left, right)) {
      return toDouble(left) + toDouble(right);
    }
    return whole(big(left).add(big(right)));
  }

  static Object subtract(Object left, Object right) {
    if (real(left, right)) {
      return toDouble(left) - toDouble(right);
    }
    return whole(big(left).subtract(big(right)));
  }

  static Object multiply(Object left, Object right) {
    if (real(left, right)) {
      return toDouble(left) * toDouble(right);
    }
    BigInteger a = big(left);
    BigInteger b = big(right);
    if ((long) a.bitLength() + b.bitLength() > MAX_BITS) {
      throw overflow("the product is too big");
    }
    return whole(a.multiply(b));
  }

  static Object divide(Object left, Object right) {
    if (real(left, right)) {
      double divisor = toDouble(right);
      if (divisor == 0) {
        throw byZero("float division by zero");
      }
      return toDouble(left) / divisor;
    }
    BigInteger divisor = big(right);
    if (divisor.signum() == 0) {
      throw byZero("division by zero");
    }
    BigInteger dividend = big(left);
    if (dividend.bitLength() <= 53 && divisor.bitLength() <= 53) {
      return dividend.doubleValue() / divisor.doubleValue();
    }
    double quotient = quotient(dividend, divisor);
    if (Double.isInfinite(quotient)) {
      throw overflow("integer division result too large for a float");
    }
    return quotient;
  }

  /// Rounded once: more bits than a double has, the last of which says whether there are others.
  private static double quotient(BigInteger dividend, BigInteger divisor) {
    BigInteger top = dividend.abs();
    BigInteger bottom = divisor.abs();
    int shift = Math.max(0, 66 - (top.bitLength() - bottom.bitLength()));
    BigInteger[] parts = top.shiftLeft(shift).divideAndRemainder(bottom);
    BigInteger bits = parts[1].signum() == 0 ? parts[0] : parts[0].setBit(0);
    double size = Math.scalb(bits.doubleValue(), -shift);
    boolean negative = dividend.signum() < 0 != divisor.signum() < 0;
    return negative ? -size : size;
  }

  static Object floorDivide(Object left, Object right) {
    if (real(left, right)) {
      return realDivMod(toDouble(left), toDouble(right), "float floor division by zero")[0];
    }
    BigInteger divisor = big(right);
    if (divisor.signum() == 0) {
      throw byZero("integer division or modulo by zero");
    }
    BigInteger[] parts = big(left).divideAndRemainder(divisor);
    boolean down = parts[1].signum() != 0 && parts[1].signum() != divisor.signum();
    return whole(down ? parts[0].subtract(BigInteger.ONE) : parts[0]);
  }

  static Object modulo(Object left, Object right) {
    if (real(left, right)) {
      return realDivMod(toDouble(left), toDouble(right), "float modulo by zero")[1];
    }
    BigInteger divisor = big(right);
    if (divisor.signum() == 0) {
      throw byZero("integer modulo by zero");
    }
    BigInteger rest = big(left).remainder(divisor);
    boolean down = rest.signum() != 0 && rest.signum() != divisor.signum();
    return whole(down ? rest.add(divisor) : rest);
  }

  /// Quotient and remainder of floats as Python defines them: the remainder has the divisor's sign.
  private static double[] realDivMod(double left, double right, String message) {
    if (right == 0) {
      throw byZero(message);
    }
    double rest = left % right;
    double quotient = (left - rest) / right;
    if (rest == 0) {
      rest = Math.copySign(0, right);
    } else if (rest < 0 != right < 0) {
      rest += right;
      quotient -= 1;
    }
    if (quotient == 0) {
      return new double[] {Math.copySign(0, left / right), rest};
    }
    double floor = Math.floor(quotient);
    return new double[] {quotient - floor > 0.5 ? floor + 1 : floor, rest};
  }

  static Object power(Object base, Object exponent) {
    if (!real(base, exponent)) {
      BigInteger power = big(exponent);
      if (power.signum() >= 0) {
        return wholePower(big(base), power);
      }
      if (big(base).signum() == 0) {
        throw byZero("zero to a negative power");
      }
    }
    double a = toDouble(base);
    double b = toDouble(exponent);
    if (Double.isNaN(b) && a != 1) {
      return b;
    }
    if (a == 0 && b == Double.NEGATIVE_INFINITY) {
      return Double.POSITIVE_INFINITY;
    }
    if (a == 0 && b < 0) {
      throw byZero("zero to a negative power");
    }
    if (a < 0 && !Double.isInfinite(a) && !Double.isInfinite(b) && b != Math.rint(b)) {
      throw PythonException.value("a negative number to a fractional power is complex");
    }
    if (a == 1 || b == 0) {
      return 1.0;
    }
    double result = a == -1 && Double.isInfinite(b) ? 1.0 : Math.pow(a, b);
    if (Double.isInfinite(result) && !Double.isInfinite(a) && !Double.isInfinite(b)) {
      throw overflow("(34, 'Numerical result out of range')");
    }
    return result;
  }

  private static Object wholePower(BigInteger base, BigInteger exponent) {
    if (base.abs().bitLength() <= 1) {
      boolean negative = base.signum() < 0 && exponent.testBit(0);
      return exponent.signum() == 0 || base.signum() == 0
          ? (exponent.signum() == 0 ? 1L : 0L)
          : negative ? -1L : 1L;
    }
    if (exponent.bitLength() > 31 || (long) base.bitLength() * exponent.intValue() > MAX_BITS) {
      throw overflow("the power is too big");
    }
    return whole(base.pow(exponent.intValue()));
  }

  /// `-value`.
  public static Object negate(Object value) {
    if (value instanceof Double real) {
      return -real;
    }
    if (Python.isInteger(value)) {
      return whole(big(value).negate());
    }
    throw unary("-", value);
  }

  /// `+value`.
  public static Object plus(Object value) {
    if (value instanceof Double) {
      return value;
    }
    if (Python.isInteger(value)) {
      return whole(big(value));
    }
    throw unary("+", value);
  }

  private static PythonException unary(String operator, Object value) {
    Python.isEmptyUndefined(value);
    if (value instanceof Undefined undefined) {
      return PythonException.undefined(undefined);
    }
    return PythonException.type(
        "bad operand type for unary " + operator + ": '" + Python.typeName(value) + "'");
  }

  /// `round(value, digits)`: half to even, as the exact value of the float says.
  public static double round(double value, int digits) {
    if (Double.isNaN(value) || Double.isInfinite(value) || digits > 323) {
      return value;
    }
    if (digits < -308) {
      return Math.copySign(0, value);
    }
    double rounded = new BigDecimal(value).setScale(digits, RoundingMode.HALF_EVEN).doubleValue();
    if (Double.isInfinite(rounded)) {
      throw overflow("rounded value too large to represent");
    }
    return rounded == 0 ? Math.copySign(0, value) : rounded;
  }

  /// The whole number that a float has without its fraction.
  ///
  /// @throws PythonException for NaN and the infinities
  public static Object truncate(double value) {
    if (Double.isNaN(value)) {
      throw PythonException.value("cannot convert float NaN to integer");
    }
    if (Double.isInfinite(value)) {
      throw overflow("cannot convert float infinity to integer");
    }
    return whole(new BigDecimal(value).toBigInteger());
  }
}
