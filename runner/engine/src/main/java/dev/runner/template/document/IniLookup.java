package dev.runner.template.document;

import dev.runner.template.call.Booleans;
import dev.runner.template.call.LookupCall;
import dev.runner.template.call.TermOptions;
import dev.runner.values.Python;
import dev.runner.values.Text;
import dev.runner.values.Texts;
import dev.runner.values.regex.PythonRegex;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The lookup `ini`: a value of an INI file or of one with Java's properties.
public final class IniLookup {
  private static final int DEEPEST = 10;
  private static final List<String> OPTIONS =
      List.of(
          "type",
          "file",
          "section",
          "re",
          "encoding",
          "default",
          "case_sensitive",
          "allow_no_value",
          "allow_none",
          "interpolation");
  private static final Pattern REFERENCE = Pattern.compile("%(?:%|\\(([^)]+)\\)s)");

  private final LookupCall call;
  private final Map<String, Map<String, String>> sections = new LinkedHashMap<>();
  private final boolean cased;

  /// Keys of files that stand there alone.
  private final Set<String> alone = new HashSet<>();

  private IniLookup(LookupCall call) {
    this.call = call;
    this.cased = call.flag("case_sensitive", false);
  }

  /// What the lookup finds.
  public static List<Object> find(LookupCall call) {
    List<Object> found = new ArrayList<>();
    for (Object term : call.terms()) {
      Map<String, String> options = TermOptions.read(LookupCall.text(term));
      String key = options.remove(TermOptions.REST);
      for (String option : options.keySet()) {
        if (!OPTIONS.contains(option)) {
          throw call.wrong("'%s' is not a valid option; there are %s".formatted(option, OPTIONS));
        }
      }
      if (key == null) {
        throw call.wrong(
            (call.isFormer()
                    ? "No key to lookup was provided as first term with in string inline options: %s"
                    : "No key to look up was provided as first term within string inline options:"
                        + " '%s'")
                .formatted(Python.string(term)));
      }
      found.addAll(new IniLookup(call).find(key, options));
    }
    return found;
  }

  private String option(Map<String, String> options, String name, String byDefault) {
    return options.getOrDefault(name, call.text(name, byDefault));
  }

  private List<Object> find(String key, Map<String, String> options) {
    boolean properties = option(options, "type", "ini").equals("properties");
    String section = properties ? "java_properties" : option(options, "section", "global");
    Text text =
        call.content(
            call.file("files", option(options, "file", "ansible.ini")),
            option(options, "encoding", "utf-8"));
    read(text.value(), properties ? section : null);
    Map<String, String> values = sections.get(section);
    if (values == null) {
      throw call.wrong("No section: '%s'".formatted(section));
    }
    List<Object> found = new ArrayList<>();
    if (Booleans.of(option(options, "re", "false")).orElse(false)) {
      PythonRegex regex = PythonRegex.compile(key, !cased, false);
      values.forEach(
          (name, value) -> {
            if (regex.begins(name)) {
              found.add(Texts.like(text, value(value, values, 0)));
            }
          });
      return found;
    }
    String value = values.get(name(key));
    if (value != null && alone.contains(name(key))) {
      return found;
    }
    found.add(
        value == null ? option(options, "default", "") : Texts.like(text, value(value, values, 0)));
    return found;
  }

  private String name(String key) {
    return cased ? key : key.toLowerCase(Locale.ROOT);
  }

  /// The value with `%(name)s` resolved.
  private String value(String value, Map<String, String> values, int depth) {
    if (!call.flag("interpolation", true) || value.indexOf('%') < 0) {
      return value;
    }
    if (depth > DEEPEST) {
      throw call.wrong("its values refer to each other in a circle");
    }
    return REFERENCE
        .matcher(value)
        .replaceAll(
            found -> {
              if (found.group(1) == null) {
                return "%";
              }
              String other = values.get(name(found.group(1)));
              if (other == null) {
                throw call.wrong(
                    "'%s' refers to '%s', which isn't there".formatted(value, found.group(1)));
              }
              return java.util.regex.Matcher.quoteReplacement(value(other, values, depth + 1));
            });
  }

  private void read(String text, @Nullable String only) {
    Map<String, String> defaults = new LinkedHashMap<>();
    String section = only == null ? "" : only;
    String last = "";
    for (String line : text.lines().toList()) {
      String stripped = line.strip();
      if (stripped.isEmpty() || stripped.startsWith("#") || stripped.startsWith(";")) {
        continue;
      }
      if (only == null && stripped.startsWith("[") && stripped.contains("]")) {
        section = stripped.substring(1, stripped.indexOf(']'));
        sections.computeIfAbsent(section, name -> new LinkedHashMap<>());
        last = "";
      } else if (Character.isWhitespace(line.charAt(0)) && !last.isEmpty()) {
        target(section, defaults).merge(last, stripped, (before, more) -> before + "\n" + more);
      } else {
        last = entry(stripped, target(section, defaults));
      }
    }
    sections.values().forEach(values -> defaults.forEach(values::putIfAbsent));
  }

  private Map<String, String> target(String section, Map<String, String> defaults) {
    return section.equals("DEFAULT")
        ? defaults
        : sections.computeIfAbsent(section, name -> new LinkedHashMap<>());
  }

  private String entry(String line, Map<String, String> values) {
    int equals = 0;
    while (equals < line.length() && line.charAt(equals) != '=' && line.charAt(equals) != ':') {
      equals++;
    }
    boolean bare = equals == line.length();
    if (bare && !call.flag("allow_no_value", false) && !call.flag("allow_none", false)) {
      throw call.wrong("the line '%s' has no '='".formatted(line));
    }
    String key = name(line.substring(0, equals).strip());
    if (bare) {
      alone.add(key);
    } else {
      alone.remove(key);
    }
    String value = bare ? "" : line.substring(equals + 1).strip();
    if (values.put(key, value) != null) {
      throw call.wrong("Duplicate option in its file: '%s'".formatted(key));
    }
    return key;
  }
}
