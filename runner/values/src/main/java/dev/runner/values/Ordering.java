package dev.runner.values;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Iterator;
import java.util.List;

/// Python's `<` and its like.
public final class Ordering {
  private Ordering() {}

  /// The order of two values; `operator` is for the message. NaN is unordered: see [#test].
  @SuppressWarnings("unchecked")
  static int compare(Object left, Object right, String operator) {
    if (Text.isText(left) && Text.isText(right)) {
      return texts(Texts.value(left), Texts.value(right));
    }
    if (Python.isNumber(left) && Python.isNumber(right)) {
      return numbers(left, right);
    }
    if (left instanceof List<?> a && right instanceof List<?> b && alike(a, b)) {
      return lists(a, b, operator);
    }
    refuse(left);
    refuse(right);
    if (left instanceof Arithmetic.Operand
        && left instanceof Comparable<?>
        && left.getClass() == right.getClass()) {
      return ((Comparable<Object>) left).compareTo(right);
    }
    throw PythonException.type(
        "'"
            + operator
            + "' not supported between instances of '"
            + Python.typeName(left)
            + "' and '"
            + Python.typeName(right)
            + "'");
  }

  private static void refuse(Object value) {
    if (value instanceof Undefined undefined) {
      throw PythonException.undefined(undefined);
    }
    Python.isEmptyUndefined(value);
  }

  /// `left operator right` for `<`, `<=`, `>`, `>=`.
  public static boolean test(Object left, String operator, Object right) {
    if ((isNaN(left) && Python.isNumber(right)) || (isNaN(right) && Python.isNumber(left))) {
      return false;
    }
    int order = compare(left, right, operator);
    return switch (operator) {
      case "<" -> order < 0;
      case "<=" -> order <= 0;
      case ">" -> order > 0;
      default -> order >= 0;
    };
  }

  private static boolean isNaN(Object value) {
    return value instanceof Double real && Double.isNaN(real);
  }

  private static boolean alike(List<?> left, List<?> right) {
    boolean plain = !(left instanceof Range || left instanceof View);
    return plain
        && !(right instanceof Range || right instanceof View)
        && left instanceof Tuple == right instanceof Tuple;
  }

  private static int lists(List<?> left, List<?> right, String operator) {
    Iterator<?> other = right.iterator();
    for (Object item : left) {
      if (!other.hasNext()) {
        return 1;
      }
      Object against = other.next();
      if (!Python.equal(item, against)) {
        return compare(item, against, operator);
      }
    }
    return other.hasNext() ? -1 : 0;
  }

  /// Text is ordered by code points; `compareTo` of Java's strings would order by UTF-16 units.
  static int texts(String left, String right) {
    int length = Math.min(left.length(), right.length());
    for (int i = 0; i < length; i++) {
      char a = left.charAt(i);
      char b = right.charAt(i);
      if (a != b) {
        boolean pairs = Character.isSurrogate(a) != Character.isSurrogate(b);
        return pairs ? (Character.isSurrogate(a) ? 1 : -1) : a - b;
      }
    }
    return left.length() - right.length();
  }

  static int numbers(Object left, Object right) {
    if (left instanceof Long a && right instanceof Long b) {
      return Long.compare(a, b);
    }
    if (left instanceof Double || right instanceof Double) {
      return reals(left, right);
    }
    return Numbers.big(left).compareTo(Numbers.big(right));
  }

  /// NaN is less than anything here, itself included, so that it is equal to nothing.
  private static int reals(Object left, Object right) {
    double a = left instanceof Double real ? real : Double.NaN;
    double b = right instanceof Double real ? real : Double.NaN;
    if (left instanceof Double && right instanceof Double) {
      return a == b ? 0 : a > b ? 1 : -1;
    }
    if (left instanceof Double) {
      return Double.isNaN(a) ? -1 : realAndWhole(a, Numbers.big(right));
    }
    return Double.isNaN(b) ? -1 : -realAndWhole(b, Numbers.big(left));
  }

  private static int realAndWhole(double real, BigInteger whole) {
    if (Double.isInfinite(real)) {
      return real > 0 ? 1 : -1;
    }
    return new BigDecimal(real).compareTo(new BigDecimal(whole));
  }
}
