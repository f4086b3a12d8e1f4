package dev.runner.jinja;

import dev.runner.values.Date;
import dev.runner.values.DateTime;
import dev.runner.values.None;
import dev.runner.values.Numbers;
import dev.runner.values.Python;
import dev.runner.values.PythonException;
import dev.runner.values.Strftime;
import dev.runner.values.TimeDelta;
import dev.runner.values.TimeValue;
import dev.runner.values.Tuple;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Attributes and methods of dates, times and lengths of time ("datetime" in Python's library
/// reference).
final class TimeMethods {
  private static final long ORDINAL_OF_1970 = 719_163;

  private TimeMethods() {}

  /// The attribute or method of this name, or null.
  static @Nullable Object find(TimeValue value, String name) {
    return switch (value) {
      case Date date -> ofDay(date.day(), date.zoned(), name, date::toString, date);
      case DateTime time -> ofTime(time, name);
      case TimeDelta delta -> ofDelta(delta, name);
    };
  }

  private static @Nullable Object ofDelta(TimeDelta delta, String name) {
    return switch (name) {
      case "days" -> delta.days();
      case "seconds" -> delta.seconds();
      case "microseconds" -> delta.microseconds();
      case "total_seconds" -> called(delta::totalSeconds);
      default -> null;
    };
  }

  private static @Nullable Object ofTime(DateTime value, String name) {
    LocalDateTime time = value.time();
    ZoneOffset offset = value.offset();
    return switch (name) {
      case "hour" -> (long) time.getHour();
      case "minute" -> (long) time.getMinute();
      case "second" -> (long) time.getSecond();
      case "microsecond" -> (long) micros(time);
      case "tzinfo" -> offset == null ? None.NONE : zone(offset);
      case "tzname" -> called(() -> offset == null ? None.NONE : zone(offset));
      case "utcoffset" ->
          called(
              () ->
                  offset == null
                      ? None.NONE
                      : new TimeDelta(Duration.ofSeconds(offset.getTotalSeconds())));
      case "isoformat" ->
          (Callable)
              (arguments, rendering) -> value.isoformat(arguments.bind("sep?").text("sep", "T"));
      case "timestamp" -> called(value::timestamp);
      case "date" -> called(() -> new Date(time.toLocalDate()));
      case "time" -> called(value::clock);
      default -> ofDay(time.toLocalDate(), value.zoned(), name, value::toString, value);
    };
  }

  private static String zone(ZoneOffset offset) {
    return offset.equals(ZoneOffset.UTC) ? "UTC" : "UTC" + offset.getId();
  }

  private static @Nullable Object ofDay(
      LocalDate day, ZonedDateTime moment, String name, Supplier<String> iso, TimeValue value) {
    return switch (name) {
      case "year" -> (long) day.getYear();
      case "month" -> (long) day.getMonthValue();
      case "day" -> (long) day.getDayOfMonth();
      case "strftime" ->
          (Callable)
              (arguments, rendering) ->
                  Strftime.format(arguments.bind("format").text("format"), moment);
      case "isoformat" -> called(iso::get);
      case "ctime" -> called(() -> Strftime.format("%a %b %e %H:%M:%S %Y", moment));
      case "weekday" -> called(() -> (long) day.getDayOfWeek().getValue() - 1);
      case "isoweekday" -> called(() -> (long) day.getDayOfWeek().getValue());
      case "toordinal" -> called(() -> day.toEpochDay() + ORDINAL_OF_1970);
      case "isocalendar" ->
          called(
              () ->
                  Tuple.of(
                      (long) day.get(IsoFields.WEEK_BASED_YEAR),
                      (long) day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR),
                      (long) day.getDayOfWeek().getValue()));
      case "replace" -> (Callable) (arguments, rendering) -> replaced(value, arguments.named());
      default -> null;
    };
  }

  private static Object replaced(TimeValue value, Map<String, Object> parts) {
    try {
      return switch (value) {
        case Date date -> new Date(replaced(date.day(), parts));
        case DateTime time ->
            new DateTime(
                replaced(time.time().toLocalDate(), parts)
                    .atTime(
                        part(parts, "hour", time.time().getHour()),
                        part(parts, "minute", time.time().getMinute()),
                        part(parts, "second", time.time().getSecond()),
                        part(parts, "microsecond", micros(time.time())) * 1000),
                parts.get("tzinfo") == None.NONE ? null : time.offset());
        case TimeDelta delta -> delta;
      };
    } catch (DateTimeException e) {
      throw PythonException.value(String.valueOf(e.getMessage()));
    }
  }

  private static int micros(LocalDateTime time) {
    return time.get(ChronoField.MICRO_OF_SECOND);
  }

  private static LocalDate replaced(LocalDate day, Map<String, Object> parts) {
    return LocalDate.of(
        part(parts, "year", day.getYear()),
        part(parts, "month", day.getMonthValue()),
        part(parts, "day", day.getDayOfMonth()));
  }

  private static int part(Map<String, Object> parts, String name, int usual) {
    Object given = parts.get(name);
    return given == null ? usual : Python.index(Numbers.toLong(given));
  }

  private static Callable called(Supplier<Object> result) {
    return (arguments, rendering) -> result.get();
  }
}
