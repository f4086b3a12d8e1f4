package dev.runner.values;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/// Python's `datetime.date`.
///
/// @param day in the Gregorian calendar
public record Date(LocalDate day) implements TimeValue, Comparable<Date> {

  @Override
  public String typeName() {
    return "date";
  }

  @Override
  public String repr() {
    return "datetime.date(%d, %d, %d)"
        .formatted(day.getYear(), day.getMonthValue(), day.getDayOfMonth());
  }

  /// Its beginning, in the system's zone.
  public ZonedDateTime zoned() {
    return day.atStartOfDay(ZoneId.systemDefault());
  }

  @Override
  public @Nullable Object binary(char operator, Object other, boolean left) {
    if (operator == '-' && left && other instanceof Date earlier) {
      return new TimeDelta(Duration.ofDays(day.toEpochDay() - earlier.day.toEpochDay()));
    }
    if (other instanceof TimeDelta delta && (operator == '+' || (operator == '-' && left))) {
      return new Date(day.plusDays(operator == '+' ? delta.days() : -delta.days()));
    }
    return null;
  }

  @Override
  public int compareTo(Date other) {
    return day.compareTo(other.day);
  }

  /// As ISO 8601 writes it.
  @Override
  public String toString() {
    return day.toString();
  }
}
