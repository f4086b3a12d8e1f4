package dev.runner.catalog;

import dev.runner.module.BadParameter;
import dev.runner.module.FileMode;
import dev.runner.values.Json;
import dev.runner.values.None;
import dev.runner.values.Python;
import dev.runner.values.Secrets;
import dev.runner.values.Text;
import dev.runner.values.TimeValue;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Takes a single value for what a parameter wants: text, a number, a time, a mode, one of some
/// words.
final class Scalar {
  private static final Set<String> TRUE = Set.of("yes", "on", "true", "1", "y", "t");
  private static final Set<String> FALSE = Set.of("no", "off", "false", "0", "n", "f");

  private Scalar() {}

  static Object constant(String name, Class<?> type, Object value) {
    String text = text(name, value);
    for (Object constant : type.getEnumConstants()) {
      String choice = Parameter.choice(constant);
      if (choice.replace('-', '_').equalsIgnoreCase(text.replace('-', '_'))
          || (value instanceof Boolean bool && (bool ? TRUE : FALSE).contains(choice))) {
        return constant;
      }
    }
    String choices =
        String.join(", ", Arrays.stream(type.getEnumConstants()).map(Parameter::choice).toList());
    throw new Unfit(
        "'%s' can't be '%s'".formatted(name, text),
        "it is one of: " + choices,
        Place.of(name).noChoice(choices, text));
  }

  static boolean bool(String name, Object value) {
    if (value instanceof Boolean bool) {
      return bool;
    }
    String word = text(name, value).toLowerCase(Locale.ROOT);
    if (TRUE.contains(word)) {
      return true;
    } else if (FALSE.contains(word)) {
      return false;
    }
    throw new Unfit(
        "'%s' must be true or false, not '%s'".formatted(name, word),
        "",
        unable(
            name,
            value,
            "bool",
            value instanceof Map || value instanceof Collection
                ? "<class '%s'> cannot be converted to a bool".formatted(Python.typeName(value))
                : "The value %s is not a valid boolean. Valid booleans include: 'yes', 'on', 'true', '1', 'y', 't', 'no', 'off', 'false', '0', 'n', 'f'"
                    .formatted(Python.repr(value))));
  }

  /// What the result says where a value can't be made what the parameter wants.
  private static String unable(String name, Object value, String type, String why) {
    return Place.of(name).unable(value, type, why);
  }

  static BigDecimal number(String name, Object value) {
    return number(name, value, "float");
  }

  private static BigDecimal number(String name, Object value, String type) {
    try {
      return new BigDecimal(text(name, value).strip());
    } catch (NumberFormatException e) {
      throw new Unfit(
          "'%s' must be a number, not %s".formatted(name, kind(value)),
          "",
          unable(name, value, type, unconverted(value, type)));
    }
  }

  static long whole(String name, Object value) {
    try {
      return number(name, value, "int").longValueExact();
    } catch (ArithmeticException e) {
      throw new Unfit(
          "'%s' must be a whole number".formatted(name),
          "",
          unable(name, value, "int", unconverted(value, "int")));
    }
  }

  private static String unconverted(Object value, String type) {
    return type.equals("int")
        ? "\"%s\" cannot be converted to an int".formatted(Python.repr(value))
        : "<class '%s'> cannot be converted to a float".formatted(Python.typeName(value));
  }

  static Duration duration(String name, Object value) {
    String text = text(name, value).strip();
    Matcher unit =
        Pattern.compile("([0-9.]+)\\s*(s|sec|seconds?|m|min|minutes?|h|hours?|d|days?)?")
            .matcher(text);
    if (!unit.matches()) {
      throw new Unfit(
          "'%s' must be a time, not '%s'".formatted(name, text),
          "write seconds, or 90s, 5m, 2h, 1d",
          unable(name, value, "int", unconverted(value, "int")));
    }
    String word = unit.group(2) == null ? "s" : unit.group(2);
    long factor =
        switch (word.charAt(0)) {
          case 'd' -> 86_400;
          case 'h' -> 3_600;
          case 'm' -> 60;
          default -> 1;
        };
    return Duration.ofMillis(
        number(name, unit.group(1)).multiply(BigDecimal.valueOf(factor * 1000)).longValue());
  }

  /// YAML reads `0644` as the octal number and `644` as a decimal one; Ansible takes the number's
  /// bits, so that an unquoted `644` is a mistake that we can see.
  static FileMode mode(String name, Object value) {
    if (value instanceof Long bits) {
      if (bits > 07777 || bits < 0) {
        throw new Unfit(
            "'%s' is the decimal number %d".formatted(name, bits),
            "write the mode in quotes: '0%d'".formatted(bits));
      }
      return FileMode.of(bits.intValue());
    }
    String text = text(name, value);
    if (text.equals("preserve")) {
      throw new BadParameter(name, "'preserve' works only where the source is a file");
    }
    try {
      return FileMode.parse(text);
    } catch (IllegalArgumentException e) {
      String sentence = String.valueOf(e.getMessage());
      throw new Unfit(sentence, "", sentence, "bad symbolic permission for mode: " + text);
    }
  }

  static String path(String name, Object value) {
    String text = text(name, value);
    if (text.isEmpty()) {
      throw new Unfit("'%s' is an empty path".formatted(name), "");
    }
    return text;
  }

  /// Text as it is; anything else as JSON, secret as a whole if anything in it is.
  static Text written(String name, Object value) {
    if (value instanceof Text text) {
      return text;
    }
    Text plain = Text.of(text(name, Secrets.revealed(value)), Text.marksOf(value));
    return Secrets.in(value) ? plain.with(plain.marks().asSecret()) : plain;
  }

  static String text(String name, Object value) {
    return switch (value) {
      case String text -> text;
      case Text text -> text.value();
      case Boolean bool -> bool ? "True" : "False";
      case Number number -> Json.line(number);
      case TimeValue time -> time.iso();
      case Map<?, ?> map -> Json.spaced(map);
      case List<?> list -> Json.spaced(list);
      default -> throw new Unfit("'%s' must be text, not %s".formatted(name, kind(value)), "");
    };
  }

  static String kind(Object value) {
    return switch (value) {
      case None none -> "nothing";
      case Boolean bool -> "a boolean";
      case Number number -> "the number " + number;
      case Map<?, ?> map -> "a mapping";
      case List<?> list -> "a list";
      default -> "'" + value + "'";
    };
  }
}
