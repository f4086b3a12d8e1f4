package dev.runner.modules.text;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParser;
import javax.xml.parsers.SAXParserFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.Locator;
import org.xml.sax.SAXException;
import org.xml.sax.ext.DefaultHandler2;
import org.xml.sax.ext.Locator2;

/// A document in XML with all that is between its elements, and the order of its attributes, which
/// the JDK's own tree doesn't keep. Nothing outside the document is ever read: what an entity names
/// stays a reference.
final class XmlTree {
  /// The attributes of an element in their order: names of the kind `prefix:name`.
  static final String ORDER = "order";

  /// Marks a reference to an entity that isn't read. XPath of the JDK stumbles over nodes that are
  /// meant for these: it is told of an instruction.
  static final String ENTITY = "entity";

  private final Document document;
  private final String doctype;

  private XmlTree(Document document, String doctype) {
    this.document = document;
    this.doctype = doctype;
  }

  /// Reads a document.
  ///
  /// @param blanks whether text of nothing but white space between elements counts
  /// @param sections whether sections of CDATA stay such; else they become text like any other
  /// @throws SAXException if it is none
  static XmlTree read(byte[] bytes, boolean blanks, boolean sections) throws SAXException {
    return read(
        new InputSource(new ByteArrayInputStream(bytes)),
        encoding -> new String(bytes, encoding),
        blanks,
        sections);
  }

  /// Reads a document that is text.
  static XmlTree read(String text, boolean blanks) throws SAXException {
    return read(new InputSource(new StringReader(text)), encoding -> text, blanks, true);
  }

  private static XmlTree read(
      InputSource source, Function<Charset, String> text, boolean blanks, boolean sections)
      throws SAXException {
    try {
      SAXParserFactory factory = SAXParserFactory.newDefaultNSInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      for (String feature :
          List.of(
              "http://xml.org/sax/features/external-general-entities",
              "http://xml.org/sax/features/external-parameter-entities",
              "http://apache.org/xml/features/nonvalidating/load-external-dtd")) {
        factory.setFeature(feature, false);
      }
      factory.setFeature("http://xml.org/sax/features/namespace-prefixes", true);
      SAXParser parser = factory.newSAXParser();
      Building building =
          new Building(
              DocumentBuilderFactory.newDefaultNSInstance().newDocumentBuilder().newDocument(),
              blanks,
              sections);
      parser.setProperty("http://xml.org/sax/properties/lexical-handler", building);
      parser.parse(source, building);
      String doctype = building.typed.map(text).map(XmlDoctype::of).orElse("");
      return new XmlTree(building.document, doctype);
    } catch (ParserConfigurationException | IOException e) {
      throw new SAXException(e.getMessage(), e);
    }
  }

  Document document() {
    return document;
  }

  /// The text of the document.
  ///
  /// @param pretty whether elements get lines of their own, where no text is beside them
  String write(boolean pretty) {
    StringBuilder out = new StringBuilder("<?xml version='1.0' encoding='UTF-8'?>\n");
    if (!doctype.isEmpty()) {
      out.append(doctype).append('\n');
    }
    XmlText text = new XmlText(out, pretty);
    for (Node node = document.getFirstChild(); node != null; node = node.getNextSibling()) {
      text.write(node, 0, XmlSpaces.NONE);
      if (pretty) {
        out.append('\n');
      }
    }
    return out.toString();
  }

  /// Builds the tree of what the parser meets.
  private static final class Building extends DefaultHandler2 {
    private final Document document;
    private final boolean blanks;
    private final boolean sections;
    private final Deque<Node> open = new ArrayDeque<>();
    private final StringBuilder text = new StringBuilder();
    private boolean section;
    private boolean inDoctype;
    private Optional<Locator2> locator = Optional.empty();

    /// The encoding of the document, if its type is declared.
    private Optional<Charset> typed = Optional.empty();

    Building(Document document, boolean blanks, boolean sections) {
      this.document = document;
      this.blanks = blanks;
      this.sections = sections;
      open.push(document);
    }

    @Override
    public void setDocumentLocator(Locator given) {
      locator = Optional.of(given).filter(Locator2.class::isInstance).map(Locator2.class::cast);
    }

    private Node top() {
      return open.element();
    }

    private void flush() {
      if (!text.isEmpty() && (blanks || section || !text.toString().isBlank())) {
        String all = text.toString();
        top()
            .appendChild(section ? document.createCDATASection(all) : document.createTextNode(all));
      }
      text.setLength(0);
    }

    @Override
    public void startElement(String uri, String local, String name, Attributes attributes) {
      flush();
      Element element = document.createElementNS(uri.isEmpty() ? null : uri, name);
      List<String> order = new ArrayList<>();
      for (int i = 0; i < attributes.getLength(); i++) {
        String attribute = attributes.getQName(i);
        boolean declares = attribute.equals("xmlns") || attribute.startsWith("xmlns:");
        String space = declares ? XMLConstants.XMLNS_ATTRIBUTE_NS_URI : attributes.getURI(i);
        element.setAttributeNS(space.isEmpty() ? null : space, attribute, attributes.getValue(i));
        order.add(attribute);
      }
      element.setUserData(ORDER, order, null);
      top().appendChild(element);
      open.push(element);
    }

    @Override
    public void endElement(String uri, String local, String name) {
      flush();
      open.pop();
    }

    @Override
    public void characters(char[] all, int start, int length) {
      if (open.size() > 1) {
        text.append(all, start, length);
      }
    }

    @Override
    public void startCDATA() {
      if (sections) {
        flush();
        section = true;
      }
    }

    @Override
    public void endCDATA() {
      if (sections) {
        flush();
        section = false;
      }
    }

    @Override
    public void comment(char[] all, int start, int length) {
      if (!inDoctype) {
        flush();
        top().appendChild(document.createComment(new String(all, start, length)));
      }
    }

    @Override
    public void processingInstruction(String target, String said) {
      flush();
      top().appendChild(document.createProcessingInstruction(target, said));
    }

    @Override
    public void skippedEntity(String name) {
      if (open.size() > 1) {
        flush();
        Node reference = document.createProcessingInstruction("entity", name);
        reference.setUserData(ENTITY, name, null);
        top().appendChild(reference);
      }
    }

    @Override
    public void startDTD(String name, String publicId, String systemId) {
      inDoctype = true;
      typed =
          Optional.of(
              locator
                  .map(Locator2::getEncoding)
                  .map(Charset::forName)
                  .orElse(StandardCharsets.UTF_8));
    }

    @Override
    public void endDTD() {
      inDoctype = false;
    }

    @Override
    public void error(org.xml.sax.SAXParseException e) {
      // that it isn't as its type wants it is of no account
    }
  }
}
