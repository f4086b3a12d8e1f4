package dev.runner.modules.text;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.xml.XMLConstants;
import org.w3c.dom.Attr;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;

/// What prefixes stand for in a part of a document (Namespaces in XML 1.0); the empty one is of
/// elements without a prefix.
record XmlSpaces(Map<String, String> all) {
  /// Where nothing is declared.
  static final XmlSpaces NONE =
      new XmlSpaces(Map.of(XMLConstants.XML_NS_PREFIX, XMLConstants.XML_NS_URI));

  XmlSpaces {
    all = Map.copyOf(all);
  }

  /// Those that hold within an element.
  static XmlSpaces in(Element element) {
    return (element.getParentNode() instanceof Element parent ? in(parent) : NONE).within(element);
  }

  /// These, and those that an element declares.
  XmlSpaces within(Element element) {
    Map<String, String> more = new LinkedHashMap<>(all);
    NamedNodeMap attributes = element.getAttributes();
    for (int i = 0; i < attributes.getLength(); i++) {
      Node each = attributes.item(i);
      if (declares(each.getNodeName())) {
        more.put(each.getNodeName().replaceFirst("^xmlns:?", ""), each.getNodeValue());
      }
    }
    return new XmlSpaces(more);
  }

  /// These and another one.
  XmlSpaces and(String prefix, String space) {
    Map<String, String> more = new LinkedHashMap<>(all);
    more.put(prefix, space);
    return new XmlSpaces(more);
  }

  /// Whether an attribute says what a prefix stands for.
  static boolean declares(String name) {
    return name.equals("xmlns") || name.startsWith("xmlns:");
  }

  /// What an element or attribute is called here; nothing if no prefix stands for its space.
  Optional<String> name(Node node) {
    String space = node.getNamespaceURI();
    boolean attribute = node instanceof Attr;
    String own = prefix(node);
    if (space == null
        || declares(node.getNodeName())
        || (space.equals(all.get(own)) && !(attribute && own.isEmpty()))) {
      return Optional.of(node.getNodeName());
    }
    return all.entrySet().stream()
        .filter(each -> each.getValue().equals(space))
        .map(Map.Entry::getKey)
        .filter(prefix -> !(attribute && prefix.isEmpty()))
        .sorted()
        .findFirst()
        .map(prefix -> (prefix.isEmpty() ? "" : prefix + ":") + node.getLocalName());
  }

  private static String prefix(Node node) {
    return node.getPrefix() == null ? "" : node.getPrefix();
  }

  /// A prefix that can be declared for the space of an element or attribute: its own, unless that
  /// stands for something else.
  String free(Node node) {
    String free = prefix(node);
    for (int i = 0; free.isEmpty() || all.containsKey(free); i++) {
      free = "ns" + i;
    }
    return free;
  }
}
