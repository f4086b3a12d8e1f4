package dev.runner.modules.files;

import dev.runner.module.BadParameter;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.SignStyle;
import java.time.temporal.ChronoField;
import java.util.Optional;

/// Times as `file` takes them: `now`, `preserve`, or written in a format of strftime(3).
final class Times {
  private Times() {}

  /// Whether this asks for the current time.
  static boolean isNow(String text) {
    return text.equals("now");
  }

  /// Whether this is a time that has to be read.
  static boolean isWritten(String text) {
    return !isNow(text) && !text.equals("preserve") && !text.isEmpty();
  }

  /// The instant that a parameter says.
  ///
  /// @param format of strftime
  /// @param offset of the host's clock from UTC
  static Optional<Instant> read(
      String parameter, String text, String format, Instant now, ZoneOffset offset) {
    if (isNow(text)) {
      return Optional.of(now);
    } else if (!isWritten(text)) {
      return Optional.empty();
    }
    try {
      return Optional.of(LocalDateTime.parse(text, formatter(parameter, format)).toInstant(offset));
    } catch (DateTimeParseException e) {
      throw new BadParameter(
          parameter, "'%s' is no time in the format '%s'".formatted(text, format));
    }
  }

  static DateTimeFormatter formatter(String parameter, String format) {
    DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder();
    for (int i = 0; i < format.length(); i++) {
      char c = format.charAt(i);
      if (c != '%' || i + 1 == format.length()) {
        builder.appendLiteral(c);
        continue;
      }
      switch (format.charAt(++i)) {
        case 'Y' -> builder.appendValue(ChronoField.YEAR, 4);
        case 'm' -> digits(builder, ChronoField.MONTH_OF_YEAR);
        case 'd' -> digits(builder, ChronoField.DAY_OF_MONTH);
        case 'H' -> digits(builder, ChronoField.HOUR_OF_DAY);
        case 'M' -> digits(builder, ChronoField.MINUTE_OF_HOUR);
        case 'S' -> digits(builder, ChronoField.SECOND_OF_MINUTE);
        case 'F' -> builder.append(DateTimeFormatter.ISO_LOCAL_DATE);
        case 'T' -> builder.append(DateTimeFormatter.ofPattern("HH:mm:ss"));
        case '%' -> builder.appendLiteral('%');
        default ->
            throw new BadParameter(
                parameter, "%" + format.charAt(i) + " isn't known in a format of times");
      }
    }
    return builder
        .parseDefaulting(ChronoField.HOUR_OF_DAY, 0)
        .parseDefaulting(ChronoField.MINUTE_OF_HOUR, 0)
        .parseDefaulting(ChronoField.SECOND_OF_MINUTE, 0)
        .toFormatter();
  }

  /// One or two digits, as strptime reads them.
  private static void digits(DateTimeFormatterBuilder builder, ChronoField field) {
    builder.appendValue(field, 1, 2, SignStyle.NOT_NEGATIVE);
  }
}
