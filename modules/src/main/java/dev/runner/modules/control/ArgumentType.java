package dev.runner.modules.control;

import dev.runner.values.Json;
import dev.runner.values.None;
import dev.runner.values.Python;
import dev.runner.values.Secret;
import dev.runner.values.Secrets;
import dev.runner.values.Text;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The types that a specification of arguments knows, and what may stand for a value of each.
enum ArgumentType {
  STR,
  LIST,
  DICT,
  BOOL,
  INT,
  FLOAT,
  PATH,
  RAW,
  JSONARG,
  JSON,
  BYTES,
  BITS;

  private static final Set<String> TRUE = Set.of("y", "yes", "on", "1", "true", "t", "1.0");
  private static final Set<String> FALSE = Set.of("n", "no", "off", "0", "false", "f", "0.0");
  private static final Pattern SIZE = Pattern.compile("([0-9]*\\.?[0-9]+)(?:\\s*([A-Za-z]+))?\\s*");
  private static final String UNITS = "BKMGTPEZY";

  /// A value that can't stand for one of the type; the message says why.
  static final class Unfit extends Exception {
    private static final long serialVersionUID = 1;

    Unfit(String message) {
      super(message);
    }
  }

  /// The type of this name; text, if none is given or it isn't known.
  static ArgumentType of(@Nullable Object name) {
    String word = name == null ? "str" : Python.string(name);
    return Arrays.stream(values()).filter(type -> type.word().equals(word)).findFirst().orElse(STR);
  }

  /// Its name in a specification.
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  Object convert(Object value) throws Unfit {
    return switch (this) {
      case STR, PATH -> Text.isText(value) ? value : value == None.NONE ? "" : Python.text(value);
      case RAW -> value;
      case LIST -> list(value);
      case DICT -> dict(value);
      case BOOL -> bool(value);
      case INT -> whole(value);
      case FLOAT -> real(value);
      case JSON, JSONARG -> json(value);
      case BYTES -> size(value, false);
      case BITS -> size(value, true);
    };
  }

  private static String type(Object value) {
    return "<class '%s'>".formatted(Python.typeName(value));
  }

  private static String shown(Object value) {
    return Secrets.in(value) ? Secret.MASK : Python.repr(value);
  }

  private static Object list(Object value) throws Unfit {
    if (value instanceof List<?>) {
      return value;
    }
    if (Text.isText(value)) {
      return new ArrayList<Object>(Arrays.asList(Python.string(value).split(",", -1)));
    }
    if (Python.isNumber(value)) {
      return List.of(Python.string(value));
    }
    throw new Unfit(type(value) + " cannot be converted to a list");
  }

  private static Object dict(Object value) throws Unfit {
    if (value instanceof Map<?, ?>) {
      return value;
    }
    if (!Text.isText(value)) {
      throw new Unfit(type(value) + " cannot be converted to a dict");
    }
    String text = Python.string(value);
    if (text.startsWith("{")) {
      try {
        return Json.parse(text);
      } catch (Json.SyntaxError e) {
        throw new Unfit("unable to evaluate string as dictionary");
      }
    }
    if (!text.contains("=")) {
      throw new Unfit("dictionary requested, could not parse JSON or key=value");
    }
    Map<String, Object> pairs = new LinkedHashMap<>();
    for (String field : fields(text.strip())) {
      int at = field.indexOf('=');
      if (at < 0) {
        throw new Unfit("unable to evaluate string in the \"key=value\" format as dictionary");
      }
      pairs.put(field.substring(0, at), field.substring(at + 1));
    }
    return pairs;
  }

  /// Fields between commas and blanks that aren't quoted.
  private static List<String> fields(String text) {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    char quote = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length()) {
        field.append(text.charAt(++i));
      } else if (quote == 0 && (c == '\'' || c == '"')) {
        quote = c;
      } else if (quote != 0 && quote == c) {
        quote = 0;
      } else if (quote == 0 && (c == ',' || c == ' ')) {
        fields.add(field.toString());
        field.setLength(0);
      } else {
        field.append(c);
      }
    }
    fields.add(field.toString());
    fields.removeIf(String::isEmpty);
    return fields;
  }

  private static Object bool(Object value) throws Unfit {
    if (value instanceof Boolean) {
      return value;
    }
    if (!Text.isText(value) && !Python.isNumber(value)) {
      throw new Unfit(type(value) + " cannot be converted to a bool");
    }
    String word = Python.string(value).strip().toLowerCase(Locale.ROOT);
    if (TRUE.contains(word) || FALSE.contains(word)) {
      return TRUE.contains(word);
    }
    String given = Secrets.in(value) ? Secret.MASK : Python.string(value);
    throw new Unfit(
        "The value '%s' is not a valid boolean. Valid booleans include: %s"
            .formatted(
                given, "0, 1, 'f', 'false', 'n', 'no', 'off', 'on', 't', 'true', 'y', 'yes'"));
  }

  private static Object whole(Object value) throws Unfit {
    if (Python.isInteger(value)) {
      return value;
    }
    if (Text.isText(value) || value instanceof Double) {
      try {
        BigInteger number = new BigDecimal(Python.string(value).strip()).toBigIntegerExact();
        return number.bitLength() < Long.SIZE ? (Object) number.longValue() : number;
      } catch (ArithmeticException | NumberFormatException e) {
        // said below
      }
    }
    throw new Unfit("\"%s\" cannot be converted to an int".formatted(shown(value)));
  }

  private static Object real(Object value) throws Unfit {
    if (value instanceof Double) {
      return value;
    }
    if (Text.isText(value) || Python.isNumber(value)) {
      try {
        return value instanceof Boolean bool
            ? (bool ? 1.0 : 0.0)
            : Double.parseDouble(Python.string(value).strip());
      } catch (NumberFormatException e) {
        // said below
      }
    }
    throw new Unfit(type(value) + " cannot be converted to a float");
  }

  private static Object json(Object value) throws Unfit {
    if (Text.isText(value)) {
      return Python.string(value).strip();
    }
    if (value instanceof List<?> || value instanceof Map<?, ?>) {
      return Json.spaced(value);
    }
    throw new Unfit(type(value) + " cannot be converted to a json string");
  }

  /// `10`, `10M`, `1.5 GB`, `1Mb`: a number of bytes or bits.
  private static Object size(Object value, boolean bits) throws Unfit {
    Matcher matcher = SIZE.matcher(Python.string(value));
    String unit = bits ? "Bit" : "Byte";
    if (matcher.matches()) {
      double number = Double.parseDouble(matcher.group(1));
      String suffix = matcher.group(2) == null ? "" : matcher.group(2);
      int power = suffix.isEmpty() ? 0 : UNITS.indexOf(Character.toUpperCase(suffix.charAt(0)));
      if (power >= 0 && isUnit(suffix, bits)) {
        return Math.round(number * Math.pow(1024, power));
      }
    }
    throw new Unfit("%s cannot be converted to a %s value".formatted(type(value), unit));
  }

  private static boolean isUnit(String suffix, boolean bits) {
    String rest = suffix.length() < 2 ? "" : suffix.substring(1);
    boolean whole = suffix.toLowerCase(Locale.ROOT).endsWith(bits ? "bit" : "byte");
    return suffix.length() < 2 || rest.equals(bits ? "b" : "B") || whole;
  }
}
