package dev.runner.template.text;

import dev.runner.jinja.Bound;
import dev.runner.template.call.Call;
import dev.runner.values.None;
import dev.runner.values.Python;
import dev.runner.values.PythonException;
import dev.runner.values.Tuple;
import dev.runner.values.regex.Match;
import dev.runner.values.regex.PythonRegex;
import java.util.ArrayList;
import java.util.List;

/// Filters with regular expressions.
public final class PatternFilters {
  private PatternFilters() {}

  /// Applies one of its filters.
  public static Object apply(Call call) {
    return switch (call.name()) {
      case "regex_escape" -> escape(call);
      case "regex_findall" -> findAll(call);
      case "regex_replace" -> replace(call);
      case "regex_search" -> search(call);
      default -> throw call.unknown();
    };
  }

  private static Object escape(Call call) {
    String type = call.bind("re_type?").text("re_type", "python");
    String special =
        switch (type) {
          case "python" -> "()[]{}?*+-|^$\\.&~# \t\n\r\u000b\f";
          case "posix_basic" -> "[].^$*\\";
          case "posix_extended" ->
              throw PythonException.value(
                  "Regex type (posix_extended) not yet implemented; there are python, posix_basic");
          default ->
              throw PythonException.value(
                  "Invalid regex type (%s); there are python, posix_basic".formatted(type));
        };
    StringBuilder out = new StringBuilder();
    for (char c : call.text().toCharArray()) {
      out.append(special.indexOf(c) >= 0 ? "\\" : "").append(c);
    }
    return out.toString();
  }

  private static Object findAll(Call call) {
    Bound bound = call.bind("regex", "multiline?", "ignorecase?");
    PythonRegex regex = compile(bound, "regex");
    Match match = regex.on(call.text());
    List<Object> found = new ArrayList<>();
    while (match.find()) {
      found.add(value(match));
    }
    return found;
  }

  private static Object value(Match match) {
    if (match.groups() < 2) {
      return orEmpty(match.group(match.groups()));
    }
    List<Object> groups = new ArrayList<>();
    for (int i = 1; i <= match.groups(); i++) {
      groups.add(orEmpty(match.group(i)));
    }
    return Tuple.of(groups);
  }

  private static String orEmpty(@org.jspecify.annotations.Nullable String text) {
    return text == null ? "" : text;
  }

  private static PythonRegex compile(Bound bound, String parameter) {
    return PythonRegex.compile(
        bound.text(parameter), bound.flag("ignorecase", false), bound.flag("multiline", false));
  }

  private static Object replace(Call call) {
    Bound bound =
        call.bind(
            "pattern?", "replacement?", "ignorecase?", "multiline?", "count?", "mandatory_count?");
    PythonRegex regex =
        PythonRegex.compile(
            bound.text("pattern", ""),
            bound.flag("ignorecase", false),
            bound.flag("multiline", false));
    PythonRegex.Replaced result =
        regex.replace(call.text(), bound.text("replacement", ""), bound.integer("count", 0));
    int mandatory = bound.integer("mandatory_count", 0);
    if (mandatory > 0 && result.count() != mandatory) {
      throw PythonException.value(
          "'%s' should match %d times, but matches %d times"
              .formatted(bound.text("pattern", ""), mandatory, result.count()));
    }
    return result.text();
  }

  /// The match, or the groups that the further arguments name.
  private static Object search(Call call) {
    Bound bound = call.bind("regex", "*args", "ignorecase?", "multiline?");
    PythonRegex regex = compile(bound, "regex");
    Match match = regex.on(call.text());
    List<Object> wanted = bound.rest();
    boolean found = match.find();
    if (!found) {
      wanted.forEach(PatternFilters::reference);
      return None.NONE;
    }
    if (wanted.isEmpty()) {
      return match.text();
    }
    List<Object> groups = new ArrayList<>();
    for (Object each : wanted) {
      String group = match.group(regex.group(reference(each)));
      groups.add(group == null ? None.NONE : group);
    }
    return groups;
  }

  private static String reference(Object argument) {
    String text = Python.string(argument);
    if (text.startsWith("\\g<") && text.endsWith(">")) {
      return text.substring(3, text.length() - 1);
    }
    if (text.matches("\\\\[0-9]+")) {
      return text.substring(1);
    }
    throw PythonException.value("Unknown argument");
  }
}
