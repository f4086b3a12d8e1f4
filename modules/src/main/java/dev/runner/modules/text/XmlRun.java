package dev.runner.modules.text;

import dev.runner.module.Plan;
import dev.runner.module.Value;
import java.util.List;
import java.util.Optional;
import javax.xml.xpath.XPathExpressionException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/// What a task does to a tree.
final class XmlRun {
  private static final String NO_NODE = "Xpath %s does not reference a node!";

  private static final String COULD_NOT =
      "Couldn't create %s: a path of names is made, with attributes or texts chosen";

  private final Xml task;
  private final XmlPath path;
  private final XmlEdit edit;
  private boolean writes = true;

  XmlRun(Xml task, XmlTree tree) {
    this.task = task;
    this.path = new XmlPath(tree.document(), task.namespaces());
    this.edit = new XmlEdit(tree, path);
  }

  /// Whether the tree may have changed; else the plan is all.
  boolean writes() {
    return writes;
  }

  boolean changed() {
    return edit.changed();
  }

  Plan plan() throws XPathExpressionException, SAXException {
    if (task.xpath().isEmpty()) {
      return done();
    }
    String where = task.xpath().get();
    Optional<XmlPath.Equation> equation = XmlPath.Equation.read(where);
    if (equation.isPresent() && task.state() == Xml.State.PRESENT && !tells() && !hasContent()) {
      return equal(where, equation.get());
    }
    List<Node> found = path.find(where);
    if (tells()) {
      writes = false;
      return task.content().isPresent() && found.isEmpty()
          ? refused(NO_NODE.formatted(where))
          : task.told(found);
    }
    if (task.state() == Xml.State.ABSENT) {
      edit.remove(
          task.attribute().isPresent() ? path.find(where + "/@" + task.attribute().get()) : found);
      return done();
    }
    return present(where, found);
  }

  private boolean tells() {
    return task.count() || task.printMatch() || task.content().isPresent();
  }

  private boolean hasContent() {
    return task.value().isPresent()
        || task.addChildren().isPresent()
        || task.setChildren().isPresent();
  }

  /// Elements that are found get the attribute; an element with the text is made where none is.
  private Plan equal(String where, XmlPath.Equation equation) throws XPathExpressionException {
    if (path.holds(where)) {
      return done();
    }
    String elements =
        equation.isOfText()
            ? "%s[text()=%s]".formatted(equation.elements(), equation.literal())
            : equation.elements();
    if (!edit.ensure(elements)) {
      return refused(COULD_NOT.formatted(where));
    }
    if (!equation.isOfText()) {
      for (Node node : path.find(elements)) {
        if (node instanceof Element element) {
          edit.attribute(element, equation.what().substring(1), equation.value());
        }
      }
    }
    return done();
  }

  private Plan done() {
    return Plan.unchanged("it is so already").withAll(task.values());
  }

  private Plan refused(String because) {
    writes = false;
    return Plan.refuse(because, "Name nodes that are there.");
  }

  private Plan present(String where, List<Node> found)
      throws XPathExpressionException, SAXException {
    Optional<List<Value>> children = task.addChildren().or(task::setChildren);
    if (children.isPresent()) {
      return found.isEmpty() || !found.stream().allMatch(Element.class::isInstance)
          ? refused(NO_NODE.formatted(where))
          : children(found, children.get().stream().map(Value::value).toList());
    }
    if (task.value().isPresent() && found.isEmpty() && !task.createIfMissing()) {
      return done();
    }
    if (!edit.ensure(where)) {
      return refused(COULD_NOT.formatted(where));
    }
    return task.value().isPresent() ? valued(where) : done();
  }

  private Plan valued(String where) throws XPathExpressionException {
    String value = task.value().orElseThrow().value().toString();
    List<Node> found = path.find(where);
    if (found.isEmpty()) {
      return done();
    }
    if (!found.stream().allMatch(Element.class::isInstance)) {
      return refused(NO_NODE.formatted(where));
    }
    for (Node node : found) {
      Element element = (Element) node;
      task.attribute()
          .ifPresentOrElse(
              name -> edit.attribute(element, name, value), () -> edit.text(element, value));
    }
    return done();
  }

  private Plan children(List<Node> found, List<?> given) throws SAXException {
    if (task.insertbefore()) {
      edit.before(found.getFirst(), made(given));
    } else if (task.insertafter()) {
      edit.after(found.getLast(), made(given));
    } else {
      for (Node node : found) {
        if (task.setChildren().isPresent()) {
          edit.replace((Element) node, made(given));
        } else {
          edit.append((Element) node, made(given));
        }
      }
    }
    return done();
  }

  private List<Element> made(List<?> given) throws SAXException {
    return task.inputType() == Xml.Input.XML ? edit.parsed(given) : edit.children(given);
  }
}
