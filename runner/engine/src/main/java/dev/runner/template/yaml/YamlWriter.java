package dev.runner.template.yaml;

import dev.runner.source.PlainScalars;
import dev.runner.values.Python;
import dev.runner.values.Text;
import dev.runner.values.TimeValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Writes values as YAML, with the quotes, indentation and folding of PyYAML on libyaml.
public final class YamlWriter {
  private static final int LONGEST_KEY = 128;
  private static final Pattern TIMESTAMP =
      Pattern.compile(
          "[0-9]{4}-[0-9]{2}-[0-9]{2}"
              + "|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt]|[ \\t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}"
              + "(\\.[0-9]*)?([ \\t]*(Z|[-+][0-9]{1,2}(:[0-9]{2})?))?");

  private final YamlStyle style;
  private final YamlOutput out;
  private int flowLevel;
  private boolean openEnded;

  private YamlWriter(YamlStyle style) {
    this.style = style;
    this.out = new YamlOutput(style);
  }

  /// Text that stands as it is, on lines of its own below a tag: `!vault |`.
  public record Block(String tag, List<String> lines) {}

  /// Text that is written line by line (`|`) where YAML allows it.
  public record Lines(String text) {}

  /// A value as a document of YAML.
  public static String write(Object value, YamlStyle style) {
    YamlWriter writer = new YamlWriter(style);
    if (style.start()) {
      writer.out.indicator("---", true, false, false);
    }
    writer.node(value, new Position(-1, true, false, false, 0));
    writer.out.indent(0);
    writer.out.writeIndent();
    if (style.end() || writer.openEnded) {
      writer.out.indicator("...", true, false, false);
      writer.out.writeIndent();
    }
    return writer.out.text();
  }

  /// Where a value is written.
  ///
  /// @param indent of what holds it; -1 for the document
  /// @param key whether it is a key on one line
  /// @param mapping whether it is a value of a mapping
  private record Position(int indent, boolean root, boolean mapping, boolean key, int depth) {
    Position within(int columns, boolean inMapping, boolean asKey) {
      YamlScalars.checkDepth(depth);
      return new Position(columns, false, inMapping, asKey, depth + 1);
    }
  }

  private void node(Object value, Position at) {
    switch (value) {
      case Map<?, ?> map -> {
        if (isFlow(map.isEmpty(), isLeaf(map))) {
          flowMapping(map, at);
        } else {
          blockMapping(map, at);
        }
      }
      case List<?> list -> {
        if (isFlow(list.isEmpty(), isLeaf(list))) {
          flowList(list, at);
        } else {
          blockList(list, at);
        }
      }
      case Block block -> block(block, at);
      default -> scalar(value, at);
    }
  }

  private void block(Block block, Position at) {
    out.indicator(block.tag() + " |", true, false, false);
    out.indent(deeper(at, true, false));
    for (String line : block.lines()) {
      out.writeIndent();
      out.indicator(line, false, true, false);
    }
  }

  private boolean isFlow(boolean empty, boolean leaf) {
    return flowLevel > 0 || empty || (style.flow() == null ? leaf : style.flow());
  }

  /// PyYAML prefers brackets around scalars only, and only if none of them has a style of its own.
  private boolean isLeaf(Object container) {
    if (style.scalars() != 0) {
      return false;
    }
    List<Object> all = new ArrayList<>();
    if (container instanceof Map<?, ?> map) {
      all.addAll(map.values());
    } else {
      all.addAll((List<?>) container);
    }
    return all.stream()
        .noneMatch(
            each -> each instanceof Map<?, ?> || each instanceof List<?> || each instanceof Block);
  }

  private int deeper(Position at, boolean flow, boolean same) {
    if (at.indent() < 0) {
      return flow ? style.indent() : 0;
    }
    return same ? at.indent() : at.indent() + style.indent();
  }

  private void blockMapping(Map<?, ?> map, Position at) {
    int indent = deeper(at, false, false);
    for (Map.Entry<?, ?> entry : YamlScalars.entries(map, style)) {
      out.indent(indent);
      out.writeIndent();
      key(entry.getKey(), at.within(indent, true, true), indent);
      node(entry.getValue(), at.within(indent, true, false));
    }
  }

