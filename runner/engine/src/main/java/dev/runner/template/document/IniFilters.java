package dev.runner.template.document;

import dev.runner.template.call.Call;
import dev.runner.values.None;
import dev.runner.values.Python;
import dev.runner.values.PythonException;
import dev.runner.values.Text;
import java.util.List;
import java.util.Map;

/// The filters `from_ini` and `to_ini` (collection `community.general`).
public final class IniFilters {
  private IniFilters() {}

  /// Applies one of its filters.
  public static Object apply(Call call) {
    return switch (call.name()) {
      case "from_ini" -> read(call);
      case "to_ini" -> written(call);
      default -> throw call.unknown();
    };
  }

  private static Object read(Call call) {
    Object delimiters = call.bind("delimiters?").value("delimiters", List.of("=", ":"));
    if (!Text.isText(call.value())) {
      throw PythonException.type("from_ini requires a str, got " + Call.classOf(call.value()));
    }
    if (Text.isText(delimiters)) {
      throw PythonException.type("the delimiters of from_ini are a list of texts");
    }
    return IniText.read(
        call.text().replace("\r\n", "\n"),
        Python.list(delimiters).stream().map(Python::string).toList());
  }

  private static Object written(Call call) {
    boolean tight = call.bind("no_extra_spaces?").flag("no_extra_spaces", false);
    if (!(call.value() instanceof Map<?, ?> sections)) {
      throw PythonException.type("to_ini requires a dict, got " + Call.classOf(call.value()));
    }
    if (sections.isEmpty()) {
      throw PythonException.value(
          "to_ini received an empty dict. An empty dict cannot be converted.");
    }
    StringBuilder out = new StringBuilder();
    Object defaults = sections.get("DEFAULT");
    if (defaults instanceof Map<?, ?> map && !map.isEmpty()) {
      section("DEFAULT", map, tight, out);
    }
    sections.forEach(
        (name, options) -> {
          if (!(options instanceof Map<?, ?> map)) {
            throw PythonException.type(
                "to_ini failed to parse given dict: '%s' is no dict, but %s"
                    .formatted(Python.string(name), Call.classOf(options)));
          }
          if (!Python.string(name).equals("DEFAULT")) {
            section(Python.string(name), map, tight, out);
          }
        });
    return out.substring(0, Math.max(0, out.length() - 1));
  }

  private static void section(String name, Map<?, ?> options, boolean tight, StringBuilder out) {
    out.append('[').append(name).append("]\n");
    options.forEach(
        (option, value) -> {
          if (value == None.NONE) {
            throw PythonException.type(
                "to_ini needs texts, and option '%s' is none".formatted(Python.string(option)));
          }
          String text = Python.string(value);
          out.append(Python.string(option))
              .append(tight ? "=" : " = ")
              .append(text.replace("\n", "\n\t"))
              .append('\n');
        });
    out.append('\n');
  }
}
