package dev.runner.values;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `text % values`, Python's older way of formatting ("printf-style String Formatting" in its
/// library reference).
final class PercentFormat {
  private final String template;
  private final Object values;
  private final List<Object> arguments;
  private final boolean markup;
  private final StringBuilder out = new StringBuilder();
  private int at;
  private int taken;
  private boolean named;

  private PercentFormat(Object template, Object values) {
    this.template = Texts.value(template);
    this.values = values;
    this.markup = Texts.isMarkup(template);
    this.arguments = values instanceof Tuple tuple ? tuple : List.of(values);
  }

  static Object format(Object template, Object values) {
    Python.isEmptyUndefined(values);
    PercentFormat format = new PercentFormat(template, values);
    format.run();
    Marks marks = Texts.within(values, Text.marksOf(template));
    return format.markup
        ? Text.markup(format.out.toString(), marks)
        : Texts.of(format.out.toString(), marks);
  }

  private void run() {
    while (at < template.length()) {
      char c = template.charAt(at++);
      if (c == '%') {
        conversion();
      } else {
        out.append(c);
      }
    }
    boolean leftOver = taken < arguments.size() && !named;
    if (leftOver
        && !(values instanceof Map<?, ?>
            || values instanceof Undefined
            || (values instanceof List<?> list && !(list instanceof Tuple)))) {
      throw PythonException.type("not all arguments converted during string formatting");
    }
  }

  private void conversion() {
    if (at < template.length() && template.charAt(at) == '%') {
      out.append('%');
      at++;
      return;
    }
    Object given = null;
    if (at < template.length() && template.charAt(at) == '(') {
      given = mapped();
    }
    StringBuilder flags = new StringBuilder();
    while (at < template.length() && "#0- +".indexOf(template.charAt(at)) >= 0) {
      flags.append(template.charAt(at++));
    }
    int width = number();
    int precision = -1;
    if (at < template.length() && template.charAt(at) == '.') {
      at++;
      precision = Math.max(number(), 0);
    }
    while (at < template.length() && "hlL".indexOf(template.charAt(at)) >= 0) {
      at++;
    }
    if (at >= template.length()) {
      throw PythonException.value("incomplete format");
    }
    char type = template.charAt(at++);
    String flag = flags.toString();
    if (width < -1) {
      flag += "-";
      width = -width;
    }
    out.append(converted(type, given == null ? next() : given, flag, width, precision));
  }

  private Object mapped() {
    int depth = 1;
    int start = ++at;
    while (at < template.length() && depth > 0) {
      char c = template.charAt(at++);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
    }
    if (depth > 0) {
      throw PythonException.value("incomplete format key");
    }
    if (!(values instanceof Map<?, ?> map)) {
      throw PythonException.type("format requires a mapping");
    }
    named = true;
    String key = template.substring(start, at - 1);
    Object value = map.get(key);
    if (value == null) {
      throw PythonException.of(PythonException.Kind.KEY, Python.repr(key));
    }
    return value;
  }

  private int number() {
    if (at < template.length() && template.charAt(at) == '*') {
      at++;
      Object width = next();
      if (!Python.isInteger(width)) {
        throw PythonException.type("* wants int");
      }
      return FormatSpec.limited(Numbers.toLong(width));
    }
    int start = at;
    while (at < template.length() && Character.digit(template.charAt(at), 10) >= 0) {
      at++;
    }
    return start == at ? -1 : FormatSpec.limited(template.substring(start, at));
  }

  private Object next() {
    if (taken >= arguments.size() || named) {
      throw PythonException.type("not enough arguments for format string");
    }
    return arguments.get(taken++);
  }

  private String converted(char type, Object value, String flags, int width, int precision) {
    boolean left = flags.indexOf('-') >= 0;
    boolean zeros = flags.indexOf('0') >= 0 && !left;
    char sign = flags.indexOf('+') >= 0 ? '+' : flags.indexOf(' ') >= 0 ? ' ' : '-';
    boolean alternate = flags.indexOf('#') >= 0;
    String body = text(type, value);
    if (body != null) {
      if (type != 'c' && precision >= 0 && precision < Python.length(body)) {
        body = body.substring(0, body.offsetByCodePoints(0, precision));
      }
      return FormatSpec.pad(body, width, left ? '<' : '>', " ");
    }
    String number =
        switch (type) {
          case 'd', 'i', 'u' -> whole(value, type, sign, 10, false, precision);
          case 'x' -> whole(value, type, sign, 16, alternate, precision);
          case 'X' -> whole(value, type, sign, -16, alternate, precision);
          case 'o' -> whole(value, type, sign, 8, alternate, precision);
          case 'e', 'E', 'f', 'F', 'g', 'G' ->
              FormatSpec.signed(
                  RealText.of(real(value), type, precision < 0 ? 6 : precision, alternate), sign);
          default ->
              throw PythonException.value(
                  "unsupported format character '%s' (0x%x) at index %d"
                      .formatted(type, (int) type, at - 1));
        };
    return zeros
        ? FormatSpec.padZeros(number, width)
        : FormatSpec.pad(number, width, left ? '<' : '>', " ");
  }

  private @Nullable String text(char type, Object value) {
    return switch (type) {
      case 's' -> markup ? Html.escape(value) : Python.string(value);
      case 'r' -> markup ? Html.escape(Python.repr(value)) : Python.repr(value);
      case 'a' -> markup ? Html.escape(Python.ascii(value)) : Python.ascii(value);
      case 'c' -> character(value);
      default -> null;
    };
  }

  private static String character(Object value) {
    if (Text.isText(value) && Python.length(value) == 1) {
      return Texts.value(value);
    }
    if (!Python.isInteger(value)) {
      throw PythonException.type(
          "%c requires an int or a unicode character, not " + Python.typeName(value));
    }
    long point = Numbers.toLong(value);
    if (point < 0 || point > Character.MAX_CODE_POINT) {
      throw Numbers.overflow("%c arg not in range(0x110000)");
    }
    return Character.toString((int) point);
  }

  private static double real(Object value) {
    refuseUndefined(value);
    if (!Python.isNumber(value)) {
      throw PythonException.type("must be real number, not " + Python.typeName(value));
    }
    return Numbers.toDouble(value);
  }

  /// Python asks an undefined value to become a number, which says what is undefined.
  private static void refuseUndefined(Object value) {
    if (value instanceof Undefined undefined) {
      throw PythonException.undefined(undefined);
    }
  }

  private static String whole(
      Object value, char type, char sign, int radix, boolean alternate, int precision) {
    Object number = value instanceof Double real && radix == 10 ? Numbers.truncate(real) : value;
    if (!Python.isInteger(number)) {
      if (radix == 10) {
        refuseUndefined(value);
      }
      Python.isEmptyUndefined(value);
      throw PythonException.type(
          "%%%s format: %s is required, not %s"
              .formatted(
                  type, radix == 10 ? "a real number" : "an integer", Python.typeName(value)));
    }
    String digits = Numbers.big(number).abs().toString(Math.abs(radix));
    digits = "0".repeat(Math.max(0, precision - digits.length())) + digits;
    if (alternate) {
      digits = (radix == 8 ? "0o" : "0x") + digits;
    }
    digits = radix < 0 ? digits.toUpperCase(java.util.Locale.ROOT) : digits;
    return FormatSpec.signed((Numbers.big(number).signum() < 0 ? "-" : "") + digits, sign);
  }
}
