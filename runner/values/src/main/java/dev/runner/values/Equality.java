package dev.runner.values;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/// Python's `==` and `hash`.
final class Equality {
  /// What may be used though it isn't defined is all the same.
  private static final Undefined NOTHING = Undefined.variable("").with(Undefined.Use.LENIENT);

  private Equality() {}

  @SuppressWarnings("ReferenceEquality") // a short cut: the same object is equal to itself
  static boolean equal(Object left, Object right) {
    if (left == right && !(left instanceof Double)) {
      check(left);
      return true;
    }
    if (left instanceof String a) {
      return right instanceof String b ? a.equals(b) : sameText(a, right);
    }
    if (left instanceof Text a) {
      return sameText(a.value(), right);
    }
    if (Python.isNumber(left)) {
      check(right);
      return Python.isNumber(right) && Ordering.numbers(left, right) == 0;
    }
    if (left instanceof Map<?, ?> a) {
      check(right);
      return right instanceof Map<?, ?> b && sameMap(a, b);
    }
    if (left instanceof List<?> a) {
      check(right);
      return right instanceof List<?> b && kind(a) == kind(b) && sameItems(a, b);
    }
    check(left);
    check(right);
    if (left instanceof Undefined) {
      return right instanceof Undefined;
    }
    return left.equals(right);
  }

  private static void check(Object value) {
    Python.isEmptyUndefined(value);
  }

  private static boolean sameText(String left, Object right) {
    if (Text.isText(right)) {
      return left.equals(Texts.value(right));
    }
    check(right);
    return false;
  }

  private static Class<?> kind(List<?> list) {
    return list instanceof Tuple || list instanceof Range || list instanceof View
        ? list.getClass()
        : List.class;
  }

  private static boolean sameItems(List<?> left, List<?> right) {
    if (left.size() != right.size()) {
      return false;
    }
    Iterator<?> other = right.iterator();
    for (Object item : left) {
      if (!equal(item, other.next())) {
        return false;
      }
    }
    return true;
  }

  private static boolean sameMap(Map<?, ?> left, Map<?, ?> right) {
    if (left.size() != right.size()) {
      return false;
    }
    for (Map.Entry<?, ?> entry : left.entrySet()) {
      Object other = Dicts.get(right, entry.getKey());
      if (other == null || !equal(entry.getValue(), other)) {
        return false;
      }
    }
    return true;
  }

  static Object key(Object value) {
    return switch (value) {
      case String text -> text;
      case Tuple tuple -> {
        List<Object> keys = new ArrayList<>(tuple.size());
        for (Object item : tuple) {
          keys.add(key(item));
        }
        yield Tuple.of(keys);
      }
      case Range range -> range;
      case List<?> list -> throw unhashable(list);
      case Map<?, ?> map -> throw unhashable(map);
      default -> {
        check(value);
        yield value instanceof Undefined ? NOTHING : plain(value);
      }
    };
  }

  /// A number or text as the one that stands for all that are equal to it; other values as they
  /// are.
  static Object plain(Object value) {
    if (value instanceof Text text) {
      return text.value();
    }
    if (value instanceof Boolean bool) {
      return bool ? 1L : 0L;
    }
    return value instanceof Double number ? number(number) : value;
  }

  private static PythonException unhashable(Object value) {
    return PythonException.type("unhashable type: '" + Python.typeName(value) + "'");
  }

  private static Object number(double number) {
    if (number != Math.rint(number) || Double.isInfinite(number)) {
      return number;
    }
    if (Math.abs(number) < 0x1p62) {
      return (long) number;
    }
    BigInteger whole = new BigDecimal(number).toBigInteger();
    return Numbers.whole(whole);
  }
}
