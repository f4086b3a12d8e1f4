package dev.runner.values;

import java.util.Locale;

/// Formatting one value by a format specification ("Format Specification Mini-Language" in Python's
/// library reference).
final class FormatSpec {
  private static final int MAX_WIDTH = 1 << 20;

  private int at;
  private final String text;
  private String fill = "";
  private char align;
  private char sign;
  private boolean noNegativeZero;
  private boolean alternate;
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
    if (Text.isText(value)) {
      return new FormatSpec(specification).text(Texts.value(value));
    }
    if (Python.isInteger(value)) {
      return new FormatSpec(specification).whole(value);
    }
    if (value instanceof DateTime time) {
      return Strftime.format(specification, time.zoned());
    }
    if (value instanceof Date date) {
      return Strftime.format(specification, date.zoned());
    }
    if (value instanceof Double real) {
      FormatSpec spec = new FormatSpec(specification);
      return spec.number(spec.floating(real));
    }
    Python.isEmptyUndefined(value);
    throw PythonException.type(
        "unsupported format string passed to " + Python.typeName(value) + ".__format__");
  }

  private boolean more() {
    return at < text.length();
  }

  private void parse() {
    int first = text.offsetByCodePoints(0, 1);
    if (text.length() > first && "<>=^".indexOf(text.charAt(first)) >= 0) {
      fill = text.substring(0, first);
      align = text.charAt(first);
      at = first + 1;
    } else if ("<>=^".indexOf(text.charAt(0)) >= 0) {
      align = text.charAt(at++);
    }
    if (more() && "+- ".indexOf(text.charAt(at)) >= 0) {
      sign = text.charAt(at++);
    }
    noNegativeZero = taken('z');
    alternate = taken('#');
    if (fill.isEmpty() && taken('0')) {
      fill = "0";
      zeros = align == 0;
    }
    fill = fill.isEmpty() ? " " : fill;
    width = digits();
    grouping();
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

  private void grouping() {
    if (more() && (text.charAt(at) == ',' || text.charAt(at) == '_')) {
      grouping = text.charAt(at++);
      if (more() && (text.charAt(at) == ',' || text.charAt(at) == '_')) {
        throw PythonException.value(
            text.charAt(at) == grouping
                ? "Cannot specify '" + grouping + "' with '" + grouping + "'."
                : "Cannot specify both ',' and '_'.");
      }
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
    refuse(grouping != 0, "Cannot specify '" + grouping + "' with 's'.");
    refuse(sign == ' ', "Space not allowed in string format specifier");
    refuse(sign != 0, "Sign not allowed in string format specifier");
    refuse(noNegativeZero, "Negative zero coercion (z) not allowed in string format specifier");
    refuse(alternate, "Alternate form (#) not allowed in string format specifier");
    refuse(align == '=', "'=' alignment not allowed in string format specifier");
    String shown = value;
    if (precision >= 0 && precision < Python.length(value)) {
      shown = value.substring(0, value.offsetByCodePoints(0, precision));
    }
    return pad(shown, width, align == 0 ? '<' : align, fill);
  }

  private static void refuse(boolean wrong, String message) {
    if (wrong) {
      throw PythonException.value(message);
    }
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
      case 'c' -> character(value);
      case 'e', 'E', 'f', 'F', 'g', 'G', '%' -> number(floating(Numbers.toDouble(value)));
      default -> throw unknown("int");
    };
  }

  private void refuseForWhole() {
    refuse(precision >= 0, "Precision not allowed in integer format specifier");
    refuse(
        noNegativeZero,
        "Negative zero coercion (z) not allowed in format specifier with integer format code");
    boolean decimal = type == 0 || type == 'd';
    boolean grouped = grouping == 0 || decimal || (grouping == '_' && "xXob".indexOf(type) >= 0);
    refuse(!grouped, "Cannot specify '" + grouping + "' with '" + type + "'.");
  }

  private String character(Object value) {
    refuseForWhole();
    refuse(sign != 0, "Sign not allowed with integer format specifier 'c'");
    refuse(alternate, "Alternate form (#) not allowed with integer format specifier 'c'");
    long point = value instanceof java.math.BigInteger ? -1 : Numbers.toLong(value);
    if (point < 0 || point > Character.MAX_CODE_POINT) {
      throw Numbers.overflow("%c arg not in range(0x110000)");
    }
    return pad(
        Character.toString((int) point), width, align == 0 || align == '=' ? '>' : align, fill);
  }

  private String digits(Object value, int radix, String prefix) {
    refuseForWhole();
    String digits = Numbers.big(value).abs().toString(radix);
    digits = type == 'X' ? digits.toUpperCase(Locale.ROOT) : digits;
    String minus = Numbers.big(value).signum() < 0 ? "-" : "";
    return number(minus + (alternate ? prefix : "") + grouped(digits));
  }

  /// A float's digits, grouped, with a minus if it is negative.
  private String floating(double value) {
    refuse(grouping != 0 && type == 'n', "Cannot specify '" + grouping + "' with 'n'.");
    int digits = precision < 0 ? 6 : precision;
    String text =
        switch (type) {
          case 0 -> RealText.of(value, precision, alternate);
          case '%' -> RealText.of(value * 100, 'f', digits, alternate) + "%";
          case 'n' -> RealText.of(value, 'g', digits, alternate);
          case 'e', 'E', 'f', 'F', 'g', 'G' -> RealText.of(value, type, digits, alternate);
          default -> throw unknown("float");
        };
    boolean negative = text.startsWith("-");
    text = negative ? text.substring(1) : text;
    if (noNegativeZero && Double.isFinite(value)) {
      int e = text.indexOf('e') < 0 ? text.indexOf('E') : text.indexOf('e');
      String mantissa = e < 0 ? text : text.substring(0, e);
      negative &= mantissa.chars().anyMatch(c -> c >= '1' && c <= '9');
    }
    int end = 0;
    while (end < text.length() && Character.digit(text.charAt(end), 10) >= 0) {
      end++;
    }
    return (negative ? "-" : "") + grouped(text.substring(0, end)) + text.substring(end);
  }

  private String grouped(String digits) {
    if (grouping == 0) {
      return digits;
    }
    StringBuilder out = new StringBuilder(digits);
    for (int i = digits.length() - groupSize(); i > 0; i -= groupSize()) {
      out.insert(i, grouping);
    }
    return out.toString();
  }

  private int groupSize() {
    return type != 0 && "xXob".indexOf(type) >= 0 ? 4 : 3;
  }

  private String number(String digits) {
    String signed = signed(digits, sign == 0 ? '-' : sign);
    if (!zeros && align != '=') {
      return pad(signed, width, align == 0 ? '>' : align, fill);
    }
    int start = signStart(signed);
    String prefix = signed.substring(0, start);
    String rest = signed.substring(start);
    if (fill.equals("0") && grouping != 0 && Character.isDigit(rest.charAt(0))) {
      return prefix + padGrouped(rest, width - start);
    }
    return prefix + pad(rest, width - start, '>', fill);
  }

  /// Zeros before the digits, with separators among them; none at the very start.
  private String padGrouped(String digits, int room) {
    StringBuilder out = new StringBuilder(digits);
    int run = 0;
    while (run < out.length() && Character.digit(out.charAt(run), 16) >= 0) {
      run++;
    }
    while (out.length() < room) {
      if (run == groupSize()) {
        out.insert(0, grouping);
        run = 0;
      }
      out.insert(0, '0');
      run++;
    }
    return out.toString();
  }

  /// Behind the sign and the prefix of other bases.
  private static int signStart(String number) {
    int start = number.isEmpty() || "+- ".indexOf(number.charAt(0)) < 0 ? 0 : 1;
    boolean prefix =
        number.length() > start + 1
            && number.charAt(start) == '0'
            && "xXob".indexOf(number.charAt(start + 1)) >= 0;
    return prefix ? start + 2 : start;
  }

  /// The number with the sign that positive numbers get.
  static String signed(String number, char sign) {
    return sign == '-' || number.startsWith("-") ? number : sign + number;
  }

  /// Zeros between the sign or prefix and the digits.
  static String padZeros(String number, int width) {
    int start = signStart(number);
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
}
