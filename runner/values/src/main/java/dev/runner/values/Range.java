package dev.runner.values;

import java.util.AbstractList;
import java.util.RandomAccess;

/// Python's `range`: whole numbers that are computed when they are asked for.
public final class Range extends AbstractList<Object> implements RandomAccess {
  private final long start;
  private final long stop;
  private final long step;
  private final int size;

  private Range(long start, long stop, long step, int size) {
    this.start = start;
    this.stop = stop;
    this.step = step;
    this.size = size;
  }

  /// The numbers from `start` to before `stop`.
  ///
  /// @throws PythonException if `step` is zero or there are more than two billion numbers
  public static Range of(long start, long stop, long step) {
    if (step == 0) {
      throw PythonException.value("range() arg 3 must not be zero");
    }
    long count = 0;
    if (step > 0 ? start < stop : start > stop) {
      count = (Math.abs(stop - start) - 1) / Math.abs(step) + 1;
    }
    if (count > Integer.MAX_VALUE) {
      throw PythonException.of(PythonException.Kind.OVERFLOW, "range too big");
    }
    return new Range(start, stop, step, (int) count);
  }

  @Override
  public Object get(int index) {
    if (index < 0 || index >= size) {
      throw new IndexOutOfBoundsException(index);
    }
    return start + index * step;
  }

  @Override
  public int size() {
    return size;
  }

  /// The first number, if there is any.
  public long start() {
    return start;
  }

  /// The number that it stops before.
  public long stop() {
    return stop;
  }

  /// From each number to the next.
  public long step() {
    return step;
  }

  /// The part of it that a slice with these bounds takes.
  Range slice(int from, int to, int by) {
    return of(start + from * step, start + to * step, step * by);
  }

  /// As Python writes it.
  String repr() {
    return "range(" + start + ", " + stop + (step == 1 ? "" : ", " + step) + ")";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Range range && super.equals(range);
  }

  @Override
  public int hashCode() {
    return super.hashCode();
  }
}
