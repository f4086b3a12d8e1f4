package dev.runner.values.regex;

import dev.runner.values.PythonException;
import java.util.HashMap;
import java.util.Map;

/// Rewrites a pattern of Python's `re` ("Regular Expression Syntax" in Python's library reference)
/// for `java.util.regex`.
final class RegexTranslation {
  private final String text;
  private final StringBuilder out = new StringBuilder();
  private final Map<String, Integer> names = new HashMap<>();
  private int groups;
  private int at;
  private boolean ascii;
  private boolean multiline;

  RegexTranslation(String text) {
    this.text = text;
  }

  /// The numbers of the named groups.
  Map<String, Integer> names() {
    return names;
  }

  /// Whether `\w`, `\d`, `\s` and `\b` know ASCII only.
  boolean ascii() {
    return ascii;
  }

  /// Whether the pattern itself asks that `^` and `$` match at lines.
  boolean multiline() {
    return multiline;
  }

  String run() {
    while (at < text.length()) {
      char c = text.charAt(at);
      switch (c) {
        case '\\' -> escape(false);
        case '[' -> set();
        case '(' -> group();
        case '{' -> brace();
        default -> {
          out.append(c);
          at++;
        }
      }
    }
    return out.toString();
  }

  private PythonException wrong(String what) {
    return PythonException.value(
        "'%s' is no regular expression: %s at position %d".formatted(text, what, at));
  }

  private void escape(boolean inSet) {
    if (at + 1 == text.length()) {
      throw wrong("bad escape (end of pattern)");
    }
    char c = text.charAt(at + 1);
    switch (c) {
      case 'Z' -> replaced(2, "\\z");
      case 'v' -> replaced(2, "\\x0b");
      case 'b' -> replaced(2, inSet ? "\\x08" : "\\b");
      case 'a', 'f', 'n', 'r', 't', 'd', 'D', 's', 'S', 'w', 'W', 'B', 'A' -> replaced(2, "\\" + c);
      case 'x' -> code(2);
      case 'u' -> code(4);
      case 'U' -> code(8);
      case '0' -> octal();
      default -> {
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
          throw wrong("bad escape \\" + c);
        }
        if (c >= '1' && c <= '9') {
          reference(inSet);
        } else {
          replaced(2, "\\" + c);
        }
      }
    }
  }

  private void replaced(int length, String by) {
    out.append(by);
    at += length;
  }

  private void code(int digits) {
    int end = at + 2 + digits;
    if (end > text.length() || !text.substring(at + 2, end).matches("[0-9a-fA-F]+")) {
      throw wrong("incomplete escape \\" + text.charAt(at + 1));
    }
    replaced(2 + digits, "\\x{" + text.substring(at + 2, end) + "}");
  }

  private void octal() {
    int end = at + 1;
    while (end < text.length() && end < at + 4 && "01234567".indexOf(text.charAt(end)) >= 0) {
      end++;
    }
    replaced(end - at, "\\0" + text.substring(at + 1, end));
  }

  private void reference(boolean inSet) {
    int end = at + 2;
    while (end < text.length() && end < at + 4 && Character.isDigit(text.charAt(end))) {
      end++;
    }
    String digits = text.substring(at + 1, end);
    if (digits.matches("[0-3][0-7][0-7]") || inSet) {
      replaced(end - at, "\\0" + digits);
      return;
    }
    String number = digits.length() > 2 ? digits.substring(0, 2) : digits;
    if (Integer.parseInt(number) > groups) {
      throw wrong("invalid group reference " + number);
    }
    replaced(1 + number.length(), "(?:\\" + number + ")");
  }

  /// `[…]`: Java reads `[` and `&&` in it as more than characters.
  private void set() {
    out.append('[');
    at++;
    if (at < text.length() && text.charAt(at) == '^') {
      out.append('^');
      at++;
    }
    int start = at;
    while (at < text.length() && (text.charAt(at) != ']' || at == start)) {
      char c = text.charAt(at);
      if (c == '\\') {
        escape(true);
      } else {
        out.append("[]&^ #".indexOf(c) >= 0 ? "\\" : "").append(c);
        at++;
      }
    }
    if (at == text.length()) {
      throw wrong("unterminated character set");
    }
    out.append(']');
    at++;
  }

  private void brace() {
    int end = text.indexOf('}', at);
    String inner = end < 0 ? "" : text.substring(at + 1, end);
    if (at > 0 && inner.matches("[0-9]+(,[0-9]*)?|,[0-9]+|,")) {
      out.append('{').append(inner.startsWith(",") ? "0" : "").append(inner).append('}');
      at = end + 1;
    } else {
      replaced(1, "\\{");
    }
  }

  private void group() {
    if (!text.startsWith("(?", at)) {
      groups++;
      replaced(1, "(");
    } else if (text.startsWith("(?P<", at)) {
      String name = until('>', at + 4);
      if (names.containsKey(name)) {
        throw wrong("redefinition of group name '" + name + "'");
      }
      names.put(name, ++groups);
      replaced(5 + name.length(), "(");
    } else if (text.startsWith("(?P=", at)) {
      String name = until(')', at + 4);
      Integer number = names.get(name);
      if (number == null) {
        throw wrong("unknown group name '" + name + "'");
      }
      replaced(5 + name.length(), "(?:\\" + number + ")");
    } else if (text.startsWith("(?#", at)) {
      at += 4 + until(')', at + 3).length();
    } else if (text.startsWith("(?(", at)) {
      throw wrong("a group that depends on another one, which isn't supported,");
    } else {
      flags();
    }
  }

  private String until(char end, int from) {
    int found = text.indexOf(end, from);
    if (found < 0) {
      throw wrong("missing " + end);
    }
    return text.substring(from, found);
  }

  /// `(?i)`, `(?s:…)`, `(?=…)` and their like; Python's flags `a`, `u` and `L` have no letter in
  /// Java.
  private void flags() {
    int end = at + 2;
    while (end < text.length() && "aiLmsux-".indexOf(text.charAt(end)) >= 0) {
      end++;
    }
    boolean flags = end > at + 2 && end < text.length() && "):".indexOf(text.charAt(end)) >= 0;
    if (!flags) {
      if (at + 2 < text.length() && ":=!<>".indexOf(text.charAt(at + 2)) < 0) {
        throw wrong("unknown extension ?" + text.charAt(at + 2));
      }
      if (text.startsWith("(?<", at)
          && !text.startsWith("(?<=", at)
          && !text.startsWith("(?<!", at)) {
        throw wrong("unknown extension ?<");
      }
      replaced(2, "(?");
      return;
    }
    String letters = text.substring(at + 2, end);
    ascii |= letters.contains("a");
    String kept = letters.replaceAll("[auL]", "");
    boolean global = text.charAt(end) == ')';
    multiline |= global && letters.contains("m");
    at = end + 1;
    if (!kept.isEmpty() || !global) {
      out.append("(?").append(kept).append(global ? ")" : ":");
    }
  }
}
