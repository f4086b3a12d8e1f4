package dev.runner.modules.django;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;

/// When a line of Apache's error log was written. It names no zone: the server writes the host's
/// time, and a child into which Django was loaded the site's.
final class LoggedTime {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("EEE MMM d HH:mm:ss[.SSSSSS] yyyy", Locale.ENGLISH);
  private static final Duration SLACK = Duration.ofMinutes(2);

  private LoggedTime() {}

  /// The instant; that at which the log was written to last where the line doesn't say.
  ///
  /// @param when as the log has it
  /// @param modified when the log was written to last, which no line can be later than
  static Instant of(String when, ZoneOffset host, ZoneOffset site, Instant modified) {
    try {
      LocalDateTime local = LocalDateTime.parse(when.replaceAll(" +", " "), FORMAT);
      return Stream.of(local.toInstant(host), local.toInstant(site))
          .filter(instant -> !instant.isAfter(modified.plus(SLACK)))
          .max(Comparator.naturalOrder())
          .orElse(local.toInstant(host));
    } catch (DateTimeParseException e) {
      return modified;
    }
  }
}
