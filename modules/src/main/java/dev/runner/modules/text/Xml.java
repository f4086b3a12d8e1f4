package dev.runner.modules.text;

import dev.runner.module.BadParameter;
import dev.runner.module.Constraint;
import dev.runner.module.Content;
import dev.runner.module.Describe;
import dev.runner.module.Finished;
import dev.runner.module.Output;
import dev.runner.module.Outputs;
import dev.runner.module.Param;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.RemotePath;
import dev.runner.module.Spread;
import dev.runner.module.Step;
import dev.runner.module.TaskModule;
import dev.runner.module.Value;
import dev.runner.modules.files.Labels;
import dev.runner.modules.files.Permissions;
import dev.runner.values.Json;
import dev.runner.values.Python;
import dev.runner.values.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.xpath.XPathExpressionException;
import org.w3c.dom.DOMException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/// Looks into files of XML, and changes them.
@Describe(
    summary = "Look into a file of XML, or change it, at places that XPath names.",
    description =
        """
        Read and written on the control machine: the host needs nothing. Nothing that a document
        names outside itself is read. White space, comments and the order of attributes stay.
        """,
    since = "0.1",
    collection = "community.general",
    example =
        """
        - name: let the server listen elsewhere
          xml:
            path: /etc/tomcat/server.xml
            xpath: /Server/Service/Connector[@protocol="HTTP/1.1"]
            attribute: port
            value: "8081"
        """,
    returns = {
      @Describe.Returned(
          name = "actions",
          value = "The path, the namespaces and the state that were given."),
      @Describe.Returned(name = "count", value = "How many nodes were found, if that was asked."),
      @Describe.Returned(
          name = "matches",
          value = "What was found, with `print_match` or `content`."),
      @Describe.Returned(name = "msg", value = "How many nodes were found, or which."),
      @Describe.Returned(name = "xmlstring", value = "What becomes of `xmlstring`."),
      @Describe.Returned(name = "backup_file", value = "The copy of the old file, if one was kept.")
    })
@Constraint(
    value = Constraint.Kind.EXCLUSIVE,
    names = {"add_children", "content", "count", "print_match", "set_children", "value"})
@Constraint(
    value = Constraint.Kind.EXCLUSIVE,
    names = {"path", "xmlstring"})
@Constraint(
    value = Constraint.Kind.EXCLUSIVE,
    names = {"insertbefore", "insertafter"})
@Constraint(
    value = Constraint.Kind.ONE_OF,
    names = {"path", "xmlstring"})
@Constraint(
    value = Constraint.Kind.ONE_OF,
    names = {
      "add_children",
      "content",
      "count",
      "pretty_print",
      "print_match",
      "set_children",
      "value"
    })
