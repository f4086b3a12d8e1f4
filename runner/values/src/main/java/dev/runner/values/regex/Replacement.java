package dev.runner.values.regex;

import dev.runner.values.Python;
import dev.runner.values.PythonException;
import java.util.ArrayList;
import java.util.List;

/// What `re.sub` writes in place of a match: text with references to groups.
final class Replacement {
  /// Text, or the number of a group.
  private sealed interface Part {
    record Literal(String text) implements Part {}

    record Group(int number) implements Part {}
  }

  private final List<Part> parts = new ArrayList<>();
  private final StringBuilder literal = new StringBuilder();

  private Replacement() {}

  /// @throws PythonException if it names a group that isn't there, or has an unknown escape
  static Replacement parse(String template, PythonRegex regex) {
    Replacement replacement = new Replacement();
    for (int i = 0; i < template.length(); i++) {
      char c = template.charAt(i);
      if (c == '\\') {
        i = replacement.escape(template, i + 1, regex);
      } else {
        replacement.literal.append(c);
      }
    }
    replacement.flush();
    return replacement;
  }

  private void flush() {
    if (!literal.isEmpty()) {
      parts.add(new Part.Literal(literal.toString()));
      literal.setLength(0);
    }
  }

  /// @param at index of the name
  private void reference(String name, int at, PythonRegex regex) {
    flush();
    try {
      parts.add(new Part.Group(regex.group(name)));
    } catch (PythonException e) {
      throw PythonException.of(
          e.kind(),
          name.matches("[0-9]+")
              ? "invalid group reference %s at position %d".formatted(name, at)
              : "unknown group name " + Python.repr(name));
    }
  }

  /// @return the index of the escape's last character
  private int escape(String template, int at, PythonRegex regex) {
    if (at == template.length()) {
      throw PythonException.value("bad escape (end of pattern) at position " + (at - 1));
    }
    char c = template.charAt(at);
    if (c == 'g') {
      int end = template.indexOf('>', at);
      if (at + 1 >= template.length() || template.charAt(at + 1) != '<' || end < 0) {
        throw PythonException.value("missing group name in the replacement '" + template + "'");
      }
      reference(template.substring(at + 2, end), at + 2, regex);
      return end;
    }
    if (c >= '0' && c <= '9') {
      return number(template, at, regex);
    }
    literal.append(
        switch (c) {
          case 'n' -> "\n";
          case 't' -> "\t";
          case 'r' -> "\r";
          case 'f' -> "\f";
          case 'v' -> "\u000b";
          case 'a' -> "\u0007";
          case 'b' -> "\b";
          case '\\' -> "\\";
          default -> {
            if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
              throw PythonException.value("bad escape \\" + c + " at position " + (at - 1));
            }
            yield "\\" + c;
          }
        });
    return at;
  }

  private int number(String template, int at, PythonRegex regex) {
    int end = at;
    while (end < template.length() && end < at + 3 && isDigit(template.charAt(end), 8)) {
      end++;
    }
    if (template.charAt(at) == '0' || end == at + 3) {
      literal.append((char) (Integer.parseInt(template.substring(at, end), 8) & 0xff));
      return end - 1;
    }
    int two = at + 1 < template.length() && isDigit(template.charAt(at + 1), 10) ? at + 2 : at + 1;
    reference(template.substring(at, two), at, regex);
    return two - 1;
  }

  private static boolean isDigit(char c, int radix) {
    return c < 0x80 && Character.digit(c, radix) >= 0;
  }

  /// Writes it for one match; a group that took no part is empty.
  void write(Match match, StringBuilder out) {
    for (Part part : parts) {
      switch (part) {
        case Part.Literal text -> out.append(text.text());
        case Part.Group group -> {
          String text = match.group(group.number());
          out.append(text == null ? "" : text);
        }
      }
    }
  }
}
