package dev.runner.values;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Python's `datetime.timedelta`.
public record TimeDelta(Duration length) implements TimeValue, Comparable<TimeDelta> {
  private static final long DAY = 86_400;

  @Override
  public String typeName() {
    return "timedelta";
  }

  @Override
  public String repr() {
    StringBuilder parts = new StringBuilder();
    part("days", days(), parts);
    part("seconds", seconds(), parts);
    part("microseconds", microseconds(), parts);
    return "datetime.timedelta(" + (parts.isEmpty() ? "0" : parts) + ")";
  }

  private static void part(String name, long value, StringBuilder parts) {
    if (value != 0) {
      parts.append(parts.isEmpty() ? "" : ", ").append(name).append('=').append(value);
    }
  }

  /// Whole days, rounded down.
  public long days() {
    return Math.floorDiv(length.toSeconds(), DAY);
  }

  /// Seconds besides the days.
  public long seconds() {
    return Math.floorMod(length.toSeconds(), DAY);
  }

  /// Microseconds besides days and seconds.
  public long microseconds() {
    return length.toNanosPart() / 1000;
  }

  /// All of it in seconds.
  public double totalSeconds() {
    return length.toSeconds() + length.toNanosPart() / 1e9;
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
