package dev.runner.source;

import dev.runner.values.Date;
import dev.runner.values.DateTime;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Dates and times among the scalars of YAML 1.1 (<https://yaml.org/type/timestamp.html>), as
/// PyYAML reads them.
final class Timestamps {
  private static final int MICROS = 6;
  private static final Pattern DAY = Pattern.compile("([0-9]{4})-([0-9]{2})-([0-9]{2})");
  private static final Pattern TIME =
      Pattern.compile(
          "([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[Tt]|[ \\t]+)"
              + "([0-9]{1,2}):([0-9]{2}):([0-9]{2})(?:\\.([0-9]*))?"
              + "(?:[ \\t]*(Z|([-+])([0-9]{1,2})(?::([0-9]{2}))?))?");

  private Timestamps() {}

  /// The [Date] or [DateTime]; empty for text.
  ///
  /// @throws DateTimeException if it is written as one, but there is no such day or time
  static Optional<Object> resolve(String text) {
    Matcher day = DAY.matcher(text);
    if (day.matches()) {
      return Optional.of(new Date(day(day)));
    }
    Matcher time = TIME.matcher(text);
    return time.matches() ? Optional.of(time(time)) : Optional.empty();
  }

  private static LocalDate day(Matcher match) {
    return LocalDate.of(number(match, 1), number(match, 2), number(match, 3));
  }

  private static DateTime time(Matcher match) {
    LocalDateTime time =
        day(match)
            .atTime(
                number(match, 4),
                number(match, 5),
                number(match, 6),
                micros(match.group(7)) * 1000);
    return new DateTime(time, offset(match));
  }

  private static int number(Matcher match, int group) {
    return Integer.parseInt(match.group(group));
  }

  private static int micros(@Nullable String fraction) {
    String digits = ((fraction == null ? "" : fraction) + "0".repeat(MICROS)).substring(0, MICROS);
    return Integer.parseInt(digits);
  }

  private static @Nullable ZoneOffset offset(Matcher match) {
    if (match.group(8) == null) {
      return null;
    }
    if (match.group(9) == null) {
      return ZoneOffset.UTC;
    }
    int minutes = number(match, 10) * 60 + (match.group(11) == null ? 0 : number(match, 11));
    return ZoneOffset.ofTotalSeconds((match.group(9).equals("-") ? -minutes : minutes) * 60);
  }
}
