package dev.runner.template.document;

import dev.runner.values.None;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParser;
import javax.xml.parsers.SAXParserFactory;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.ext.DefaultHandler2;

/// Reads XML as the Python package `xmltodict` does by default: an element is a dict of its
/// attributes (`@name`), its children and its text (`#text`), its text alone, or null; of several
/// with one name there is a list.
final class XmlReader extends DefaultHandler2 {

  /// An element that isn't at its end yet.
  private record Open(String name, Map<Object, Object> parts, StringBuilder text) {}

  private final Deque<Open> open = new ArrayDeque<>();

  private XmlReader() {
    open.push(new Open("", new LinkedHashMap<>(), new StringBuilder()));
  }

  /// The dict of the root; empty if it is no XML, or declares entities.
  static Optional<Map<Object, Object>> read(String xml) {
    XmlReader reader = new XmlReader();
    try {
      SAXParserFactory factory = SAXParserFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
      factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
      factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
      SAXParser parser = factory.newSAXParser();
      parser.setProperty("http://xml.org/sax/properties/declaration-handler", reader);
      parser.parse(new InputSource(new StringReader(xml)), reader);
    } catch (SAXException e) {
      return Optional.empty();
    } catch (ParserConfigurationException | IOException e) {
      throw new IllegalStateException("the JDK's reader of XML doesn't work", e);
    }
    return Optional.of(reader.open.getFirst().parts());
  }

  @Override
  public void internalEntityDecl(String name, String value) throws SAXException {
    throw new SAXException("entities are disabled");
  }

  @Override
  public void externalEntityDecl(String name, String publicId, String systemId)
      throws SAXException {
    throw new SAXException("entities are disabled");
  }

  @Override
  public void startElement(String uri, String local, String name, Attributes attributes) {
    Map<Object, Object> parts = new LinkedHashMap<>();
    for (int i = 0; i < attributes.getLength(); i++) {
      parts.put("@" + attributes.getQName(i), attributes.getValue(i));
    }
    open.push(new Open(name, parts, new StringBuilder()));
  }

  @Override
  public void characters(char[] all, int start, int length) {
    open.getFirst().text().append(all, start, length);
  }

  @Override
  public void endElement(String uri, String local, String name) {
    Open ended = open.pop();
    String text = ended.text().toString().strip();
    Object value = ended.parts();
    if (ended.parts().isEmpty()) {
      value = text.isEmpty() ? None.NONE : text;
    } else if (!text.isEmpty()) {
      ended.parts().put("#text", text);
    }
    add(open.getFirst().parts(), ended.name(), value);
  }

  @SuppressWarnings("unchecked") // lists here are its own
  private static void add(Map<Object, Object> parts, String name, Object value) {
    Object known = parts.get(name);
    if (known == null) {
      parts.put(name, value);
    } else if (known instanceof List<?> list) {
      ((List<Object>) list).add(value);
    } else {
      parts.put(name, new ArrayList<>(List.of(known, value)));
    }
  }
}
