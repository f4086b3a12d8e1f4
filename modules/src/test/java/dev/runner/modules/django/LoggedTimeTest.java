package dev.runner.modules.django;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoggedTimeTest {

  /// The host is at UTC, the site ten hours ahead.
  @ParameterizedTest
  @CsvSource({
    "Mon Oct 06 12:00:00 2014, 2014-10-06T12:00:30Z, 2014-10-06T12:00:00Z",
    "Mon Oct 06 12:00:00.123456 2014, 2014-10-06T02:00:30Z, 2014-10-06T02:00:00.123456Z",
    "Mon Oct  6 12:00:00 2014, 2014-10-06T12:00:30Z, 2014-10-06T12:00:00Z",
    "'', 2014-10-06T02:00:30Z, 2014-10-06T02:00:30Z",
  })
  void noLineIsLaterThanItsFile(String when, Instant modified, Instant expected) {
    assertEquals(expected, LoggedTime.of(when, ZoneOffset.UTC, ZoneOffset.ofHours(10), modified));
  }
}
