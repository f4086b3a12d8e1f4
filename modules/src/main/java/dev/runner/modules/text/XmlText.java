package dev.runner.modules.text;

import java.util.ArrayList;
import java.util.List;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;

/// Writes a tree as XML.
final class XmlText {
  private final StringBuilder out;
  private final boolean pretty;

  XmlText(StringBuilder out, boolean pretty) {
    this.out = out;
    this.pretty = pretty;
  }

  void write(Node node, int depth) {
    switch (node.getNodeType()) {
      case Node.ELEMENT_NODE -> element((Element) node, depth);
      case Node.TEXT_NODE -> out.append(escaped(value(node)).replace("\r", "&#13;"));
      case Node.CDATA_SECTION_NODE -> out.append("<![CDATA[").append(value(node)).append("]]>");
      case Node.COMMENT_NODE -> out.append("<!--").append(value(node)).append("-->");
      case Node.PROCESSING_INSTRUCTION_NODE -> out.append(instruction(node));
      default -> {}
    }
  }

  private static String instruction(Node node) {
    String said = value(node);
    if (isReference(node)) {
      return "&" + said + ";";
    }
    return "<?" + node.getNodeName() + (said.isEmpty() ? "" : " " + said) + "?>";
  }

  private static boolean isReference(Node node) {
    return node.getUserData(XmlTree.ENTITY) != null;
  }

  private static String value(Node node) {
    String value = node.getNodeValue();
    return value == null ? "" : value;
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private void element(Element element, int depth) {
    out.append('<').append(element.getTagName());
    for (String name : attributes(element)) {
      String value =
          escaped(element.getAttribute(name))
              .replace("\"", "&quot;")
              .replace("\n", "&#10;")
              .replace("\t", "&#9;")
              .replace("\r", "&#13;");
      out.append(' ').append(name).append("=\"").append(value).append('"');
    }
    if (!element.hasChildNodes()) {
      out.append("/>");
      return;
    }
    out.append('>');
    boolean lines = pretty && !hasText(element);
    for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (lines) {
        out.append('\n').append("  ".repeat(depth + 1));
      }
      write(node, depth + 1);
    }
    if (lines) {
      out.append('\n').append("  ".repeat(depth));
    }
    out.append("</").append(element.getTagName()).append('>');
  }

  private static boolean hasText(Element element) {
    for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node.getNodeType() == Node.TEXT_NODE
          || node.getNodeType() == Node.CDATA_SECTION_NODE
          || isReference(node)) {
        return true;
      }
    }
    return false;
  }

  /// Those that say what prefixes stand for come first.
  private static List<String> attributes(Element element) {
    List<String> all = new ArrayList<>();
    if (element.getUserData(XmlTree.ORDER) instanceof List<?> known) {
      known.forEach(name -> all.add(name.toString()));
    }
    NamedNodeMap there = element.getAttributes();
    for (int i = 0; i < there.getLength(); i++) {
      String name = there.item(i).getNodeName();
      if (!all.contains(name)) {
        all.add(name);
      }
    }
    all.removeIf(name -> !element.hasAttribute(name));
    List<String> sorted = new ArrayList<>(all.stream().filter(XmlText::declares).toList());
    sorted.addAll(all.stream().filter(name -> !declares(name)).toList());
    return sorted;
  }

  private static boolean declares(String name) {
    return name.equals("xmlns") || name.startsWith("xmlns:");
  }
}
