package dev.runner.values;

import java.time.DayOfWeek;
import java.time.Month;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.util.Locale;

/// Writes times by a format, as `strftime` of Python on Linux does in the C locale ("strftime() and
/// strptime() Format Codes" in Python's library reference; the GNU flags `-`, `_`, `0`, `^`).
public final class Strftime {
  private Strftime() {}

  /// A time as text, by a format of `strftime(3)`.
  public static String format(String format, ZonedDateTime time) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < format.length(); i++) {
      char c = format.charAt(i);
      if (c != '%' || i + 1 == format.length()) {
        out.append(c);
        continue;
      }
      int start = i++;
      char flag = 0;
      while ("-_0^".indexOf(format.charAt(i)) >= 0 && i + 1 < format.length()) {
        flag = format.charAt(i++);
      }
      int width = 0;
      while (Character.isDigit(format.charAt(i)) && i + 1 < format.length() && width < 100) {
        width = width * 10 + format.charAt(i++) - '0';
      }
      boolean colon = format.startsWith(":z", i);
      i += colon ? 1 : 0;
      String part =
          colon
              ? time.format(DateTimeFormatter.ofPattern("xxx", Locale.ROOT))
              : directive(format.charAt(i), flag, time);
      if (part != null && part.length() < width) {
        char fill = Character.isDigit(part.charAt(part.length() - 1)) && flag != '_' ? '0' : ' ';
        part = String.valueOf(fill).repeat(width - part.length()) + part;
      }
      out.append(part == null ? format.substring(start, i + 1) : part);
    }
    return out.toString();
  }

  private static @org.jspecify.annotations.Nullable String directive(
      char code, char flag, ZonedDateTime time) {
    String text = text(code, time);
    if (text != null) {
      return flag == '^' ? text.toUpperCase(Locale.ROOT) : text;
    }
    return number(code, flag, time);
  }

  private static @org.jspecify.annotations.Nullable String text(char code, ZonedDateTime time) {
    DayOfWeek day = time.getDayOfWeek();
    Month month = time.getMonth();
    return switch (code) {
      case '%' -> "%";
      case 'n' -> "\n";
      case 't' -> "\t";
      case 'a' -> day.getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
      case 'A' -> day.getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      case 'b', 'h' -> name(month).substring(0, 3);
      case 'B' -> name(month);
      case 'c' -> format("%a %b %e %H:%M:%S %Y", time);
      case 'x', 'D' -> format("%m/%d/%y", time);
      case 'X', 'T' -> format("%H:%M:%S", time);
      case 'r' -> format("%I:%M:%S %p", time);
      case 'R' -> format("%H:%M", time);
      case 'F' -> format("%Y-%m-%d", time);
      case 'p' -> time.getHour() < 12 ? "AM" : "PM";
      case 'P' -> time.getHour() < 12 ? "am" : "pm";
      case 'Z' -> zone(time);
      case 'z' -> time.format(DateTimeFormatter.ofPattern("xx", Locale.ROOT));
      case 's' -> Long.toString(time.toEpochSecond());
      default -> null;
    };
  }

  private static String name(Month month) {
    String upper = month.name();
    return upper.charAt(0) + upper.substring(1).toLowerCase(Locale.ROOT);
  }

  private static String zone(ZonedDateTime time) {
    return time.getOffset().getTotalSeconds() == 0
        ? "UTC"
        : time.format(DateTimeFormatter.ofPattern("zzz", Locale.ENGLISH));
  }

  private static @org.jspecify.annotations.Nullable String number(
      char code, char flag, ZonedDateTime time) {
    int sunday = time.getDayOfWeek().getValue() % 7;
    int monday = time.getDayOfWeek().getValue() - 1;
    int day = time.getDayOfYear();
    int twelve = time.getHour() % 12 == 0 ? 12 : time.getHour() % 12;
    return switch (code) {
      case 'd' -> padded(time.getDayOfMonth(), 2, '0', flag);
      case 'e' -> padded(time.getDayOfMonth(), 2, ' ', flag);
      case 'H' -> padded(time.getHour(), 2, '0', flag);
      case 'k' -> padded(time.getHour(), 2, ' ', flag);
      case 'I' -> padded(twelve, 2, '0', flag);
      case 'l' -> padded(twelve, 2, ' ', flag);
      case 'M' -> padded(time.getMinute(), 2, '0', flag);
      case 'S' -> padded(time.getSecond(), 2, '0', flag);
      case 'f' -> padded(time.get(ChronoField.MICRO_OF_SECOND), 6, '0', flag);
      case 'm' -> padded(time.getMonthValue(), 2, '0', flag);
      case 'y' -> padded(time.getYear() % 100, 2, '0', flag);
      case 'Y' -> Integer.toString(time.getYear());
      case 'C' -> padded(time.getYear() / 100, 2, '0', flag);
      case 'G' -> Integer.toString(time.get(IsoFields.WEEK_BASED_YEAR));
      case 'g' -> padded(time.get(IsoFields.WEEK_BASED_YEAR) % 100, 2, '0', flag);
      case 'V' -> padded(time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR), 2, '0', flag);
      case 'U' -> padded((day - 1 + 7 - sunday) / 7, 2, '0', flag);
      case 'W' -> padded((day - 1 + 7 - monday) / 7, 2, '0', flag);
      case 'j' -> padded(day, 3, '0', flag);
      case 'w' -> Integer.toString(sunday);
      case 'u' -> Integer.toString(monday + 1);
      default -> null;
    };
  }

  private static String padded(int number, int width, char fill, char flag) {
    char with = flag == '_' ? ' ' : flag == '0' ? '0' : fill;
    String digits = Integer.toString(number);
    return flag == '-'
        ? digits
        : String.valueOf(with).repeat(Math.max(0, width - digits.length())) + digits;
  }
}
