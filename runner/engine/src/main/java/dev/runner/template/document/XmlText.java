package dev.runner.template.document;

import dev.runner.values.None;
import dev.runner.values.Python;
import dev.runner.values.PythonException;
import dev.runner.values.Text;
import java.util.List;
import java.util.Map;

/// Writes dicts as XML over many lines, as the Python package `xmltodict` does: `@name` is an
/// attribute, `#text` the text of an element, a list several elements of one name.
final class XmlText {
  private final StringBuilder out = new StringBuilder();
  private final String step;
  private int roots;

  private XmlText(String step) {
    this.step = step;
  }

  /// @param whole whether it begins with the declaration of a document, which has one root at most
  /// @param step by which each level is indented
  /// @throws PythonException if it can't be a document
  static String of(Map<?, ?> value, boolean whole, String step) {
    XmlText text = new XmlText(step);
    text.children(value, 0);
    if (whole && text.roots > 1) {
      throw PythonException.value("document with multiple roots");
    }
    return (whole ? "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" : "") + text.out;
  }

  private void children(Map<?, ?> map, int depth) {
    map.forEach(
        (key, value) -> {
          if (!Text.isText(key)) {
            throw PythonException.value("element name must be a string");
          }
          String name = Python.string(key);
          if (!name.startsWith("@") && !name.equals("#text")) {
            if (value instanceof List<?> list) {
              list.forEach(item -> element(name, item, depth));
            } else {
              element(name, value, depth);
            }
          }
        });
  }

  private void element(String name, Object value, int depth) {
    roots += depth == 0 ? 1 : 0;
    out.append(step.repeat(depth)).append('<').append(name);
    if (value instanceof Map<?, ?> map) {
      attributes(map);
      out.append('>');
      int begun = out.length();
      out.append('\n');
      int inside = out.length();
      children(map, depth + 1);
      boolean parted = out.length() > inside;
      out.setLength(parted ? out.length() : begun);
      Object text = map.get("#text");
      out.append(escaped(text == null ? "" : written(text)));
      out.append(parted ? step.repeat(depth) : "");
    } else {
      out.append('>').append(escaped(written(value)));
    }
    out.append("</").append(name).append('>').append(depth == 0 ? "" : "\n");
  }

  private void attributes(Map<?, ?> map) {
    map.forEach(
        (key, value) -> {
          String name = Python.string(key);
          if (name.startsWith("@")) {
            String text =
                escaped(written(value))
                    .replace("\n", "&#10;")
                    .replace("\r", "&#13;")
                    .replace("\t", "&#9;")
                    .replace("\"", "&quot;");
            out.append(' ').append(name.substring(1)).append("=\"").append(text).append('"');
          }
        });
  }

  private static String written(Object value) {
    return switch (value) {
      case None none -> "";
      case Boolean bool -> bool.toString();
      default -> Python.string(value);
    };
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
