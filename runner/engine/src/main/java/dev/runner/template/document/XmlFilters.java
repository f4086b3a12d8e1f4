package dev.runner.template.document;

import dev.runner.jinja.Bound;
import dev.runner.template.call.Call;
import dev.runner.values.Python;
import dev.runner.values.PythonException;
import dev.runner.values.Text;
import dev.runner.values.Texts;
import java.util.List;
import java.util.Map;

/// The filters `from_xml` and `to_xml` (collection `ansible.utils`).
public final class XmlFilters {
  private static final String ENGINE = "xmltodict";

  private XmlFilters() {}

  /// Applies one of its filters.
  public static Object apply(Call call) {
    return switch (call.name()) {
      case "from_xml" -> read(call);
      case "to_xml" -> written(call);
      default -> throw call.unknown();
    };
  }

  private static Object read(Call call) {
    engine(call, call.bind("engine?"));
    if (!Text.isText(call.value())) {
      throw wrong(call, "Input Xml is not valid");
    }
    return XmlReader.read(call.text())
        .map(value -> DocumentFilters.marked(value, Text.marksOf(call.value())))
        .orElseThrow(() -> wrong(call, "Input Xml is not valid"));
  }

  private static Object written(Call call) {
    Bound bound = call.bind("engine?", "full_document?", "indent?", "indent_width?");
    String indent = bound.text("indent", "tabs");
    if (!List.of("tabs", "spaces").contains(indent)) {
      throw PythonException.type(
          "['value of indent must be one of: tabs, spaces, got: %s']".formatted(indent));
    }
    engine(call, bound);
    if (!(call.value() instanceof Map<?, ?> map)) {
      throw PythonException.type(
          "[\"argument 'data' is of type %s and we were unable to convert to dict: "
                  .formatted(Python.typeName(call.value()))
              + "dictionary requested, could not parse JSON or key=value\"]");
    }
    String step = indent.equals("tabs") ? "\t" : " ".repeat(width(bound));
    try {
      return Texts.of(XmlText.of(map, bound.flag("full_document", true), step), Texts.within(map));
    } catch (PythonException e) {
      throw wrong(call, "Input json is not valid");
    }
  }

  private static int width(Bound bound) {
    return Math.clamp(bound.integer("indent_width", 4), 0, 100);
  }

  private static void engine(Call call, Bound bound) {
    String engine = bound.text("engine", ENGINE);
    if (!engine.equals(ENGINE)) {
      throw wrong(call, "engine: %s is not supported".formatted(engine));
    }
  }

  private static PythonException wrong(Call call, String what) {
    return PythonException.value("Error when using plugin '%s': %s".formatted(call.name(), what));
  }
}