  private void key(Object key, Position at, int indent) {
    if (isSimple(key)) {
      node(key, at);
      out.indicator(":", false, false, false);
    } else {
      out.indicator("?", true, false, true);
      node(key, at.within(indent, true, false));
      out.indent(indent);
      if (flowLevel == 0 || out.column() > style.width()) {
        out.writeIndent();
      }
      out.indicator(":", true, false, flowLevel == 0);
    }
  }

  private boolean isSimple(Object key) {
    if (key instanceof List<?> list) {
      return list.isEmpty();
    }
    String text = Text.isText(key) ? Python.string(key) : "";
    return text.getBytes(StandardCharsets.UTF_8).length <= LONGEST_KEY
        && !ScalarShape.of(text, style.unicode()).multiline();
  }

  private void blockList(List<?> list, Position at) {
    int indent = deeper(at, false, at.mapping() && !out.indention());
    for (Object item : list) {
      out.indent(indent);
      out.writeIndent();
      out.indicator("-", true, false, true);
      node(item, at.within(indent, false, false));
    }
  }

  private void flowList(List<?> list, Position at) {
    int indent = deeper(at, true, false);
    out.indicator("[", true, true, false);
    flowLevel++;
    String separator = "";
    for (Object item : list) {
      separate(separator, indent);
      separator = ",";
      node(item, at.within(indent, false, false));
    }
    flowLevel--;
    out.indent(Math.max(0, at.indent()));
    out.indicator("]", false, false, false);
  }

  private void separate(String separator, int indent) {
    if (!separator.isEmpty()) {
      out.indicator(separator, false, false, false);
    }
    out.indent(indent);
    if (out.column() > style.width()) {
      out.writeIndent();
    }
  }

  private void flowMapping(Map<?, ?> map, Position at) {
    int indent = deeper(at, true, false);
    out.indicator("{", true, true, false);
    flowLevel++;
    String separator = "";
    for (Map.Entry<?, ?> entry : YamlScalars.entries(map, style)) {
      separate(separator, indent);
      separator = ",";
      key(entry.getKey(), at.within(indent, true, true), indent);
      node(entry.getValue(), at.within(indent, true, false));
    }
    flowLevel--;
    out.indent(Math.max(0, at.indent()));
    out.indicator("}", false, false, false);
  }

  private void scalar(Object value, Position at) {
    boolean text = !YamlScalars.isTyped(value);
    boolean lines = value instanceof Lines;
    String written =
        value instanceof Lines(String whole)
            ? whole
            : text ? Python.string(value) : YamlScalars.typed(value);
    ScalarShape shape = ScalarShape.of(written, style.unicode());
    out.indent(deeper(at, true, false));
    boolean quoted = value instanceof TimeValue && flowLevel > 0 && !shape.plainInFlow();
    if (!text && (style.scalars() != 0 || quoted)) {
      out.indicator("!", true, false, false);
    }
    boolean readsBack = !text || isText(written);
    boolean split = !at.key();
    switch (quotes(written, shape, readsBack, at, lines ? '|' : style.scalars())) {
      case 0 -> {
        openEnded = false;
        out.plain(written, split);
      }
      case '\'' -> {
        openEnded = false;
        out.single(written, split);
      }
      case '"' -> {
        openEnded = false;
        out.doubled(written, split);
      }
      case '|' -> openEnded = out.block(written, false, split);
      default -> openEnded = out.block(written, true, split);
    }
  }

  private char quotes(String text, ScalarShape shape, boolean readsBack, Position at, char wanted) {
    if (wanted == '"') {
      return '"';
    }
    boolean lines = at.key() && shape.multiline();
    if (wanted == 0 && readsBack) {
      boolean emptyBlocked = text.isEmpty() && (flowLevel > 0 || at.key());
      boolean allowed = flowLevel > 0 ? shape.plainInFlow() : shape.plainInBlock();
      if (!lines && !emptyBlocked && allowed) {
        return 0;
      }
    }
    if (wanted == '|' || wanted == '>') {
      return flowLevel == 0 && !at.key() && shape.block() ? wanted : '"';
    }
    return shape.single() && !lines ? '\'' : '"';
  }

  /// Whether it would be read back as text, not as something else.
  private static boolean isText(String text) {
    if (text.equals("=") || text.equals("<<") || TIMESTAMP.matcher(text).matches()) {
      return false;
    }
    Optional<Object> other = PlainScalars.resolve(text);
    return other.isEmpty();
  }
}
