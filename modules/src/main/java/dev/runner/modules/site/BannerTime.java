package dev.runner.modules.site;

import dev.runner.module.BadParameter;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How a site writes a time: its zone and a format of `strftime` (The Open Group Base
/// Specifications, strftime; a `-` before the letter leaves out zeros, as GNU has it).
///
/// @param zone the site's, not the host's
/// @param format such as `%Y-%m-%d %H:%M`
record BannerTime(ZoneId zone, String format) {
  private static final Map<String, String> LETTERS =
      Map.ofEntries(
          Map.entry("Y", "uuuu"),
          Map.entry("y", "uu"),
          Map.entry("m", "MM"),
          Map.entry("-m", "M"),
          Map.entry("B", "MMMM"),
          Map.entry("b", "MMM"),
          Map.entry("d", "dd"),
          Map.entry("-d", "d"),
          Map.entry("e", "d"),
          Map.entry("j", "DDD"),
          Map.entry("A", "EEEE"),
          Map.entry("a", "EEE"),
          Map.entry("H", "HH"),
          Map.entry("-H", "H"),
          Map.entry("I", "hh"),
          Map.entry("-I", "h"),
          Map.entry("p", "a"),
          Map.entry("M", "mm"),
          Map.entry("S", "ss"),
          Map.entry("Z", "zzz"),
          Map.entry("z", "xx"));
  private static final Pattern PART = Pattern.compile("%(-?[A-Za-z])|%%|([^%]+)");

  static BannerTime of(String zone, String format) {
    try {
      BannerTime time = new BannerTime(ZoneId.of(zone), format);
      time.formatter();
      return time;
    } catch (DateTimeException e) {
      throw new BadParameter(
          "zone", "'%s' is no time zone: write Europe/Berlin or UTC".formatted(zone));
    }
  }

  private String pattern() {
    StringBuilder out = new StringBuilder();
    Matcher part = PART.matcher(format);
    while (part.find()) {
      if (part.group(1) != null) {
        String letters = LETTERS.get(part.group(1));
        if (letters == null) {
          throw new BadParameter("time_format", "%%%s isn't known here".formatted(part.group(1)));
        }
        out.append(letters);
      } else {
        String text = part.group(2) == null ? "%" : part.group(2);
        out.append('\'').append(text.replace("'", "''")).append('\'');
      }
    }
    return out.toString();
  }

  private DateTimeFormatter formatter() {
    return DateTimeFormatter.ofPattern(pattern(), Locale.ENGLISH).withZone(zone);
  }

  /// The instant as the site writes it.
  String write(Instant instant) {
    return formatter().format(instant);
  }

  /// What a time in this format looks like.
  Pattern shape() {
    StringBuilder regex = new StringBuilder();
    Matcher part = PART.matcher(format);
    while (part.find()) {
      if (part.group(1) == null) {
        regex.append(Pattern.quote(part.group(2) == null ? "%" : part.group(2)));
      } else {
        boolean word = "BbAapZ".contains(part.group(1));
        regex.append(word ? "[A-Za-z./_+-]+" : "[+-]?\\d+");
      }
    }
    return Pattern.compile(regex.toString());
  }

  /// The first time in a text.
  ///
  /// @param written when the text was written, for formats that leave out the date
  Optional<Instant> find(String text, Instant written) {
    Matcher matcher = shape().matcher(text);
    while (matcher.find()) {
      try {
        return Optional.of(read(matcher.group(), written));
      } catch (DateTimeException e) {
        // it only looks like a time: the next one may be it
      }
    }
    return Optional.empty();
  }

  private Instant read(String text, Instant written) {
    ZonedDateTime then = written.atZone(zone);
    DateTimeFormatterBuilder builder =
        new DateTimeFormatterBuilder().parseCaseInsensitive().appendPattern(pattern());
    boolean dated = format.contains("d") || format.contains("e") || format.contains("j");
    if (!format.contains("%Y") && !format.contains("%y")) {
      builder.parseDefaulting(ChronoField.YEAR, then.getYear());
    }
    if (!dated) {
      builder.parseDefaulting(ChronoField.MONTH_OF_YEAR, then.getMonthValue());
      builder.parseDefaulting(ChronoField.DAY_OF_MONTH, then.getDayOfMonth());
    }
    Instant found =
        ZonedDateTime.parse(text, builder.toFormatter(Locale.ENGLISH).withZone(zone)).toInstant();
    return !dated && found.isBefore(written.minusSeconds(60))
        ? found.atZone(zone).plusDays(1).toInstant()
        : found;
  }
}
