package dev.runner.modules.text;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.w3c.dom.Attr;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;

/// Writes a tree as XML. What a task's prefixes stand for is declared where the document doesn't
/// say it.
final class XmlText {
  private final StringBuilder out;
  private final boolean pretty;

  XmlText(StringBuilder out, boolean pretty) {
    this.out = out;
    this.pretty = pretty;
  }

  /// @param depth how many elements are around it
  /// @param spaces what prefixes stand for around it
  void write(Node node, int depth, XmlSpaces spaces) {
    switch (node.getNodeType()) {
      case Node.ELEMENT_NODE -> element((Element) node, depth, spaces);
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

  private void element(Element element, int depth, XmlSpaces outside) {
    XmlSpaces spaces = outside.within(element);
    List<Attr> attributes = attributes(element);
    Map<String, String> missing = new LinkedHashMap<>();
    for (Node each : Stream.concat(Stream.of(element), attributes.stream()).toList()) {
      if (spaces.name(each).isEmpty()) {
        String prefix = spaces.free(each);
        missing.put("xmlns:" + prefix, each.getNamespaceURI());
        spaces = spaces.and(prefix, each.getNamespaceURI());
      }
    }
    String name = spaces.name(element).orElseThrow();
    out.append('<').append(name);
    attributes.stream().filter(XmlText::declares).forEach(each -> put(each.getName(), each));
    missing.forEach(this::attribute);
    for (Attr each : attributes) {
      if (!declares(each)) {
        put(spaces.name(each).orElseThrow(), each);
      }
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
      write(node, depth + 1, spaces);
    }
    if (lines) {
      out.append('\n').append("  ".repeat(depth));
    }
    out.append("</").append(name).append('>');
  }

  private void put(String name, Attr attribute) {
    attribute(name, attribute.getValue());
  }

  private void attribute(String name, String value) {
    String written =
        escaped(value)
            .replace("\"", "&quot;")
            .replace("\n", "&#10;")
            .replace("\t", "&#9;")
            .replace("\r", "&#13;");
    out.append(' ').append(name).append("=\"").append(written).append('"');
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

  /// In their order, those that are new at the end.
  private static List<Attr> attributes(Element element) {
    Set<String> names = new LinkedHashSet<>();
    if (element.getUserData(XmlTree.ORDER) instanceof List<?> known) {
      known.forEach(name -> names.add(name.toString()));
    }
    NamedNodeMap there = element.getAttributes();
    for (int i = 0; i < there.getLength(); i++) {
      names.add(there.item(i).getNodeName());
    }
    return names.stream().map(element::getAttributeNode).filter(Objects::nonNull).toList();
  }

  private static boolean declares(Attr attribute) {
    return XmlSpaces.declares(attribute.getName());
  }
}
