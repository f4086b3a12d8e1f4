package dev.runner.jinja;

import dev.runner.values.PythonException;
import dev.runner.values.Tuple;
import dev.runner.values.Unicode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// `split`, `rsplit`, `partition` and `rpartition` of Python's `str`.
final class TextSplit {
  private TextSplit() {}

  static Object call(String text, String name, Arguments arguments) {
    boolean right = name.startsWith("r");
    if (name.endsWith("partition")) {
      return partition(text, separator(arguments.bind("sep"), "sep"), right);
    }
    Bound given = arguments.bind("sep?", "maxsplit?");
    int most = given.integer("maxsplit", -1);
    most = most < 0 ? Integer.MAX_VALUE : most;
    if (given.optional("sep") == null) {
      return right ? atSpacesFromRight(text, most) : atSpaces(text, most);
    }
    String separator = separator(given, "sep");
    return right ? atFromRight(text, separator, most) : at(text, separator, most);
  }

  private static String separator(Bound given, String name) {
    String separator = TextMethods.textOf(given, name);
    if (separator.isEmpty()) {
      throw PythonException.value("empty separator");
    }
    return separator;
  }

  private static Tuple partition(String text, String separator, boolean right) {
    int at = right ? text.lastIndexOf(separator) : text.indexOf(separator);
    if (at < 0) {
      return right ? Tuple.of("", "", text) : Tuple.of(text, "", "");
    }
    return Tuple.of(text.substring(0, at), separator, text.substring(at + separator.length()));
  }

  private static List<Object> at(String text, String separator, int most) {
    List<Object> parts = new ArrayList<>();
    int start = 0;
    int found = text.indexOf(separator);
    while (found >= 0 && parts.size() < most) {
      parts.add(text.substring(start, found));
      start = found + separator.length();
      found = text.indexOf(separator, start);
    }
    parts.add(text.substring(start));
    return parts;
  }

  private static List<Object> atFromRight(String text, String separator, int most) {
    List<Object> parts = new ArrayList<>();
    int end = text.length();
    int found = text.lastIndexOf(separator);
    while (found >= 0 && parts.size() < most) {
      parts.add(text.substring(found + separator.length(), end));
      end = found;
      found = text.lastIndexOf(separator, end - separator.length());
    }
    parts.add(text.substring(0, end));
    Collections.reverse(parts);
    return parts;
  }

  private static List<Object> atSpaces(String text, int most) {
    List<Object> parts = new ArrayList<>();
    String rest = Unicode.stripLeft(text);
    int start = 0;
    while (start < rest.length()) {
      if (parts.size() == most) {
        parts.add(rest.substring(start));
        return parts;
      }
      int end = start;
      while (end < rest.length() && !Unicode.isSpace(rest.charAt(end))) {
        end++;
      }
      parts.add(rest.substring(start, end));
      start = end;
      while (start < rest.length() && Unicode.isSpace(rest.charAt(start))) {
        start++;
      }
    }
    return parts;
  }

  private static List<Object> atSpacesFromRight(String text, int most) {
    List<Object> parts = new ArrayList<>();
    int end = Unicode.stripRight(text).length();
    while (end > 0) {
      if (parts.size() == most) {
        parts.add(text.substring(0, end));
        break;
      }
      int start = end;
      while (start > 0 && !Unicode.isSpace(text.charAt(start - 1))) {
        start--;
      }
      if (start < end) {
        parts.add(text.substring(start, end));
      }
      end = start;
      while (end > 0 && Unicode.isSpace(text.charAt(end - 1))) {
        end--;
      }
    }
    Collections.reverse(parts);
    return parts;
  }
}
