package dev.runner.modules.certificates;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Times of certificates: all in seconds, in UTC.
final class Moments {
  private static final int UTC = 0x17;
  private static final int GENERALIZED = 0x18;

  /// From that year on four digits are needed (RFC 5280, 4.1.2.5).
  private static final int LONG_YEARS = 2050;

  private static final int SHORT_YEARS_BEGIN = 1950;

  private static final DateTimeFormatter WRITTEN =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final Pattern AWAY =
      Pattern.compile("([+-])(?:(\\d+)w)?(?:(\\d+)d)?(?:(\\d+)h)?(?:(\\d+)m)?(?:(\\d+)s?)?");

  private static final Pattern GIVEN = Pattern.compile("(\\d{12}|\\d{14})Z");

  private Moments() {}

  static Instant read(Der der) {
    String text = der.text();
    return der.is(UTC) ? shortYear(text) : longYear(text);
  }

  private static Instant shortYear(String text) {
    int year = text.matches("\\d{10,12}Z?") ? Integer.parseInt(text.substring(0, 2)) : -1;
    if (year < 0) {
      throw new Malformed("\"%s\" is no time".formatted(text));
    }
    return longYear((1900 + year < SHORT_YEARS_BEGIN ? "20" : "19") + text);
  }

  private static Instant longYear(String text) {
    try {
      String seconds = text.length() == 13 ? text.replace("Z", "00Z") : text;
      return LocalDateTime.parse(seconds, WRITTEN).toInstant(ZoneOffset.UTC);
    } catch (DateTimeParseException e) {
      throw new Malformed("\"%s\" is no time".formatted(text));
    }
  }

  static Der der(Instant instant) {
    String text = written(instant);
    return instant.atOffset(ZoneOffset.UTC).getYear() < LONG_YEARS
        ? Der.text(UTC, text.substring(2))
        : Der.text(GENERALIZED, text);
  }

  /// As results have it: `20300101000000Z`.
  static String written(Instant instant) {
    return WRITTEN.format(instant);
  }

  /// A time as parameters say it: `20300101000000Z`, or how far it is from now: `+1w2d`.
  ///
  /// @param what the parameter's name, for the message
  static Instant parse(String text, Instant now, String what) {
    Matcher away = AWAY.matcher(text);
    if (text.length() > 1 && away.matches()) {
      Duration distance =
          Duration.ofDays(7 * number(away, 2) + number(away, 3))
              .plusHours(number(away, 4))
              .plusMinutes(number(away, 5))
              .plusSeconds(number(away, 6));
      Instant second = now.truncatedTo(ChronoUnit.SECONDS);
      return text.startsWith("-") ? second.minus(distance) : second.plus(distance);
    }
    if (text.startsWith("+") || text.startsWith("-")) {
      throw new Malformed("The timespec \"%s\" for %s is invalid".formatted(text, what));
    }
    Matcher given = GIVEN.matcher(text);
    try {
      if (given.matches()) {
        return longYear(text);
      }
    } catch (Malformed e) {
      // said below
    }
    throw new Malformed("The time spec \"%s\" for %s is invalid".formatted(text, what));
  }

  private static long number(Matcher away, int group) {
    return away.group(group) == null ? 0 : Long.parseLong(away.group(group));
  }
}
