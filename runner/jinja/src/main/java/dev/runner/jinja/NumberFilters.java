package dev.runner.jinja;

import dev.runner.values.Arithmetic;
import dev.runner.values.NumberText;
import dev.runner.values.Numbers;
import dev.runner.values.Ordering;
import dev.runner.values.Python;
import dev.runner.values.PythonException;
import dev.runner.values.Text;
import dev.runner.values.Texts;
import dev.runner.values.Undefined;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/// Jinja2's filters on numbers.
final class NumberFilters implements Filter {
  static final String[] NAMES = {"abs", "filesizeformat", "float", "int", "round", "sum"};

  private final String name;

  NumberFilters(String name) {
    this.name = name;
  }

  @Override
  public Object apply(Object value, Arguments arguments, Rendering rendering) {
    return switch (name) {
      case "abs" -> {
        arguments.bind();
        yield absolute(value);
      }
      case "filesizeformat" -> fileSize(value, arguments.bind("binary?").flag("binary", false));
      case "float" -> real(value, arguments.bind("default?").value("default", 0.0));
      case "int" -> whole(value, arguments.bind("default?", "base?"));
      case "round" -> round(value, arguments.bind("precision?", "method?"));
      default -> sum(value, arguments.bind("attribute?", "start?"), rendering);
    };
  }

  private static Object absolute(Object value) {
    if (value instanceof Double real) {
      return Math.abs(real);
    }
    if (Python.isInteger(value)) {
      return Numbers.whole(Numbers.big(value).abs());
    }
    Python.truth(value);
    throw PythonException.type("bad operand type for abs(): '" + Python.typeName(value) + "'");
  }

  private static Object whole(Object value, Bound given) {
    Object base = given.value("base", 10L);
    Object number = null;
    if (Text.isText(value)) {
      // a base that is no number is forgiven: then the text is read as a float
      boolean reads = Python.isInteger(base);
      number = reads ? NumberText.whole(Texts.value(value), Python.index(base)) : null;
    } else if (Python.isInteger(value)) {
      number = Numbers.plus(value);
    }
    if (number == null) {
      Double real = toReal(value);
      number = real == null || hasNoWhole(real, value) ? null : Numbers.truncate(real);
    }
    return number == null ? given.value("default", 0L) : number;
  }

  /// An infinite number itself is an error, a text that says one isn't.
  private static boolean hasNoWhole(double real, Object value) {
    return Double.isNaN(real) || (Double.isInfinite(real) && Text.isText(value));
  }

  private static Object real(Object value, Object byDefault) {
    Double real = toReal(value);
    return real == null ? byDefault : real;
  }

  private static @Nullable Double toReal(Object value) {
    if (value instanceof Undefined undefined) {
      throw PythonException.undefined(undefined);
    }
    if (Text.isText(value)) {
      return NumberText.real(Texts.value(value));
    }
    return Python.isNumber(value) ? (Double) Numbers.toDouble(value) : null;
  }

  private static Object round(Object value, Bound given) {
    int precision = given.integer("precision", 0);
    String method = given.text("method", "common");
    if (!Python.isNumber(value)) {
      if (value instanceof Undefined undefined && !method.equals("common")) {
        throw PythonException.undefined(undefined);
      }
      Python.truth(value);
      throw PythonException.type(
          "type " + Python.typeName(value) + " doesn't define __round__ method");
    }
    switch (method) {
      case "common":
        return value instanceof Double real
            ? (Object) Numbers.round(real, precision)
            : roundWhole(Numbers.big(value), precision);
      case "ceil", "floor":
        Object scale = Arithmetic.power(10L, (long) precision);
        Object scaled = Arithmetic.multiply(value, scale);
        return Arithmetic.divide(toward(scaled, method.equals("ceil")), scale);
      default:
        throw PythonException.runtime("method must be common, ceil or floor");
    }
  }

  private static Object toward(Object number, boolean up) {
    if (!(number instanceof Double real)) {
      return number;
    }
    return Numbers.truncate(up ? Math.ceil(real) : Math.floor(real));
  }

  /// A whole number rounded to tens, hundreds, …; half to even.
  private static Object roundWhole(BigInteger number, int digits) {
    if (digits >= 0) {
      return Numbers.whole(number);
    }
    if (-digits > number.bitLength()) {
      return 0L;
    }
    return Numbers.whole(
        new java.math.BigDecimal(number)
            .setScale(digits, java.math.RoundingMode.HALF_EVEN)
            .toBigInteger());
  }

  private static Object sum(Object value, Bound given, Rendering rendering) {
    Keys keys = Keys.of(given.optional("attribute"), null, false);
    Object sum = given.value("start", 0L);
    if (Text.isText(sum)) {
      throw PythonException.type("sum() can't sum strings [use ''.join(seq) instead]");
    }
    for (Object item : Python.list(value)) {
      sum = Arithmetic.add(sum, keys.of(item, rendering));
    }
    return sum;
  }

  /// A number of bytes for people, in steps of 1000 or 1024.
  private static String fileSize(Object value, boolean binary) {
    Double bytes = toReal(value);
    if (bytes == null) {
      Python.truth(value);
      throw Text.isText(value)
          ? PythonException.value("could not convert string to float: " + Python.repr(value))
          : PythonException.type(
              "float() argument must be a string or a real number, not '"
                  + Python.typeName(value)
                  + "'");
    }
    if (bytes == 1) {
      return "1 Byte";
    }
    long base = binary ? 1024 : 1000;
    if (bytes < base) {
      return Numbers.truncate(bytes) + " Bytes";
    }
    String units = "kMGTPEZY";
    int at = 0;
    Object unit = base * base;
    while (at < units.length() - 1 && Ordering.test(bytes, ">=", unit)) {
      unit = Arithmetic.multiply(unit, base);
      at++;
    }
    char letter = binary ? Character.toUpperCase(units.charAt(at)) : units.charAt(at);
    return Python.format(Arithmetic.divide(base * bytes, unit), ".1f")
        + " "
        + letter
        + (binary ? "iB" : "B");
  }
}
