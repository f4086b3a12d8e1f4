package dev.runner.values;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Python's binary operators on all values.
public final class Arithmetic {
  private Arithmetic() {}

  /// A value that isn't one of Python's own and takes part in `+` and `-`, such as a date.
  public interface Operand {
    /// The result, or null if these two don't go together.
    ///
    /// @param operator `+` or `-`
    /// @param left whether this value stands on the left
    @Nullable Object binary(char operator, Object other, boolean left);
  }

  private static @Nullable Object operands(char operator, Object left, Object right) {
    Object result = left instanceof Operand one ? one.binary(operator, right, true) : null;
    return result == null && right instanceof Operand other
        ? other.binary(operator, left, false)
        : result;
  }

  /// `left + right`.
  public static Object add(Object left, Object right) {
    if (Python.isNumber(left) && Python.isNumber(right)) {
      return Numbers.add(left, right);
    }
    if (Text.isText(left) && Text.isText(right)) {
      return Texts.concat(left, right);
    }
    if (left instanceof List<?> a && right instanceof List<?> b && isSequence(a, b)) {
      List<Object> all = new ArrayList<>(a.size() + b.size());
      all.addAll(a);
      all.addAll(b);
      return left instanceof Tuple ? Tuple.of(all) : all;
    }
    refuse(left, right);
    Object result = operands('+', left, right);
    if (result != null) {
      return result;
    }
    if (Text.isText(left)) {
      throw PythonException.type(
          "can only concatenate str (not \"" + Python.typeName(right) + "\") to str");
    }
    if (left instanceof List<?> list && isSequence(list, list)) {
      String kind = Python.typeName(left);
      throw PythonException.type(
          "can only concatenate " + kind + " (not \"" + Python.typeName(right) + "\") to " + kind);
    }
    throw unsupported("+", left, right);
  }

  private static boolean isSequence(List<?> left, List<?> right) {
    return !(left instanceof Range || left instanceof View)
        && !(right instanceof Range || right instanceof View)
        && left instanceof Tuple == right instanceof Tuple;
  }

  /// `left - right`.
  public static Object subtract(Object left, Object right) {
    if (Python.isNumber(left) && Python.isNumber(right)) {
      return Numbers.subtract(left, right);
    }
    Object result = operands('-', left, right);
    if (result != null) {
      return result;
    }
    throw unsupported("-", left, right);
  }

  /// `left * right`.
  public static Object multiply(Object left, Object right) {
    if (Python.isNumber(left) && Python.isNumber(right)) {
      return Numbers.multiply(left, right);
    }
    if (Sequences.isRepeatable(left) && Python.isInteger(right)) {
      return Sequences.repeat(left, right);
    }
    if (Sequences.isRepeatable(right) && Python.isInteger(left)) {
      return Sequences.repeat(right, left);
    }
    refuse(left, right);
    if (Sequences.isRepeatable(left) || Sequences.isRepeatable(right)) {
      Object other = Sequences.isRepeatable(left) ? right : left;
      throw PythonException.type(
          "can't multiply sequence by non-int of type '" + Python.typeName(other) + "'");
    }
    throw unsupported("*", left, right);
  }

  /// `left / right`, always a float.
  public static Object divide(Object left, Object right) {
    if (Python.isNumber(left) && Python.isNumber(right)) {
      return Numbers.divide(left, right);
    }
    throw unsupported("/", left, right);
  }

  /// `left // right`, rounded down.
  public static Object floorDivide(Object left, Object right) {
    if (Python.isNumber(left) && Python.isNumber(right)) {
      return Numbers.floorDivide(left, right);
    }
    throw unsupported("//", left, right);
  }

  /// `left % right`: the remainder with the sign of `right`, or text formatted.
  public static Object modulo(Object left, Object right) {
    if (Python.isNumber(left) && Python.isNumber(right)) {
      return Numbers.modulo(left, right);
    }
    if (Text.isText(left)) {
      return PercentFormat.format(left, right);
    }
    throw unsupported("%", left, right);
  }

  /// `left ** right`.
  public static Object power(Object left, Object right) {
    if (Python.isNumber(left) && Python.isNumber(right)) {
      return Numbers.power(left, right);
    }
    throw unsupported("** or pow()", left, right);
  }

  private static void refuse(Object left, Object right) {
    if (left instanceof Undefined undefined) {
      throw PythonException.undefined(undefined);
    }
    if (right instanceof Undefined undefined) {
      throw PythonException.undefined(undefined);
    }
    Python.isEmptyUndefined(left);
    Python.isEmptyUndefined(right);
  }

  private static PythonException unsupported(String operator, Object left, Object right) {
    refuse(left, right);
    return PythonException.type(
        "unsupported operand type(s) for "
            + operator
            + ": '"
            + Python.typeName(left)
            + "' and '"
            + Python.typeName(right)
            + "'");
  }
}
