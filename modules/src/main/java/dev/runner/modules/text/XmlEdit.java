package dev.runner.modules.text;

import dev.runner.values.Python;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.xpath.XPathExpressionException;
import org.w3c.dom.Attr;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/// Changes a tree. What follows an element up to the next one goes with it.
final class XmlEdit {
  private final XmlTree tree;
  private final XmlPath path;
  private boolean changed;

  XmlEdit(XmlTree tree, XmlPath path) {
    this.tree = tree;
    this.path = path;
  }

  boolean changed() {
    return changed;
  }

  void remove(List<Node> nodes) {
    for (Node node : nodes) {
      if (node instanceof Attr attribute) {
        attribute.getOwnerElement().removeAttributeNode(attribute);
      } else {
        if (node instanceof Element) {
          removeTail(node);
        }
        node.getParentNode().removeChild(node);
      }
      changed = true;
    }
  }

  private static void removeTail(Node node) {
    while (isText(node.getNextSibling())) {
      node.getParentNode().removeChild(node.getNextSibling());
    }
  }

  private static boolean isText(Node node) {
    return node != null
        && (node.getNodeType() == Node.TEXT_NODE || node.getNodeType() == Node.CDATA_SECTION_NODE);
  }

  /// Sees that a path names something.
  ///
  /// @return whether it does
  boolean ensure(String expression) throws XPathExpressionException {
    if (!path.find(expression).isEmpty()) {
      return true;
    }
    boolean made = path.make(expression);
    changed |= made;
    return made;
  }

  /// The text before the first child.
  void text(Element element, String value) {
    StringBuilder there = new StringBuilder();
    for (Node node = element.getFirstChild(); isText(node); node = node.getNextSibling()) {
      there.append(node.getNodeValue());
    }
    if (there.toString().equals(value)) {
      return;
    }
    while (isText(element.getFirstChild())) {
      element.removeChild(element.getFirstChild());
    }
    element.insertBefore(tree.document().createTextNode(value), element.getFirstChild());
    changed = true;
  }

  void attribute(Element element, String name, String value) {
    if (!path.attribute(element, name).equals(Optional.of(value))) {
      path.put(element, name, value);
      changed = true;
    }
  }

  void append(Element parent, List<Element> children) {
    children.forEach(parent::appendChild);
    changed |= !children.isEmpty();
  }

  void before(Node node, List<Element> children) {
    children.forEach(child -> node.getParentNode().insertBefore(child, node));
    changed |= !children.isEmpty();
  }

  void after(Node node, List<Element> children) {
    Node next = node.getNextSibling();
    while (isText(next)) {
      next = next.getNextSibling();
    }
    for (Element child : children) {
      node.getParentNode().insertBefore(child, next);
    }
    changed |= !children.isEmpty();
  }

  /// Gives an element these children in place of those that are there.
  void replace(Element parent, List<Element> children) {
    List<Element> there = elements(parent);
    boolean same = there.size() == children.size();
    for (int i = 0; same && i < there.size(); i++) {
      same = isSame(there.get(i), children.get(i), XmlSpaces.in(parent));
    }
    if (!same) {
      remove(List.copyOf(there));
      append(parent, children);
    }
  }

  private static List<Element> elements(Element parent) {
    List<Element> all = new ArrayList<>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element) {
        all.add(element);
      }
    }
    return all;
  }

  private static boolean isSame(Element one, Element other, XmlSpaces spaces) {
    return text(one, spaces).equals(text(other, spaces));
  }

  private static String text(Element element, XmlSpaces spaces) {
    StringBuilder text = new StringBuilder();
    new XmlText(text, false).write(element, 0, spaces);
    return text.toString();
  }

  /// Children as a task gives them: a name; a name and a text; or a name and a mapping of
  /// attributes, in which `+value` is the text and `_` a list of further children.
  List<Element> children(List<?> given) {
    List<Element> all = new ArrayList<>();
    for (Object each : given) {
      if (each instanceof Map<?, ?> map) {
        map.forEach((name, value) -> all.add(child(Python.string(name), value)));
      } else {
        all.add(path.element(Python.string(each)));
      }
    }
    return all;
  }

  private Element child(String name, Object value) {
    Element element = path.element(name);
    if (value instanceof Map<?, ?> map) {
      map.forEach(
          (key, each) -> {
            if (Python.string(key).equals("_") && each instanceof List<?> list) {
              children(list).forEach(element::appendChild);
            } else if (Python.string(key).equals("+value")) {
              Node text = tree.document().createTextNode(Python.string(each));
              element.insertBefore(text, element.getFirstChild());
            } else {
              path.put(element, Python.string(key), Python.string(each));
            }
          });
    } else {
      element.setTextContent(Python.string(value));
    }
    return element;
  }

  /// Children that are given as XML.
  List<Element> parsed(List<?> given) throws SAXException {
    List<Element> all = new ArrayList<>();
    for (Object each : given) {
      Element read = XmlTree.read(Python.string(each), true).document().getDocumentElement();
      all.add((Element) tree.document().importNode(read, true));
    }
    return all;
  }
}
