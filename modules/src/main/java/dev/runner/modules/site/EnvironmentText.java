package dev.runner.modules.site;

import dev.runner.values.Json;
import dev.runner.values.None;
import dev.runner.values.Text;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Files of lines `NAME=value`, such as `.env`. Those who read them (shells, systemd, packages of
/// Python) differ in what quotes mean; what is written here they all read alike.
///
/// @param names that are given a value, an empty one included
/// @param whole whether no quoted value goes on to the end of the text
record EnvironmentText(Set<String> names, boolean whole) {
  private static final Pattern LINE =
      Pattern.compile("[ \\t]*(?:export[ \\t]+)?([A-Za-z_][A-Za-z0-9_.]*)[ \\t]*=[ \\t]*(.*)");
  private static final Pattern OPEN = Pattern.compile("'[^']*|\"(?:[^\"\\\\]|\\\\.)*\\\\?");
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@%+,=-]*");
  private static final Pattern LITERAL = Pattern.compile("[^'\\\\\\p{Cntrl}]*");
  private static final Pattern ESCAPABLE = Pattern.compile("[^$`!\\p{Cntrl}]*");

  static EnvironmentText of(String text) {
    Set<String> names = new LinkedHashSet<>();
    Optional<String> open = Optional.empty();
    for (String line : text.lines().toList()) {
      Matcher matcher = LINE.matcher(line);
      if (open.isPresent()) {
        open = stillOpen(open.get() + line);
      } else if (matcher.matches()) {
        names.add(matcher.group(1));
        open = stillOpen(matcher.group(2).strip());
      }
    }
    return new EnvironmentText(names, open.isEmpty());
  }

  /// The quote that a value begins with, if the value doesn't end it.
  private static Optional<String> stillOpen(String value) {
    return OPEN.matcher(value).matches() ? Optional.of(value.substring(0, 1)) : Optional.empty();
  }

  /// A line that gives a value to a name; empty where no quotes mean the same to all readers.
  static Optional<String> line(String name, Object value) {
    return quoted(plain(value)).map(text -> "%s=%s\n".formatted(name, text));
  }

  private static String plain(Object value) {
    return switch (value) {
      case None none -> "";
      case Boolean bool -> bool ? "True" : "False";
      case Text text -> text.value();
      case Map<?, ?> map -> Json.line(map);
      case List<?> list -> Json.line(list);
      default -> value.toString();
    };
  }

  private static Optional<String> quoted(String text) {
    if (PLAIN.matcher(text).matches()) {
      return Optional.of(text);
    }
    if (LITERAL.matcher(text).matches()) {
      return Optional.of("'" + text + "'");
    }
    return ESCAPABLE.matcher(text).matches()
        ? Optional.of("\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"")
        : Optional.empty();
  }
}
