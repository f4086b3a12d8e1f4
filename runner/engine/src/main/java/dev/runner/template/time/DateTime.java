package dev.runner.template.time;

import dev.runner.jinja.Arguments;
import dev.runner.jinja.Attributed;
import dev.runner.jinja.Callable;
import dev.runner.values.Arithmetic;
import dev.runner.values.Python;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Python's `datetime.datetime` without a time zone, or with a fixed offset.
///
/// @param offset null if it has none
public record DateTime(LocalDateTime time, @Nullable ZoneOffset offset)
    implements Attributed, Python.Named, Arithmetic.Operand, Comparable<DateTime> {

  /// A time without a zone.
  public DateTime(LocalDateTime time) {
    this(time.truncatedTo(ChronoUnit.MICROS), null);
  }

  /// A time with its zone's offset.
  static DateTime of(ZonedDateTime time) {
    return new DateTime(time.toLocalDateTime().truncatedTo(ChronoUnit.MICROS), time.getOffset());
  }

  @Override
  public String typeName() {
    return "datetime";
  }

  @Override
  public boolean isKept() {
    return true;
  }

  @Override
  public @Nullable Object attribute(String name) {
    return switch (name) {
      case "year" -> (long) time.getYear();
      case "month" -> (long) time.getMonthValue();
      case "day" -> (long) time.getDayOfMonth();
      case "hour" -> (long) time.getHour();
      case "minute" -> (long) time.getMinute();
      case "second" -> (long) time.getSecond();
      case "microsecond" -> (long) time.getNano() / 1000;
      case "strftime" -> (Callable) (arguments, rendering) -> strftime(arguments);
      case "isoformat" -> (Callable) (arguments, rendering) -> isoformat(arguments);
      case "timestamp" -> (Callable) (arguments, rendering) -> timestamp();
      case "date" -> (Callable) (arguments, rendering) -> time.toLocalDate().toString();
      case "time" -> (Callable) (arguments, rendering) -> clock(time);
      case "weekday" -> (Callable) (arguments, rendering) -> (long) weekday() - 1;
      case "isoweekday" -> (Callable) (arguments, rendering) -> (long) weekday();
      case "isocalendar" ->
          (Callable)
              (arguments, rendering) ->
                  List.of(
                      (long) time.get(IsoFields.WEEK_BASED_YEAR),
                      (long) time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR),
                      (long) weekday());
      default -> null;
    };
  }

  private int weekday() {
    return time.getDayOfWeek().getValue();
  }

  private Object strftime(Arguments arguments) {
    return Strftime.format(arguments.bind("format").text("format"), zoned());
  }

  ZonedDateTime zoned() {
    return time.atZone(offset == null ? java.time.ZoneId.systemDefault() : offset);
  }

  private Object timestamp() {
    Duration since = Duration.between(java.time.Instant.EPOCH, zoned().toInstant());
    return since.toSeconds() + since.toNanosPart() / 1e9;
  }

  private Object isoformat(Arguments arguments) {
    return isoformat(arguments.bind("sep?").text("sep", "T"));
  }

  /// As ISO 8601 writes it, with a separator of date and time.
  public String isoformat(String separator) {
    return time.toLocalDate() + separator + clock(time) + zone();
  }

  private String zone() {
    if (offset == null) {
      return "";
    }
    return offset.equals(ZoneOffset.UTC) ? "+00:00" : offset.getId();
  }

  private static String clock(LocalDateTime time) {
    String seconds = "%02d:%02d:%02d".formatted(time.getHour(), time.getMinute(), time.getSecond());
    return time.getNano() == 0 ? seconds : seconds + ".%06d".formatted(time.getNano() / 1000);
  }

  @Override
  public @Nullable Object binary(char operator, Object other, boolean left) {
    if (operator == '-' && left && other instanceof DateTime earlier) {
      boolean naive = offset == null && earlier.offset == null;
      return new TimeDelta(
          naive
              ? Duration.between(earlier.time, time)
              : Duration.between(earlier.zoned(), zoned()));
    }
    if (other instanceof TimeDelta delta && (operator == '+' || (operator == '-' && left))) {
      return new DateTime(
          operator == '+' ? time.plus(delta.length()) : time.minus(delta.length()), offset);
    }
    return null;
  }

  @Override
  public int compareTo(DateTime other) {
    return offset == null && other.offset == null
        ? time.compareTo(other.time)
        : zoned().toInstant().compareTo(other.zoned().toInstant());
  }

  @Override
  public String toString() {
    return time.toLocalDate() + " " + clock(time) + zone();
  }
}