@Constraint(value = Constraint.Kind.NEEDED, names = "xpath", when = "count", is = "True")
@Constraint(value = Constraint.Kind.NEEDED, names = "xpath", when = "print_match", is = "True")
@Constraint(value = Constraint.Kind.NEEDED, names = "xpath", when = "insertbefore", is = "True")
@Constraint(value = Constraint.Kind.NEEDED, names = "xpath", when = "insertafter", is = "True")
@Constraint(value = Constraint.Kind.NEEDED, names = "xpath", when = "add_children")
@Constraint(value = Constraint.Kind.NEEDED, names = "value", when = "attribute")
@Constraint(value = Constraint.Kind.NEEDED, names = "xpath", when = "content")
@Constraint(value = Constraint.Kind.NEEDED, names = "xpath", when = "set_children")
@Constraint(value = Constraint.Kind.NEEDED, names = "xpath", when = "value")
public record Xml(
    @Param(
            value = "The file.",
            aliases = {"dest", "file"})
        Optional<RemotePath> path,
    @Param("Text to look into in place of a file.") Optional<String> xmlstring,
    @Param("Where: an expression of XPath 1.0.") Optional<String> xpath,
    @Param("What prefixes in names stand for.") Map<String, String> namespaces,
    @Param(value = "Whether it is to be there.", byDefault = "present", aliases = "ensure")
        State state,
    @Param("The attribute that gets the value.") Optional<String> attribute,
    @Param("Text of the element, or value of the attribute.") Optional<Value> value,
    @Param("Children that are added: names, or mappings of names and texts.")
        Optional<List<Value>> addChildren,
    @Param("Children that take the place of those that are there.")
        Optional<List<Value>> setChildren,
    @Param(value = "Whether the nodes are counted.", byDefault = "false") boolean count,
    @Param(value = "Whether it is told where the nodes are.", byDefault = "false")
        boolean printMatch,
    @Param(value = "Whether the document is written in lines.", byDefault = "false")
        boolean prettyPrint,
    @Param("What of the nodes is told.") Optional<Told> content,
    @Param(value = "How children are given.", byDefault = "yaml") Input inputType,
    @Param(value = "Whether children go before the first node found.", byDefault = "false")
        boolean insertbefore,
    @Param(value = "Whether children go behind the last node found.", byDefault = "false")
        boolean insertafter,
    @Param(value = "Whether what the path names is made for a value.", byDefault = "true")
        boolean createIfMissing,
    @Param(value = "Whether sections of CDATA become plain text.", byDefault = "false")
        boolean stripCdataTags,
    @Param(value = "Of no account: large documents are read.", byDefault = "false")
        boolean hugeTree,
    @Param(value = "Whether a copy of the old file is kept.", byDefault = "false") boolean backup,
    @Spread Permissions permissions,
    @Spread Labels labels)
    implements TaskModule {

  /// Whether something is to be there.
  public enum State {
    ABSENT,
    PRESENT
  }

  /// What of nodes is told.
  public enum Told {
    ATTRIBUTE,
    TEXT
  }

  /// How children are given.
  public enum Input {
    XML,
    YAML
  }

  public Xml {
    if (path.isEmpty() && xmlstring.isEmpty()) {
      throw BadParameter.oneRequired("path", "xmlstring");
    }
    boolean acts =
        Stream.of(
                addChildren.isPresent(),
                content.isPresent(),
                count,
                printMatch,
                setChildren.isPresent(),
                value.isPresent())
            .anyMatch(given -> given);
    if (xpath.isEmpty() && (acts || !prettyPrint)) {
      throw new BadParameter("xpath", "missing parameter(s) required: xpath");
    }
    xpath
        .flatMap(text -> XmlPath.mistake(text, namespaces))
        .ifPresent(
            mistake -> {
              throw new BadParameter(
                  "xpath",
                  "Syntax error in xpath expression: %s (%s)".formatted(xpath.orElse(""), mistake));
            });
    if (value.filter(each -> !Text.isText(each.value())).isPresent()) {
      throw new BadParameter(
          "value",
          "A non-string value %s was parsed for %s at xpath '%s': quote it"
              .formatted(
                  Python.string(value.orElseThrow().value()),
                  attribute.map("attribute '%s'"::formatted).orElse("element text"),
                  xpath.orElse("")));
    }
  }

  @Override
  public Plan plan(Probe host) {
    if (path.isEmpty()) {
      Content text = Content.of(xmlstring.orElseThrow());
      return guarded(() -> ofText(text));
    }
    RemotePath file = path.get();
    Original original = Original.ask(host, file, permissions);
    return original
        .obstacle(Optional.of("The target XML source '%s' does not exist.".formatted(file)))
        .orElseGet(() -> labels.over(host, file, () -> guarded(() -> ofFile(original))));
  }

  private interface Planning {
    Plan plan() throws SAXException, XPathExpressionException;
  }

  private Plan guarded(Planning planning) {
    try {
      return planning.plan();
    } catch (SAXException e) {
      return Plan.refuse(
          "Error while parsing document: %s (%s)"
              .formatted(path.map(RemotePath::text).orElse("xml_string"), e.getMessage()),
          "Correct the document.");
    } catch (DOMException e) {
      return Plan.refuse(
          "XML can't have it so: " + e.getMessage(),
          "Give names of elements and attributes, and say in namespaces what prefixes stand for.");
    } catch (XPathExpressionException e) {
      return Plan.refuse(
          "Xpath %s causes a failure: %s".formatted(xpath.orElse(""), e.getMessage()),
          "Name nodes.");
    }
  }

  private Plan ofFile(Original original) throws SAXException, XPathExpressionException {
    XmlTree tree = XmlTree.read(original.content().bytes(), !prettyPrint, !stripCdataTags);
    XmlRun run = new XmlRun(this, tree);
    Plan plan = run.plan();
    if (!run.writes()) {
      return plan;
    }
    String after = tree.write(prettyPrint);
    Content content =
        run.changed() || isOtherwiseLaidOut(original.content(), after)
            ? Content.of(after)
            : original.content();
    Plan written =
        original.edit(content, Optional.empty(), backup).plan("", Map.of(), "backup_file");
    return switch (written) {
      case Plan.Changes changes ->
          Plan.changes(changes.steps()).predictingAll(values()).after(this::kept);
      default -> Plan.unchanged("it is so already").withAll(values());
    };
  }

  /// Whether all that is wanted is another layout.
  private boolean isOtherwiseLaidOut(Content before, String after) {
    return xpath.isEmpty() && prettyPrint && !after.equals(before.lenientText());
  }

  private Finished kept(Outputs outputs, Probe now) {
    return outputs.last().lines().stream()
        .findFirst()
        .filter(copy -> backup)
        .map(copy -> Finished.changed("").with("backup_file", copy))
        .orElseGet(() -> Finished.changed(""));
  }

  private Plan ofText(Content text) throws SAXException, XPathExpressionException {
    XmlTree tree = XmlTree.read(text.bytes(), !prettyPrint, !stripCdataTags);
    XmlRun run = new XmlRun(this, tree);
    Plan plan = run.plan();
    String after = tree.write(prettyPrint);
    if (run.changed() || isOtherwiseLaidOut(text, after)) {
      return Plan.changes(new Step.OnControl("change the text", () -> Output.of(0, "", "")))
          .predictingAll(values())
          .predicting("xmlstring", after);
    }
    return plan instanceof Plan.Unchanged same ? same.with("xmlstring", after) : plan;
  }

  /// What is registered in any case.
  Map<String, Object> values() {
    Map<String, Object> actions = new LinkedHashMap<>();
    actions.put("xpath", xpath.<Object>map(text -> text).orElse(dev.runner.values.None.NONE));
    actions.put("namespaces", namespaces);
    actions.put("state", state.name().toLowerCase(java.util.Locale.ROOT));
    return xpath.isEmpty() ? Map.of() : Map.of("actions", actions);
  }

  /// What a look finds.
  Plan told(List<Node> found) {
    Map<String, Object> values = new LinkedHashMap<>(values());
    if (printMatch) {
      List<String> where = found.stream().map(XmlPath::of).toList();
      values.put("matches", where);
      values.put(
          "msg", "selector '%s' match: %s".formatted(xpath.orElseThrow(), Json.spaced(where)));
    } else if (count) {
      values.put("count", (long) found.size());
      values.put("msg", "found %d nodes".formatted(found.size()));
    } else {
      values.put("count", (long) found.size());
      values.put("matches", found.stream().map(this::said).toList());
      values.put("msg", (long) found.size());
    }
    return Plan.unchanged("looked").withAll(values);
  }

  private Map<String, Object> said(Node node) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    for (int i = 0; node instanceof Element && i < node.getAttributes().getLength(); i++) {
      Node each = node.getAttributes().item(i);
      attributes.put(each.getNodeName(), each.getNodeValue());
    }
    return Map.of(
        node.getNodeName(),
        content.orElseThrow() == Told.ATTRIBUTE ? attributes : node.getTextContent());
  }
}
