package dev.runner.values;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What Python's built-in functions say about a value: `bool`, `len`, `list`, `str`, `repr`, `==`,
/// `<`, `type`.
public final class Python {
  private Python() {}

  /// `bool(value)`: empty and zero are false.
  public static boolean truth(Object value) {
    // no switch by types: the first one costs a start of the JVM 20 ms
    if (value instanceof Boolean bool) {
      return bool;
    }
    if (value instanceof String text) {
      return !text.isEmpty();
    }
    if (value instanceof Text text) {
      return !text.value().isEmpty();
    }
    if (value instanceof Long number) {
      return number != 0;
    }
    if (value instanceof Map<?, ?> map) {
      return !map.isEmpty();
    }
    if (value instanceof List<?> list) {
      return !list.isEmpty();
    }
    if (value instanceof None) {
      return false;
    }
    if (value instanceof Double number) {
      return number != 0;
    }
    if (value instanceof BigInteger number) {
      return number.signum() != 0;
    }
    return !isEmptyUndefined(value);
  }

  /// Whether this is an undefined value that may be used as if it were empty.
  ///
  /// @throws PythonException if it is one whose use is an error
  /// @throws UnknownException if it can't be known
  static boolean isEmptyUndefined(Object value) {
    if (value instanceof Undefined undefined) {
      if (undefined.isLenient()) {
        return true;
      }
      throw PythonException.undefined(undefined);
    }
    if (value instanceof Unknown unknown) {
      throw new UnknownException(unknown);
    }
    return false;
  }

  /// `len(value)`; text counts code points.
  ///
  /// @throws PythonException if it has no length
  public static int length(Object value) {
    // no switch by types: the first one costs a start of the JVM 20 ms
    if (value instanceof String text) {
      return text.codePointCount(0, text.length());
    }
    if (value instanceof Text text) {
      return text.value().codePointCount(0, text.value().length());
    }
    if (value instanceof List<?> list) {
      return list.size();
    }
    if (value instanceof Map<?, ?> map) {
      return map.size();
    }
    if (isEmptyUndefined(value)) {
      return 0;
    }
    throw PythonException.type("object of type '" + typeName(value) + "' has no len()");
  }

  /// `list(value)`: the items of a list, the keys of a dict, the characters of a text. The result
  /// may be the value itself, so it must not be changed.
  ///
  /// @throws PythonException if it can't be iterated
  @SuppressWarnings("unchecked")
  public static List<Object> list(Object value) {
    // no switch by types: the first one costs a start of the JVM 20 ms
    if (value instanceof List<?> list) {
      return (List<Object>) list;
    }
    if (value instanceof Map<?, ?> map) {
      return new ArrayList<>(map.keySet());
    }
    if (value instanceof String text) {
      return characters(text, text);
    }
    if (value instanceof Text text) {
      return characters(text.value(), text);
    }
    if (isEmptyUndefined(value)) {
      return List.of();
    }
    throw PythonException.type("'" + typeName(value) + "' object is not iterable");
  }

  private static List<Object> characters(String text, Object model) {
    List<Object> characters = new ArrayList<>(text.length());
    for (int i = 0; i < text.length(); ) {
      int next = text.offsetByCodePoints(i, 1);
      characters.add(Texts.of(text.substring(i, next), Text.marksOf(model)));
      i = next;
    }
    return characters;
  }

  /// Whether it can be iterated.
  public static boolean isIterable(Object value) {
    return value instanceof List<?>
        || value instanceof Map<?, ?>
        || Text.isText(value)
        || (value instanceof Undefined undefined && undefined.isLenient());
  }

  /// Whether it is an int; bool counts, as in Python.
  public static boolean isInteger(Object value) {
    return value instanceof Long || value instanceof BigInteger || value instanceof Boolean;
  }

  /// Whether it is an int or a float; bool counts, as in Python.
  public static boolean isNumber(Object value) {
    return isInteger(value) || value instanceof Double;
  }

  /// The characters of `str(value)`, secret or not.
  public static String string(Object value) {
    // no switch by types: the first one costs a start of the JVM 20 ms
    if (value instanceof String text) {
      return text;
    }
    if (value instanceof Text text) {
      return text.value();
    }
    if (value instanceof Long number) {
      return Long.toString(number);
    }
    if (value instanceof TimeValue time) {
      return time.toString();
    }
    return isEmptyUndefined(value) ? "" : Repr.of(value);
  }

  /// `str(value)` with the marks of all text in it.
  public static Object text(Object value) {
    if (Text.isText(value)) {
      return value;
    }
    return Texts.of(string(value), Texts.within(value));
  }

  /// `repr(value)`.
  public static String repr(Object value) {
    return Repr.of(value);
  }

  /// `ascii(value)`: `repr` with everything beyond ASCII escaped.
  public static String ascii(Object value) {
    return Repr.ascii(Repr.of(value));
  }

  /// `format(value, specification)`.
  ///
  /// @throws PythonException if the specification is none, or none for this type
  public static String format(Object value, String specification) {
    return FormatSpec.format(value, specification);
  }

  /// `left == right`.
  public static boolean equal(Object left, Object right) {
    return Equality.equal(left, right);
  }

  /// The order of two values; negative, zero or positive.
  ///
  /// @throws PythonException if Python has no order for them
  public static int compare(Object left, Object right) {
    return Ordering.compare(left, right, "<");
  }

  /// A value to look up in hash tables of Java: equal for values that are equal in Python and can
  /// be keys there.
  ///
  /// @throws PythonException if the value is not hashable
  public static Object key(Object value) {
    return Equality.key(value);
  }

  /// `item in container`.
  public static boolean contains(Object container, Object item) {
    return Sequences.contains(container, item);
  }

  /// A whole number that fits an index.
  ///
  /// @throws PythonException if it is no whole number or too big
  public static int index(Object value) {
    long number = Numbers.toLong(value);
    if (number != (int) number) {
      throw PythonException.of(
          PythonException.Kind.OVERFLOW, "cannot fit 'int' into an index-sized integer");
    }
    return (int) number;
  }

  /// The name of Python's type, as its errors say it.
  public static String typeName(Object value) {
    return switch (value) {
      case None none -> "NoneType";
      case Boolean bool -> "bool";
      case Long number -> "int";
      case BigInteger number -> "int";
      case Double number -> "float";
      case String text -> "str";
      case Text text -> text.isMarkup() ? "Markup" : "str";
      case Tuple tuple -> "tuple";
      case Range range -> "range";
      case View view -> view.kind();
      case List<?> list -> "list";
      case Map<?, ?> map -> map instanceof Named named ? named.typeName() : "dict";
      case Undefined undefined -> "Undefined";
      case Unknown unknown -> "Unknown";
      default -> value instanceof Named named ? named.typeName() : "object";
    };
  }

  /// A value that isn't one of Python's own, such as a function, and knows what Python calls its
  /// type.
  public interface Named {
    /// The name of the type.
    String typeName();
  }
}
