package dev.runner.template.number;

import dev.runner.jinja.Bound;
import dev.runner.template.call.Call;
import dev.runner.values.Numbers;
import dev.runner.values.Python;
import dev.runner.values.PythonException;
import dev.runner.values.Text;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Filters that turn `1h 30min` into a number of some unit (collection `community.general`).
public final class UnitFilters {
  private static final Pattern PART = Pattern.compile("(-?[0-9]+)([a-z]+)");

  private UnitFilters() {}

  /// Applies one of its filters.
  public static Object apply(Call call) {
    boolean named = call.name().equals("to_time_unit");
    Bound bound =
        named
            ? call.bind("unit?", "*", "year?", "month?", "**others")
            : call.bind("*", "year?", "month?", "**others");
    if (!bound.others().isEmpty()) {
      throw PythonException.type(
          "to_time_unit() got unknown keyword arguments: "
              + String.join(", ", bound.others().keySet()));
    }
    double year = days(bound, "year", 365);
    double month = days(bound, "month", 30);
    String unit = named ? bound.text("unit", "ms") : call.name().substring("to_".length());
    if (!Text.isText(call.value())) {
      throw PythonException.type(call.name() + " reads text, not " + Python.typeName(call.value()));
    }
    if (call.text().equals("0")) {
      return 0L; // the only number that needs no unit
    }
    double sum = 0;
    for (String word : call.text().strip().split("\\s+")) {
      if (!word.isEmpty()) {
        Matcher matcher = PART.matcher(word);
        double millis = matcher.matches() ? millis(matcher.group(2), year, month) : Double.NaN;
        if (Double.isNaN(millis)) {
          throw PythonException.value(
              "to_time_unit() can not interpret following string: " + call.text());
        }
        sum += Double.parseDouble(matcher.group(1)) * millis;
      }
    }
    double divisor = millis(unit, year, month);
    if (Double.isNaN(divisor)) {
      throw PythonException.value(
          ("to_time_unit() can not convert to the following unit: %s. Available units: millisecond,"
                  + " second, minute, hour, day, week, month, year. Available short units: ms, s, m,"
                  + " h, d, w, mo, y")
              .formatted(unit));
    }
    return BigDecimal.valueOf(sum / divisor).setScale(12, RoundingMode.HALF_EVEN).doubleValue();
  }

  private static double days(Bound bound, String name, double byDefault) {
    return bound.has(name) ? Numbers.toDouble(bound.value(name)) : byDefault;
  }

  /// NaN if there is no such unit.
  private static double millis(String unit, double year, double month) {
    double day = 86_400_000;
    return switch (unit) {
      case "ms", "msec", "msecs", "msecond", "mseconds", "millisecond", "milliseconds" -> 1;
      case "s", "sec", "secs", "second", "seconds" -> 1_000;
      case "m", "min", "mins", "minute", "minutes" -> 60_000;
      case "h", "hour", "hours" -> 3_600_000;
      case "d", "day", "days" -> day;
      case "w", "week", "weeks" -> 7 * day;
      case "mo", "month", "months" -> month * day;
      case "y", "year", "years" -> year * day;
      default -> Double.NaN;
    };
  }
}
