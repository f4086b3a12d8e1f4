package dev.runner.template.yaml;

import dev.runner.values.None;
import dev.runner.values.Python;
import dev.runner.values.TimeValue;
import java.util.List;
import java.util.Map;

/// Writes values as YAML's canonical form, which says the type of each: `!!map {? !!str "a" : !!int
/// "1",}`, an item on each line.
public final class CanonicalYaml {
  private final YamlStyle style;
  private final YamlOutput out;

  private CanonicalYaml(YamlStyle style) {
    this.style = style;
    this.out = new YamlOutput(style);
  }

  /// A value as a document of YAML.
  ///
  /// @param style whose indent, width, order and end are heeded
  public static String write(Object value, YamlStyle style) {
    CanonicalYaml writer = new CanonicalYaml(style);
    writer.begin("---");
    writer.line(0);
    writer.node(value, 0);
    writer.line(0);
    if (style.end()) {
      writer.begin("...");
      writer.line(0);
    }
    return writer.out.text();
  }

  private void begin(String text) {
    out.indicator(text, true, false, false);
  }

  private void line(int depth) {
    out.indent(depth * style.indent());
    out.writeIndent();
  }

  private void node(Object value, int depth) {
    YamlScalars.checkDepth(depth);
    switch (value) {
      case Map<?, ?> map -> {
        open("!!map", "{");
        for (Map.Entry<?, ?> entry : YamlScalars.entries(map, style)) {
          line(depth + 1);
          out.indicator("?", true, false, true);
          node(entry.getKey(), depth + 1);
          line(depth + 1);
          out.indicator(":", true, false, true);
          item(entry.getValue(), depth + 1);
        }
        close(map.isEmpty(), "}", depth);
      }
      case List<?> list -> {
        open("!!seq", "[");
        for (Object each : list) {
          line(depth + 1);
          item(each, depth + 1);
        }
        close(list.isEmpty(), "]", depth);
      }
      case YamlWriter.Block block ->
          scalar(block.tag(), String.join("\n", block.lines()) + "\n", depth);
      case YamlWriter.Lines lines -> scalar("!!str", lines.text(), depth);
      default ->
          scalar(
              tag(value),
              YamlScalars.isTyped(value) ? YamlScalars.typed(value) : Python.string(value),
              depth);
    }
  }

  private void open(String tag, String bracket) {
    begin(tag);
    out.indicator(bracket, true, true, false);
  }

  private void item(Object value, int depth) {
    node(value, depth);
    out.indicator(",", false, false, false);
  }

  private void close(boolean empty, String bracket, int depth) {
    if (!empty) {
      line(depth);
    }
    out.indicator(bracket, false, false, false);
  }

  private void scalar(String tag, String text, int depth) {
    begin(tag);
    out.indent((depth + 1) * style.indent());
    out.doubled(text, true);
  }

  private static String tag(Object value) {
    return switch (value) {
      case None none -> "!!null";
      case Boolean bool -> "!!bool";
      case Double real -> "!!float";
      case TimeValue time -> "!!timestamp";
      default -> Python.isNumber(value) ? "!!int" : "!!str";
    };
  }
}
