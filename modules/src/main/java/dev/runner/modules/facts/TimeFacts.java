package dev.runner.modules.facts;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The host's clock when the facts were gathered.
final class TimeFacts {
  /// The names in a zone's rule (POSIX.1-2017, XBD 8.3, `TZ`): `CET-1CEST,M3.5.0,M10.5.0/3`.
  private static final Pattern RULE =
      Pattern.compile("(?:<[^>]*>|[A-Za-z]+)[-+]?[0-9:]+(<[^>]*>|[A-Za-z]+)?.*");

  private TimeFacts() {}

  static Map<String, Object> of(Sections seen) {
    String[] words = seen.text("date").strip().split(" ");
    if (words.length < 5) {
      return Map.of();
    }
    long micros = Numbers.whole(words[1]).orElse(0L) / 1000;
    Instant instant = Instant.ofEpochSecond(Numbers.whole(words[0]).orElse(0L), micros * 1000);
    ZonedDateTime here = instant.atZone(ZoneOffset.of(words[2]));
    Map<String, Object> time = new LinkedHashMap<>();
    time.put("year", form("yyyy", here));
    time.put("month", form("MM", here));
    time.put("weekday", form("EEEE", here));
    time.put("weekday_number", String.valueOf(here.getDayOfWeek().getValue() % 7));
    time.put("weeknumber", words[4]);
    time.put("day", form("dd", here));
    time.put("hour", form("HH", here));
    time.put("minute", form("mm", here));
    time.put("second", form("ss", here));
    time.put("epoch", words[0]);
    time.put("epoch_int", words[0]);
    time.put("date", form("yyyy-MM-dd", here));
    time.put("time", form("HH:mm:ss", here));
    ZonedDateTime utc = instant.atZone(ZoneOffset.UTC);
    time.put("iso8601_micro", form("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'", utc));
    time.put("iso8601", form("yyyy-MM-dd'T'HH:mm:ss'Z'", utc));
    time.put("iso8601_basic", form("yyyyMMdd'T'HHmmssSSSSSS", here));
    time.put("iso8601_basic_short", form("yyyyMMdd'T'HHmmss", here));
    time.put("tz", words[3]);
    time.put("tz_dst", summer(seen.text("zone").strip(), words[3]));
    time.put("tz_offset", words[2]);
    return Map.of("date_time", time);
  }

  private static String form(String pattern, ZonedDateTime time) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).format(time);
  }

  private static String summer(String rule, String now) {
    Matcher matcher = RULE.matcher(rule);
    String name = matcher.matches() ? matcher.group(1) : null;
    return name == null ? now : name.replaceAll("[<>]", "");
  }
}
