package dev.runner.template.document;

import dev.runner.values.PythonException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The text of an INI file as Python's `configparser` reads it: names keep their case, references
/// in values stay as written.
final class IniText {
  private static final String DEFAULTS = "DEFAULT";

  private final List<String> delimiters;
  private final Map<String, Map<String, String>> sections = new LinkedHashMap<>();
  private final Map<String, String> defaults = new LinkedHashMap<>();
  private @Nullable Map<String, String> section;
  private @Nullable String option;
  private int indent;

  private IniText(List<String> delimiters) {
    this.delimiters = delimiters;
  }

  /// The sections with their options; those of `DEFAULT` are in each, and come last alone.
  static Map<Object, Object> read(String text, List<String> delimiters) {
    IniText ini = new IniText(delimiters);
    int number = 0;
    for (String line : text.split("\n", -1)) {
      ini.line(line, ++number);
    }
    Map<Object, Object> all = new LinkedHashMap<>();
    ini.sections.forEach((name, options) -> all.put(name, ini.withDefaults(options)));
    if (!ini.defaults.isEmpty()) {
      all.put(DEFAULTS, ini.withDefaults(Map.of()));
    }
    return all;
  }

  private Map<Object, Object> withDefaults(Map<String, String> options) {
    Map<Object, Object> all = new LinkedHashMap<>(defaults);
    all.putAll(options);
    all.replaceAll((name, value) -> value.toString().stripTrailing());
    return all;
  }

  private void line(String line, int number) {
    String content = line.strip();
    boolean comment = content.startsWith("#") || content.startsWith(";");
    int begins = line.indexOf(content);
    Map<String, String> into = section;
    if (comment || content.isEmpty()) {
      if (!comment && into != null && option != null) {
        into.merge(option, "", (before, more) -> before + "\n" + more);
      }
    } else if (into != null && option != null && begins > indent) {
      into.merge(option, content, (before, more) -> before + "\n" + more);
    } else {
      indent = begins;
      int end = content.startsWith("[") ? content.lastIndexOf(']') : -1;
      if (end > 1) {
        open(content.substring(1, end), number);
      } else {
        option(content, number);
      }
    }
  }

  private void open(String name, int number) {
    option = null;
    if (name.equals(DEFAULTS)) {
      section = defaults;
      return;
    }
    Map<String, String> opened = new LinkedHashMap<>();
    if (sections.putIfAbsent(name, opened) != null) {
      throw wrong("section '%s' already exists".formatted(name), number);
    }
    section = opened;
  }

  private void option(String content, int number) {
    if (section == null) {
      throw wrong("File contains no section headers: '%s'".formatted(content), number);
    }
    int at = -1;
    String by = "";
    for (String delimiter : delimiters) {
      int found = content.indexOf(delimiter);
      if (found >= 0 && (at < 0 || found < at)) {
        at = found;
        by = delimiter;
      }
    }
    if (at <= 0) {
      throw wrong("no name and value in '%s'".formatted(content), number);
    }
    option = content.substring(0, at).stripTrailing();
    if (section.put(option, content.substring(at + by.length()).strip()) != null) {
      throw wrong("option '%s' already exists".formatted(option), number);
    }
  }

  private static PythonException wrong(String what, int number) {
    return PythonException.value(
        "from_ini failed to parse given string: %s (line %d)".formatted(what, number));
  }
}
