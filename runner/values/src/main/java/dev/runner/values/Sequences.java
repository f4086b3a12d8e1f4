package dev.runner.values;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Items, slices and repetition of text, lists and tuples.
public final class Sequences {
  /// Items or characters that a repetition may make.
  private static final long MAX_SIZE = 64L << 20;

  private Sequences() {}

  /// `value[index]`, or null where Python would raise `IndexError`. Negative numbers count from the
  /// end.
  public static @Nullable Object item(Object value, Object index) {
    int length = Python.length(value);
    long at;
    if (index instanceof java.math.BigInteger) {
      return null;
    }
    at = Numbers.toLong(index);
    at = at < 0 ? at + length : at;
    if (at < 0 || at >= length) {
      return null;
    }
    if (value instanceof List<?> list) {
      return list.get((int) at);
    }
    String text = Texts.value(value);
    int from = length == text.length() ? (int) at : text.offsetByCodePoints(0, (int) at);
    return Texts.like(value, text.substring(from, text.offsetByCodePoints(from, 1)));
  }

  /// `value[start:stop:step]`; null stands for a bound that is left out.
  public static Object slice(
      Object value, @Nullable Object start, @Nullable Object stop, @Nullable Object step) {
    if (!(value instanceof List<?> || Text.isText(value)) || value instanceof View) {
      if (value instanceof Undefined undefined) {
        throw PythonException.undefined(undefined);
      }
      Python.isEmptyUndefined(value);
      throw PythonException.type("'" + Python.typeName(value) + "' object is not subscriptable");
    }
    long by = bound(step, 1);
    if (by == 0) {
      throw PythonException.value("slice step cannot be zero");
    }
    int length = Python.length(value);
    long lowest = by > 0 ? 0 : -1;
    long highest = by > 0 ? length : length - 1;
    long from = clamp(start, by > 0 ? lowest : highest, length, lowest, highest);
    long to = clamp(stop, by > 0 ? highest : lowest, length, lowest, highest);
    if (value instanceof Range range) {
      return range.slice((int) from, (int) to, (int) by);
    }
    if (value instanceof List<?> list) {
      List<Object> items = new ArrayList<>();
      for (long i = from; by > 0 ? i < to : i > to; i += by) {
        items.add(list.get((int) i));
      }
      return value instanceof Tuple ? Tuple.of(items) : items;
    }
    return Texts.like(value, slice(Texts.value(value), length, from, to, by));
  }

  private static String slice(String text, int length, long from, long to, long by) {
    if (by == 1 && length == text.length()) {
      return from < to ? text.substring((int) from, (int) to) : "";
    }
    int[] points = text.codePoints().toArray();
    StringBuilder out = new StringBuilder();
    for (long i = from; by > 0 ? i < to : i > to; i += by) {
      out.appendCodePoint(points[(int) i]);
    }
    return out.toString();
  }

  /// Where a bound such as `find` and `index` take it lies: at least zero, negative numbers counted
  /// from the end, but perhaps behind the end.
  public static int bound(@Nullable Object value, int byDefault, int length) {
    long at = bound(value, byDefault);
    return (int) Math.max(0, at < 0 ? at + length : at);
  }

  private static long bound(@Nullable Object value, long byDefault) {
    if (value == null || value == None.NONE) {
      return byDefault;
    }
    if (value instanceof java.math.BigInteger big) {
      return big.signum() * (long) Integer.MAX_VALUE;
    }
    if (!Python.isInteger(value)) {
      Python.isEmptyUndefined(value);
      throw PythonException.type(
          "slice indices must be integers or None or have an __index__ method");
    }
    long number = Numbers.toLong(value);
    return Math.clamp(number, -(long) Integer.MAX_VALUE, Integer.MAX_VALUE);
  }

  private static long clamp(
      @Nullable Object value, long byDefault, int length, long lowest, long highest) {
    if (value == null || value == None.NONE) {
      return byDefault;
    }
    long at = bound(value, 0);
    return Math.clamp(at < 0 ? at + length : at, lowest, highest);
  }

  static boolean isRepeatable(Object value) {
    return Text.isText(value)
        || (value instanceof List<?> && !(value instanceof Range || value instanceof View));
  }

  static Object repeat(Object value, Object times) {
    long count = Numbers.big(times).signum() <= 0 ? 0 : bound(times, 0);
    int size = value instanceof List<?> list ? list.size() : Texts.value(value).length();
    if (count * size > MAX_SIZE) {
      throw Numbers.overflow("the repetition is too big");
    }
    if (!(value instanceof List<?> list)) {
      return Texts.like(value, Texts.value(value).repeat(size == 0 ? 0 : (int) count));
    }
    List<Object> items = new ArrayList<>((int) (count * size));
    for (Object round : size == 0 ? List.of() : Collections.nCopies((int) count, list)) {
      items.addAll((List<?>) round);
    }
    return value instanceof Tuple ? Tuple.of(items) : items;
  }

  static boolean contains(Object container, Object item) {
    if (Text.isText(container)) {
      if (!Text.isText(item)) {
        Python.isEmptyUndefined(item);
        throw PythonException.type(
            "'in <string>' requires string as left operand, not " + Python.typeName(item));
      }
      return Texts.value(container).contains(Texts.value(item));
    }
    if (container instanceof Map<?, ?> map) {
      return Dicts.has(map, item);
    }
    if (container instanceof List<?> list) {
      if (container instanceof View view && view.kind().equals("dict_keys")) {
        Equality.key(item); // keys are found by their hash
      }
      for (Object candidate : list) {
        if (Python.equal(item, candidate)) {
          return true;
        }
      }
      return false;
    }
    if (Python.isEmptyUndefined(container)) {
      return false;
    }
    throw PythonException.type(
        "argument of type '" + Python.typeName(container) + "' is not iterable");
  }
}
