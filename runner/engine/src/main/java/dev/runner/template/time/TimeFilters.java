package dev.runner.template.time;

import dev.runner.jinja.Arguments;
import dev.runner.jinja.Bound;
import dev.runner.template.call.Call;
import dev.runner.template.ports.Ports;
import dev.runner.values.DateTime;
import dev.runner.values.NumberText;
import dev.runner.values.Numbers;
import dev.runner.values.Python;
import dev.runner.values.PythonException;
import dev.runner.values.Strftime;
import dev.runner.values.Text;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/// Filters on times, and `now()`.
public final class TimeFilters {
  private TimeFilters() {}

  /// Applies one of its filters.
  public static Object apply(Call call) {
    return switch (call.name()) {
      case "strftime" -> strftime(call);
      case "to_datetime" -> moment(call);
      default -> throw call.unknown();
    };
  }

  private static Object moment(Call call) {
    if (!Text.isText(call.value())) {
      throw PythonException.type(
          "strptime() argument 1 must be str, not " + Python.typeName(call.value()));
    }
    return Strptime.parse(call.text(), call.bind("format?").text("format", "%Y-%m-%d %H:%M:%S"));
  }

  private static Object strftime(Call call) {
    Bound bound = call.bind("second?", "utc?");
    Object second = bound.optional("second");
    Instant instant = second == null ? call.ports().clock().instant() : instant(second);
    return Strftime.format(
        call.text(), instant.atZone(zone(call.ports(), bound.flag("utc", false))));
  }

  private static ZoneId zone(Ports ports, boolean utc) {
    return utc ? ZoneOffset.UTC : ports.clock().getZone();
  }

  private static Instant instant(Object seconds) {
    Double real =
        Python.isNumber(seconds)
            ? (Double) Numbers.toDouble(seconds)
            : NumberText.real(Python.string(seconds));
    if (real == null || real.isNaN() || Math.abs(real) > 1e13) {
      throw PythonException.value(
          "Invalid value for epoch value (%s)".formatted(Python.string(seconds)));
    }
    double whole = Math.floor(real);
    return Instant.ofEpochSecond((long) whole, Math.round((real - whole) * 1e6) * 1000);
  }

  /// `now(utc=False, fmt=None)`: a time, or its text in a format.
  public static Object now(Arguments arguments, Ports ports) {
    Bound bound = arguments.bind("utc?", "fmt?");
    ZonedDateTime now = ports.clock().instant().atZone(zone(ports, bound.flag("utc", false)));
    @Nullable String format = bound.optionalText("fmt");
    return format == null ? new DateTime(now.toLocalDateTime()) : Strftime.format(format, now);
  }
}
