package dev.runner.configuration;

import dev.runner.source.Diagnostics;
import dev.runner.values.Origin;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// The keys of an INI file as Python's `configparser` reads them: `key = value` or `key: value`,
/// comments on lines of their own after `#` or `;` and at the end of lines after ` ;`, values that
/// go on on indented lines.
final class ConfigurationFile {

  /// A value and its place.
  record Entry(String value, Origin origin) {}

  private ConfigurationFile() {}

  /// Values by `section.key`.
  static Map<String, Entry> read(String name, String text, Diagnostics diagnostics) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    diagnostics.remember(name, text);
    String section = "";
    String last = "";
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      String bare = uncommented(line.stripTrailing());
      if (bare.isBlank()) {
        continue;
      }
      Origin origin = new Origin(name, number, 1);
      if (Character.isWhitespace(bare.charAt(0)) && !last.isEmpty()) {
        entries.computeIfPresent(
            last, (key, entry) -> new Entry(entry.value() + "\n" + bare.strip(), entry.origin()));
        continue;
      }
      String content = bare.strip();
      if (content.startsWith("[") && content.endsWith("]")) {
        section = content.substring(1, content.length() - 1);
        last = "";
        continue;
      }
      int end = separator(content);
      if (end < 0 || section.isEmpty()) {
        diagnostics.error(
            origin,
            section.isEmpty()
                ? "a setting stands before the first [section]"
                : "neither a [section] nor 'key = value'");
        continue;
      }
      last = section + "." + content.substring(0, end).strip().toLowerCase(Locale.ROOT);
      entries.put(last, new Entry(content.substring(end + 1).strip(), origin));
    }
    return entries;
  }

  private static String uncommented(String line) {
    String start = line.stripLeading();
    if (start.startsWith("#") || start.startsWith(";")) {
      return "";
    }
    int comment = line.indexOf(" ;");
    return comment < 0 ? line : line.substring(0, comment);
  }

  private static int separator(String line) {
    for (int i = 0; i < line.length(); i++) {
      if (line.charAt(i) == '=' || line.charAt(i) == ':') {
        return i;
      }
    }
    return -1;
  }
}
