package dev.runner.template.time;

import dev.runner.jinja.Attributed;
import dev.runner.jinja.Callable;
import dev.runner.values.Arithmetic;
import dev.runner.values.Python;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Python's `datetime.timedelta`.
public record TimeDelta(Duration length)
    implements Attributed, Python.Named, Arithmetic.Operand, Comparable<TimeDelta> {
  private static final long DAY = 86_400;

  @Override
  public String typeName() {
    return "timedelta";
  }

  @Override
  public @Nullable Object attribute(String name) {
    return switch (name) {
      case "days" -> days();
      case "seconds" -> seconds();
      case "microseconds" -> (long) length.toNanosPart() / 1000;
      case "total_seconds" ->
          (Callable) (arguments, rendering) -> length.toSeconds() + length.toNanosPart() / 1e9;
      default -> null;
    };
  }

  private long days() {
    return Math.floorDiv(length.toSeconds(), DAY);
  }

  private long seconds() {
    return Math.floorMod(length.toSeconds(), DAY);
  }

  @Override
  public @Nullable Object binary(char operator, Object other, boolean left) {
    if (other instanceof TimeDelta delta && operator == '+') {
      return new TimeDelta(length.plus(delta.length));
    }
    if (other instanceof TimeDelta delta && operator == '-') {
      return new TimeDelta(left ? length.minus(delta.length) : delta.length.minus(length));
    }
    return null;
  }

  @Override
  public int compareTo(TimeDelta other) {
    return length.compareTo(other.length);
  }

  /// As Python writes it: `1 day, 0:00:05`.
  @Override
  public String toString() {
    long seconds = seconds();
    String clock =
        "%d:%02d:%02d".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60)
            + (length.toNanosPart() == 0 ? "" : ".%06d".formatted(length.toNanosPart() / 1000));
    long days = days();
    return days == 0 ? clock : days + (Math.abs(days) == 1 ? " day, " : " days, ") + clock;
  }
}
