package dev.runner.modules.text;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.namespace.NamespaceContext;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/// Finds nodes by XPath 1.0, and makes those that a plain path names and that aren't there.
final class XmlPath {
  private static final String NAME = "(?:[\\w.-]+:)?[\\w.-]+";
  private static final Pattern STEP =
      Pattern.compile("(@?" + NAME + ")((?:\\[[^\\]]*\\])*)", Pattern.UNICODE_CHARACTER_CLASS);
  private static final Pattern CHOICE =
      Pattern.compile(
          "(@" + NAME + "|text\\(\\))\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)')",
          Pattern.UNICODE_CHARACTER_CLASS);

  private static final Pattern EQUATION =
      Pattern.compile(
          "(/.+)/(@" + NAME + "|text\\(\\))\\s*=\\s*(\"[^\"]*\"|'[^']*')\\s*",
          Pattern.UNICODE_CHARACTER_CLASS | Pattern.DOTALL);

  private final Document document;
  private final Map<String, String> spaces;

  XmlPath(Document document, Map<String, String> spaces) {
    this.document = document;
    this.spaces = Map.copyOf(spaces);
  }

  /// The nodes that an expression finds.
  List<Node> find(String expression) throws XPathExpressionException {
    XPath path = XPathFactory.newDefaultInstance().newXPath();
    path.setNamespaceContext(new Spaces(spaces));
    NodeList found = (NodeList) path.compile(expression).evaluate(document, XPathConstants.NODESET);
    List<Node> all = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      all.add(found.item(i));
    }
    return all;
  }

  /// What an expression says that a text or an attribute is: `/a/b/@c='d'`.
  ///
  /// @param elements a path to them
  /// @param what a name after `@`, or `text()`
  /// @param literal the value in its quotes
  record Equation(String elements, String what, String literal) {
    static Optional<Equation> read(String expression) {
      Matcher parts = EQUATION.matcher(expression);
      return parts.matches()
          ? Optional.of(new Equation(parts.group(1), parts.group(2), parts.group(3)))
          : Optional.empty();
    }

    boolean isOfText() {
      return what.equals("text()");
    }

    String value() {
      return literal.substring(1, literal.length() - 1);
    }
  }

  /// Whether an expression that is no path comes out true.
  boolean holds(String expression) throws XPathExpressionException {
    XPath path = XPathFactory.newDefaultInstance().newXPath();
    path.setNamespaceContext(new Spaces(spaces));
    return (boolean) path.compile(expression).evaluate(document, XPathConstants.BOOLEAN);
  }

  /// Whether an expression can be read.
  static Optional<String> mistake(String expression, Map<String, String> spaces) {
    try {
      XPath path = XPathFactory.newDefaultInstance().newXPath();
      path.setNamespaceContext(new Spaces(spaces));
      path.compile(expression);
      return Optional.empty();
    } catch (XPathExpressionException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /// Makes what a path names and isn't there, as far up as it has to be.
  ///
  /// @return whether that can be: the path must be one of names, with attributes or texts chosen
  boolean make(String expression) throws XPathExpressionException {
    List<String> steps = steps(expression);
    if (steps.isEmpty() || !steps.stream().allMatch(step -> STEP.matcher(step).matches())) {
      return false;
    }
    int known = steps.size();
    while (known > 0 && find("/" + String.join("/", steps.subList(0, known))).isEmpty()) {
      known--;
    }
    if (known == 0) {
      return false;
    }
    List<Node> parents = find("/" + String.join("/", steps.subList(0, known)));
    for (Node parent : parents) {
      Node at = parent;
      for (String step : steps.subList(known, steps.size())) {
        at = made((Element) at, step);
      }
    }
    return true;
  }

  /// The steps of an absolute path; none if it is another one.
  private static List<String> steps(String expression) {
    List<String> steps = new ArrayList<>();
    if (!expression.startsWith("/") || expression.startsWith("//")) {
      return steps;
    }
    StringBuilder step = new StringBuilder();
    int depth = 0;
    char quote = 0;
    for (char c : (expression.substring(1) + "/").toCharArray()) {
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (c == '[' || c == ']') {
        depth += c == '[' ? 1 : -1;
      } else if (c == '/' && depth == 0) {
        steps.add(step.toString());
        step.setLength(0);
        continue;
      }
      step.append(c);
    }
    return steps;
  }

  private Node made(Element parent, String step) {
    Matcher parts = STEP.matcher(step);
    if (!parts.matches()) {
      throw new IllegalArgumentException(step);
    }
    String name = parts.group(1);
    if (name.startsWith("@")) {
      put(parent, name.substring(1), "");
      return parent;
    }
    Element element = element(name);
    Matcher choice = CHOICE.matcher(parts.group(2));
    while (choice.find()) {
      String value = choice.group(2) == null ? choice.group(3) : choice.group(2);
      if (choice.group(1).startsWith("@")) {
        put(element, choice.group(1).substring(1), value);
      } else {
        element.setTextContent(value);
      }
    }
    parent.appendChild(element);
    return element;
  }

  Element element(String name) {
    return document.createElementNS(space(name).orElse(null), name);
  }

  /// The value of an attribute, whatever prefix the document has for its space.
  Optional<String> attribute(Element element, String name) {
    String space = space(name).orElse(null);
    String local = name.substring(name.indexOf(':') + 1);
    return element.hasAttributeNS(space, local)
        ? Optional.of(element.getAttributeNS(space, local))
        : Optional.empty();
  }

  void put(Element element, String name, String value) {
    element.setAttributeNS(space(name).orElse(null), name, value);
    List<Object> order = new ArrayList<>();
    if (element.getUserData(XmlTree.ORDER) instanceof List<?> known) {
      order.addAll(known);
    }
    if (!order.contains(name)) {
      order.add(name);
    }
    element.setUserData(XmlTree.ORDER, order, null);
  }

  /// The space of a name with a prefix.
  Optional<String> space(String name) {
    int colon = name.indexOf(':');
    return colon < 0 ? Optional.empty() : Optional.ofNullable(spaces.get(name.substring(0, colon)));
  }

  /// Where a node is: elements by their names, and numbers where there are several.
  static String of(Node node) {
    if (node instanceof org.w3c.dom.Attr attribute) {
      return of(attribute.getOwnerElement()) + "/@" + attribute.getName();
    }
    if (node.getNodeType() == Node.TEXT_NODE) {
      return of(node.getParentNode()) + "/text()";
    }
    if (node.getNodeType() == Node.DOCUMENT_NODE) {
      return "";
    }
    int before = 0;
    int all = 0;
    for (Node each = node.getParentNode().getFirstChild();
        each != null;
        each = each.getNextSibling()) {
      if (each.getNodeName().equals(node.getNodeName())) {
        all++;
        before += node.compareDocumentPosition(each) == 0 ? all : 0;
      }
    }
    return of(node.getParentNode())
        + "/"
        + node.getNodeName()
        + (all > 1 ? "[" + before + "]" : "");
  }

  /// What prefixes stand for.
  private record Spaces(Map<String, String> all) implements NamespaceContext {
    @Override
    public String getNamespaceURI(String prefix) {
      return all.getOrDefault(prefix, XMLConstants.NULL_NS_URI);
    }

    @Override
    public String getPrefix(String uri) {
      return all.entrySet().stream()
          .filter(each -> each.getValue().equals(uri))
          .map(Map.Entry::getKey)
          .findFirst()
          .orElse("");
    }

    @Override
    public Iterator<String> getPrefixes(String uri) {
      return List.of(getPrefix(uri)).iterator();
    }
  }
}
