package dev.runner.template.time;

import dev.runner.values.DateTime;
import dev.runner.values.PythonException;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.Month;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads times by a format, as Python's `datetime.strptime` does in the C locale.
public final class Strptime {
  private static final String MONTHS =
      "January|February|March|April|May|June|July|August|September|October|November|December";
  private static final String DAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday";

  private final List<Character> codes = new ArrayList<>();
  private final StringBuilder regex = new StringBuilder();

  private Strptime() {}

  /// The time that a text says by a format.
  ///
  /// @throws dev.runner.values.PythonException if it doesn't
  public static DateTime parse(String text, String format) {
    Strptime reader = new Strptime();
    reader.translate(format);
    Matcher matcher =
        Pattern.compile(reader.regex.toString(), Pattern.CASE_INSENSITIVE).matcher(text);
    if (!matcher.matches()) {
      throw PythonException.value(
          "time data '%s' does not match format '%s'".formatted(text, format));
    }
    try {
      return reader.value(matcher);
    } catch (DateTimeException e) {
      throw PythonException.value("'%s' is no time: %s".formatted(text, e.getMessage()));
    }
  }

  private void translate(String format) {
    for (int i = 0; i < format.length(); i++) {
      char c = format.charAt(i);
      if (Character.isWhitespace(c)) {
        regex.append("\\s+");
      } else if (c == '%' && i + 1 < format.length()) {
        directive(format.charAt(++i), format);
      } else {
        regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
  }

  private void directive(char code, String format) {
    String pattern =
        switch (code) {
          case 'd' -> "3[0-1]|[1-2][0-9]|0[1-9]|[1-9]| [1-9]";
          case 'm' -> "1[0-2]|0[1-9]|[1-9]";
          case 'H' -> "2[0-3]|[0-1][0-9]|[0-9]";
          case 'I' -> "1[0-2]|0[1-9]|[1-9]| [1-9]";
          case 'M' -> "[0-5][0-9]|[0-9]";
          case 'S' -> "6[0-1]|[0-5][0-9]|[0-9]";
          case 'Y' -> "[0-9]{4}";
          case 'y' -> "[0-9]{2}";
          case 'j' ->
              "36[0-6]|3[0-5][0-9]|[1-2][0-9]{2}|0[1-9][0-9]|00[1-9]|[1-9][0-9]|0[1-9]|[1-9]";
          case 'f' -> "[0-9]{1,6}";
          case 'p' -> "AM|PM";
          case 'b' -> MONTHS.replaceAll("([A-Z]..)[a-z]*", "$1");
          case 'B' -> MONTHS;
          case 'a' -> DAYS.replaceAll("([A-Z]..)[a-z]*", "$1");
          case 'A' -> DAYS;
          case 'z' -> "[+-][0-9]{2}:?[0-5][0-9](?::?[0-5][0-9])?|Z";
          case 'Z' -> "UTC|GMT";
          case '%' -> "%";
          default -> "";
        };
    switch (code) {
      case 'T' -> translate("%H:%M:%S");
      case 'F' -> translate("%Y-%m-%d");
      case 'D' -> translate("%m/%d/%y");
      case 'R' -> translate("%H:%M");
      default -> {
        if (pattern.isEmpty()) {
          throw PythonException.value(
              "'%s' is a bad directive in format '%s'".formatted(code, format));
        }
        codes.add(code);
        regex.append('(').append(pattern).append(')');
      }
    }
  }

  private DateTime value(Matcher matcher) {
    Integer year = number(matcher, 'Y');
    Integer two = number(matcher, 'y');
    int years = year != null ? year : two == null ? 1900 : two + (two < 69 ? 2000 : 1900);
    Integer dayOfYear = number(matcher, 'j');
    int hours = hours(matcher);
    LocalDateTime time =
        LocalDateTime.of(
            years,
            month(matcher),
            orElse(number(matcher, 'd'), 1),
            hours,
            orElse(number(matcher, 'M'), 0),
            orElse(number(matcher, 'S'), 0),
            fraction(matcher) * 1000);
    if (dayOfYear != null && number(matcher, 'd') == null) {
      time = time.withDayOfYear(dayOfYear);
    }
    String zone = part(matcher, 'z');
    return zone == null ? new DateTime(time) : new DateTime(time, offset(zone));
  }

  private static ZoneOffset offset(String text) {
    if (text.equalsIgnoreCase("Z")) {
      return ZoneOffset.UTC;
    }
    return ZoneOffset.of(text.replace(":", ""));
  }

  private int hours(Matcher matcher) {
    Integer twelve = number(matcher, 'I');
    if (twelve == null) {
      return orElse(number(matcher, 'H'), 0);
    }
    String half = part(matcher, 'p');
    int base = twelve % 12;
    return half == null ? twelve : half.equalsIgnoreCase("PM") ? base + 12 : base;
  }

  private int fraction(Matcher matcher) {
    String digits = part(matcher, 'f');
    return digits == null ? 0 : Integer.parseInt((digits + "000000").substring(0, 6));
  }

  private int month(Matcher matcher) {
    String name = part(matcher, 'B') == null ? part(matcher, 'b') : part(matcher, 'B');
    if (name == null) {
      return orElse(number(matcher, 'm'), 1);
    }
    for (Month month : Month.values()) {
      if (month.name().startsWith(name.toUpperCase(Locale.ROOT).substring(0, 3))) {
        return month.getValue();
      }
    }
    return 1;
  }

  private static int orElse(@Nullable Integer value, int byDefault) {
    return value == null ? byDefault : value;
  }

  private @Nullable Integer number(Matcher matcher, char code) {
    String text = part(matcher, code);
    return text == null ? null : (Integer) Integer.parseInt(text.strip());
  }

  private @Nullable String part(Matcher matcher, char code) {
    int index = codes.indexOf(code);
    return index < 0 ? null : matcher.group(index + 1);
  }
}
