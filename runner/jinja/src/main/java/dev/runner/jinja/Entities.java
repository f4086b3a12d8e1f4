package dev.runner.jinja;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// HTML's character references ("Named character references" and "Numeric character reference end
/// state" in the HTML Standard).
final class Entities {
  private static final int LONGEST_NAME = 32;

  /// What the standard makes of the numbers 0x80 to 0x9f: the characters of Windows-1252.
  private static final String C1 =
      "\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f"
          + "\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178";

  private Entities() {}

  /// The names are read when the first one is asked for.
  private static final class Names {
    static final Map<String, String> ALL = read();

    private static Map<String, String> read() {
      try (InputStream in = Entities.class.getResourceAsStream("entities.txt")) {
        if (in == null) {
          throw new IllegalStateException("entities.txt is missing from the library");
        }
        Map<String, String> names = new HashMap<>(4096);
        for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
          int space = line.indexOf(' ');
          StringBuilder text = new StringBuilder();
          for (String point : line.substring(space + 1).split(" ")) {
            text.appendCodePoint(Integer.parseInt(point, 16));
          }
          names.put(line.substring(0, space), text.toString());
        }
        return names;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /// The text with its character references resolved.
  static String unescape(String text) {
    int at = text.indexOf('&');
    if (at < 0) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    int done = 0;
    while (at >= 0) {
      out.append(text, done, at);
      int end = text.startsWith("#", at + 1) ? number(text, at + 2, out) : name(text, at + 1, out);
      if (end < 0) {
        out.append('&');
        end = at + 1;
      }
      done = end;
      at = text.indexOf('&', done);
    }
    return out.append(text, done, text.length()).toString();
  }

  private static int number(String text, int start, StringBuilder out) {
    boolean hex = text.startsWith("x", start) || text.startsWith("X", start);
    int first = hex ? start + 1 : start;
    int end = first;
    long number = 0;
    while (end < text.length()
        && text.charAt(end) < 0x80
        && Character.digit(text.charAt(end), hex ? 16 : 10) >= 0) {
      number = Math.min(number * (hex ? 16 : 10) + Character.digit(text.charAt(end), 16), 0x110000);
      end++;
    }
    if (end == first) {
      return -1;
    }
    append((int) number, out);
    return text.startsWith(";", end) ? end + 1 : end;
  }

  private static void append(int number, StringBuilder out) {
    if (number >= 0x80 && number <= 0x9f) {
      out.append(C1.charAt(number - 0x80));
    } else if (number == 0 || number > 0x10ffff || (number >= 0xd800 && number <= 0xdfff)) {
      out.append('\ufffd');
    } else if (!isNoCharacter(number)) {
      out.appendCodePoint(number);
    }
  }

  private static boolean isNoCharacter(int number) {
    boolean control =
        (number < 0x20 && number != '\t' && number != '\n' && number != '\f' && number != '\r')
            || number == 0x7f;
    return control || (number >= 0xfdd0 && number <= 0xfdef) || (number & 0xfffe) == 0xfffe;
  }

  /// Names of old count without a semicolon too, the longest that fits.
  private static int name(String text, int start, StringBuilder out) {
    int end = start;
    while (end < text.length()
        && end - start < LONGEST_NAME
        && "\t\n\f <&#;".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    if (end < text.length() && text.charAt(end) == ';') {
      String found = find(text, start, end + 1);
      if (found != null) {
        out.append(found);
        return end + 1;
      }
    }
    for (int i = end; i > start + 1; i--) {
      String found = find(text, start, i);
      if (found != null) {
        out.append(found);
        return i;
      }
    }
    return -1;
  }

  private static @Nullable String find(String text, int start, int end) {
    return Names.ALL.get(text.substring(start, end));
  }
}
