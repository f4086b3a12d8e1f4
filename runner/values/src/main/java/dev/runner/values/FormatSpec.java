package dev.runner.values;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/// Formatting one value by a format specification ("Format Specification Mini-Language" in Python's
/// library reference).
final class FormatSpec {
  private static final int MAX_WIDTH = 1 << 20;

  private int at;
  private final String text;
  private String fill = " ";
  private char align;
  private char sign = '-';
  private boolean alternate;
  private boolean noNegativeZero;
  private boolean zeros;
  private int width = -1;
  private char grouping;
  private int precision = -1;
  private char type;

  private FormatSpec(String text) {
    this.text = text;
    parse();
  }

  /// `format(value, specification)`.
  static String format(Object value, String specification) {
    if (specification.isEmpty()) {
      return Python.string(value);
    }
    FormatSpec spec = new FormatSpec(specification);
    if (Text.isText(value)) {
      return spec.text(Texts.value(value));
    }
    if (Python.isInteger(value)) {
      return spec.whole(value);
    }
    if (value instanceof Double real) {
      return spec.number(spec.floating(real, spec.type));
    }
    Python.isEmptyUndefined(value);
    throw PythonException.type(
        "unsupported format string passed to " + Python.typeName(value) + ".__format__");
  }

  private boolean more() {
    return at < text.length();
  }

  private void parse() {
    int first = text.isEmpty() ? 0 : text.offsetByCodePoints(0, 1);
    if (text.length() > first && "<>=^".indexOf(text.charAt(first)) >= 0) {
      fill = text.substring(0, first);
      align = text.charAt(first);
      at = first + 1;
    } else if (more() && "<>=^".indexOf(text.charAt(0)) >= 0) {
      align = text.charAt(at++);
    }
    if (more() && "+- ".indexOf(text.charAt(at)) >= 0) {
      sign = text.charAt(at++);
    }
    noNegativeZero = taken('z');
    alternate = taken('#');
    if (align == 0 && taken('0')) {
      zeros = true;
    } else if (taken('0')) {
      fill = "0";
    }
    width = digits();
    if (more() && (text.charAt(at) == ',' || text.charAt(at) == '_')) {
      grouping = text.charAt(at++);
    }
    if (taken('.')) {
      precision = digits();
      if (precision < 0) {
        throw PythonException.value("Format specifier missing precision");
      }
    }
    if (more()) {
      type = text.charAt(at++);
    }
    if (more()) {
      throw PythonException.value("Invalid format specifier '" + text + "'");
    }
  }

