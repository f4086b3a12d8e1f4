package dev.runner.jinja;

import dev.runner.values.Arithmetic;
import dev.runner.values.None;
import dev.runner.values.Ordering;
import dev.runner.values.Python;
import dev.runner.values.Text;
import dev.runner.values.Texts;
import dev.runner.values.Undefined;
import dev.runner.values.Unknown;
import dev.runner.values.UnknownException;
import dev.runner.values.View;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/// Jinja2's tests.
final class BuiltInTests implements Check {
  static final String[] NAMES = {
    "boolean",
    "callable",
    "defined",
    "divisibleby",
    "eq",
    "==",
    "equalto",
    "escaped",
    "even",
    "false",
    "filter",
    "float",
    "ge",
    ">=",
    "gt",
    ">",
    "greaterthan",
    "in",
    "integer",
    "iterable",
    "le",
    "<=",
    "lower",
    "lt",
    "<",
    "lessthan",
    "mapping",
    "ne",
    "!=",
    "none",
    "number",
    "odd",
    "sameas",
    "sequence",
    "string",
    "test",
    "true",
    "undefined",
    "upper"
  };

  private final String name;

  BuiltInTests(String name) {
    this.name = name;
  }

  @Override
  public boolean acceptsUndefined() {
    return name.equals("defined") || name.equals("undefined");
  }

  @Override
  public boolean test(Object value, Arguments arguments, Rendering rendering) {
    return switch (name) {
      case "divisibleby" -> isZero(Arithmetic.modulo(value, arguments.bind("num").value("num")));
      case "in" -> Python.contains(arguments.bind("seq").value("seq"), value);
      case "sameas" -> isSame(value, arguments.bind("other").value("other"));
      case "eq", "==", "equalto" -> Python.equal(value, other(arguments));
      case "ne", "!=" -> !Python.equal(value, other(arguments));
      case "ge", ">=" -> Ordering.test(value, ">=", other(arguments));
      case "gt", ">", "greaterthan" -> Ordering.test(value, ">", other(arguments));
      case "le", "<=" -> Ordering.test(value, "<=", other(arguments));
      case "lt", "<", "lessthan" -> Ordering.test(value, "<", other(arguments));
      default -> {
        arguments.bind();
        yield test(value, rendering);
      }
    };
  }

  private static Object other(Arguments arguments) {
    return arguments.bind("b").value("b");
  }

  private boolean test(Object value, Rendering rendering) {
    return switch (name) {
      case "defined" -> isDefined(value);
      case "undefined" -> !isDefined(value);
      case "even" -> isZero(Arithmetic.modulo(value, 2L));
      case "odd" -> Python.equal(Arithmetic.modulo(value, 2L), 1L);
      case "filter" -> isName(value) && rendering.environment().filter(text(value)) != null;
      case "test" -> isName(value) && rendering.environment().test(text(value)) != null;
      case "lower" -> TextTests.isLower(Python.string(value));
      case "upper" -> TextTests.isUpper(Python.string(value));
      case "escaped" -> Texts.isMarkup(value);
      default -> isKind(value);
    };
  }

  private boolean isKind(Object value) {
    return switch (name) {
      case "boolean" -> value instanceof Boolean;
      case "true" -> Boolean.TRUE.equals(value);
      case "false" -> Boolean.FALSE.equals(value);
      case "none" -> value == None.NONE;
      case "callable" -> value instanceof Callable || value instanceof Undefined;
      case "float" -> value instanceof Double;
      case "integer" -> value instanceof Long || value instanceof BigInteger;
      case "number" -> Python.isNumber(value);
      case "string" -> Text.isText(value);
      case "mapping" -> value instanceof Map<?, ?>;
      case "iterable" -> Python.isIterable(value);
      case "sequence" -> isSequence(value);
      default -> throw new IllegalStateException(name);
    };
  }

  /// Anything with a length and items; a set of keys has no items to ask for.
  private static boolean isSequence(Object value) {
    return !(value instanceof View)
        && (Text.isText(value)
            || value instanceof List<?>
            || value instanceof Map<?, ?>
            || value instanceof Undefined);
  }

  private static boolean isDefined(Object value) {
    if (value instanceof Unknown unknown) {
      throw new UnknownException(unknown);
    }
    return !(value instanceof Undefined);
  }

  /// What can't be a key of the table of names is an error.
  private static boolean isName(Object value) {
    return Python.key(value) instanceof String;
  }

  private static String text(Object value) {
    return Texts.value(value);
  }

  private static boolean isZero(Object number) {
    return Python.equal(number, 0L);
  }

  /// Python's `is`. Small numbers and short texts are one object there; which ones is an accident,
  /// so equal scalars of one type are the same here.
  @SuppressWarnings("ReferenceEquality") // that is what the test is about
  private static boolean isSame(Object value, Object other) {
    if (value == other) {
      return true;
    }
    boolean scalar = Python.isNumber(value) || Text.isText(value);
    return scalar
        && Python.typeName(value).equals(Python.typeName(other))
        && Python.equal(value, other);
  }
}