  private boolean taken(char c) {
    if (more() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  private int digits() {
    int start = at;
    while (more() && Character.digit(text.charAt(at), 10) >= 0) {
      at++;
    }
    return start == at ? -1 : limited(text.substring(start, at));
  }

  /// A width or precision, refused where it is absurd.
  static int limited(String digits) {
    return limited(digits.length() > 9 ? Long.MAX_VALUE : Long.parseLong(digits));
  }

  static int limited(long width) {
    if (Math.abs(width) > MAX_WIDTH) {
      throw PythonException.value("the width or precision is too big");
    }
    return (int) width;
  }

  private String text(String value) {
    if (type != 0 && type != 's') {
      throw unknown("str");
    }
    if (grouping != 0) {
      throw PythonException.value("Cannot specify '" + grouping + "' with 's'.");
    }
    if (align == '=' || sign != '-') {
      throw PythonException.value(
          align == '='
              ? "'=' alignment not allowed in string format specifier"
              : "Sign not allowed in string format specifier");
    }
    String shown = value;
    if (precision >= 0 && precision < Python.length(value)) {
      shown = value.substring(0, value.offsetByCodePoints(0, precision));
    }
    return pad(shown, width, align == 0 ? '<' : align, zeros ? "0" : fill);
  }

  private PythonException unknown(String kind) {
    return PythonException.value(
        "Unknown format code '" + type + "' for object of type '" + kind + "'");
  }

  private String whole(Object value) {
    return switch (type) {
      case 0, 'd', 'n' -> digits(value, 10, "");
      case 'x' -> digits(value, 16, "0x");
      case 'X' -> digits(value, 16, "0X");
      case 'o' -> digits(value, 8, "0o");
      case 'b' -> digits(value, 2, "0b");
      case 'c' ->
          pad(Character.toString(Python.index(value)), width, align == 0 ? '>' : align, fill);
      case 'e', 'E', 'f', 'F', 'g', 'G', '%' -> number(floating(Numbers.toDouble(value), type));
      default -> throw unknown("int");
    };
  }

  private String digits(Object value, int radix, String prefix) {
    if (precision >= 0) {
      throw PythonException.value("Precision not allowed in integer format specifier");
    }
    if (noNegativeZero) {
      throw PythonException.value(
          "Negative zero coercion (z) not allowed in format specifier with integer format code");
    }
    if (grouping == ',' && radix != 10) {
      throw PythonException.value("Cannot specify ',' with '" + type + "'.");
    }
    String digits = Numbers.big(value).abs().toString(radix);
    digits = type == 'X' ? digits.toUpperCase(Locale.ROOT) : digits;
    String minus = Numbers.big(value).signum() < 0 ? "-" : "";
    return number(minus + (alternate ? prefix : "") + grouped(digits, radix == 10 ? 3 : 4));
  }

  /// A float's digits, grouped, with a minus if it is negative.
  private String floating(double value, char kind) {
    String digits;
    if (kind == '%') {
      digits = real(value * 100, 'f', precision < 0 ? 6 : precision, alternate) + "%";
    } else if (kind == 0) {
      digits = general(value);
    } else if ("eEfFgGn".indexOf(kind) >= 0) {
      digits = real(value, kind == 'n' ? 'g' : kind, precision < 0 ? 6 : precision, alternate);
    } else {
      throw unknown("float");
    }
    String minus = digits.startsWith("-") ? "-" : "";
    digits = digits.substring(minus.length());
    if (noNegativeZero && digits.chars().noneMatch(c -> c >= '1' && c <= '9')) {
      minus = "";
    }
    int end = 0;
    while (end < digits.length() && Character.digit(digits.charAt(end), 10) >= 0) {
      end++;
    }
    return minus + grouped(digits.substring(0, end), 3) + digits.substring(end);
  }

  /// Without a type, a float is shown as `repr` shows it, or as `g` with at least one digit behind
  /// the point.
  private String general(double value) {
    if (precision < 0) {
      return Repr.real(value);
    }
    String text = real(value, 'g', precision, false);
    int e = text.indexOf('e');
    int point =
        BigDecimal.valueOf(Double.isFinite(value) ? value : 0).precision()
            - BigDecimal.valueOf(Double.isFinite(value) ? value : 0).scale();
    if (e < 0 && Double.isFinite(value) && text.indexOf('.') < 0) {
      return point >= precision && value != 0
          ? real(value, 'e', Math.max(precision - 1, 0), false)
              .replaceAll("0+e", "e")
              .replace(".e", "e")
          : text + ".0";
    }
    return text;
  }

  private String grouped(String digits, int size) {
    if (grouping == 0) {
      return digits;
    }
    StringBuilder out = new StringBuilder(digits);
    for (int i = digits.length() - size; i > 0; i -= size) {
      out.insert(i, grouping);
    }
    return out.toString();
  }

  private String number(String digits) {
    String signed = signed(digits, sign);
    if ((zeros && align == 0) || (align == '=' && fill.equals("0"))) {
      return grouping == 0 ? padZeros(signed, width) : padGrouped(signed);
    }
    if (align == '=') {
      int start = signStart(signed);
      return signed.substring(0, start) + pad(signed.substring(start), width - start, '>', fill);
    }
    return pad(signed, width, align == 0 ? '>' : align, fill);
  }

  private String padGrouped(String signed) {
    int start = signStart(signed);
    StringBuilder out = new StringBuilder(signed.substring(start));
    int end = out.indexOf(".") < 0 ? out.length() : out.indexOf(".");
    while (out.length() + start < width) {
      int run = out.indexOf(String.valueOf(grouping));
      if ((run < 0 ? end : run) == 3) {
        out.insert(0, grouping);
      }
      out.insert(0, '0');
      end = out.indexOf(".") < 0 ? out.length() : out.indexOf(".");
    }
    return signed.substring(0, start) + out;
  }

  private static int signStart(String number) {
    return number.isEmpty() || "+- ".indexOf(number.charAt(0)) < 0 ? 0 : 1;
  }

  /// The number with the sign that positive numbers get.
  static String signed(String number, char sign) {
    return sign == '-' || number.startsWith("-") ? number : sign + number;
  }

  /// Zeros between the sign or prefix and the digits.
  static String padZeros(String number, int width) {
    int start = signStart(number);
    if (number.startsWith("0x", start)
        || number.startsWith("0X", start)
        || number.startsWith("0o", start)
        || number.startsWith("0b", start)) {
      start += 2;
    }
    int missing = Math.max(0, width - number.length());
    return number.substring(0, start) + "0".repeat(missing) + number.substring(start);
  }

  static String pad(String text, int width, char align, String fill) {
    int missing = width - Python.length(text);
    if (missing <= 0) {
      return text;
    }
    int before = align == '<' ? 0 : align == '^' ? missing / 2 : missing;
    return fill.repeat(before) + text + fill.repeat(missing - before);
  }

  /// A float in the manner of C's `printf`: `e`, `f` or `g`, upper case for upper case.
  static String real(double value, char kind, int precision, boolean alternate) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      String name = Repr.real(value);
      return Character.isUpperCase(kind) ? name.toUpperCase(Locale.ROOT) : name;
    }
    String minus = Math.copySign(1, value) < 0 ? "-" : "";
    BigDecimal exact = new BigDecimal(Math.abs(value));
    String digits =
        switch (Character.toLowerCase(kind)) {
          case 'f' -> exact.setScale(precision, RoundingMode.HALF_EVEN).toPlainString();
          case 'e' -> scientific(exact, precision);
          default -> shortest(exact, Math.max(precision, 1), alternate);
        };
    if (alternate && precision == 0 && digits.indexOf('.') < 0) {
      int e = digits.indexOf('e');
      digits = e < 0 ? digits + "." : digits.substring(0, e) + "." + digits.substring(e);
    }
    return minus + (Character.isUpperCase(kind) ? digits.toUpperCase(Locale.ROOT) : digits);
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

  private static String shortest(BigDecimal value, int precision, boolean alternate) {
    String wide = scientific(value, precision - 1);
    int exponent = Integer.parseInt(wide, wide.indexOf('e') + 1, wide.length(), 10);
    String digits;
    String tail = "";
    if (exponent < -4 || exponent >= precision) {
      digits = wide.substring(0, wide.indexOf('e'));
      tail = wide.substring(wide.indexOf('e'));
    } else {
      digits = value.setScale(precision - 1 - exponent, RoundingMode.HALF_EVEN).toPlainString();
    }
    if (!alternate && digits.indexOf('.') >= 0) {
      int end = digits.length();
      while (digits.charAt(end - 1) == '0') {
        end--;
      }
      digits = digits.substring(0, digits.charAt(end - 1) == '.' ? end - 1 : end);
    }
    return digits + tail;
  }
}
