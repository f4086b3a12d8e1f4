package dev.runner.modules.certificates;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Who somebody is, in a certificate or a request: attributes with their values, in an order
/// (X.501).
///
/// @param entries from the most general to the most special, as they are written
record Name(List<Entry> entries) {
  private static final int COUNTRY_LETTERS = 2;

  /// @param type the object identifier of the attribute
  record Entry(String type, String value) {}

  Name {
    entries = List.copyOf(entries);
  }

  /// A name of these attributes and values.
  ///
  /// @param attribute a long or short name, or an object identifier
  static Entry entry(String attribute, String value) {
    String type = NameAttributes.type(attribute);
    if (NameAttributes.isCountry(type) && value.length() != COUNTRY_LETTERS) {
      throw new Malformed("Attribute's length must be >= 2 and <= 2, but it was " + value.length());
    }
    return new Entry(type, value);
  }

  /// Reads a name.
  static Name of(Der der) {
    List<Entry> entries = new ArrayList<>();
    for (Der set : der.parts()) {
      for (Der each : set.parts()) {
        entries.add(new Entry(each.part(0).dotted(), each.part(1).text()));
      }
    }
    return new Name(entries);
  }

  /// A name in the words of `/CN=web/O=us`, of `CN=web,O=us`, or of one attribute: the most special
  /// comes first.
  static Name parse(String text) {
    boolean slashes = text.startsWith("/");
    List<Entry> entries = new ArrayList<>();
    for (String part : parts(slashes ? text.substring(1) : text, slashes ? '/' : ',')) {
      int sign = part.indexOf('=');
      if (sign <= 0) {
        throw new Malformed("Cannot parse \"%s\" as an attribute of a name".formatted(part));
      }
      entries.addFirst(entry(part.substring(0, sign).strip(), part.substring(sign + 1)));
    }
    return new Name(entries);
  }

  /// The parts between the signs, of which a backslash before one makes a part of the text.
  private static List<String> parts(String text, char sign) {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length()) {
        part.append(text.charAt(++i));
      } else if (c == sign) {
        parts.add(part.toString());
        part.setLength(0);
      } else {
        part.append(c);
      }
    }
    parts.add(part.toString());
    return parts;
  }

  Der der() {
    return Der.of(
        Der.SEQUENCE,
        entries.stream()
            .map(
                entry ->
                    Der.of(
                        Der.SET,
                        Der.sequence(
                            Der.named(entry.type()),
                            Der.text(NameAttributes.tag(entry.type()), entry.value()))))
            .toList());
  }

  /// Pairs of the attributes' long names and values.
  List<Object> pairs() {
    return entries.stream()
        .<Object>map(entry -> List.of(NameAttributes.longName(entry.type()), entry.value()))
        .toList();
  }

  /// The last value of each attribute.
  Map<String, Object> lastOfEach() {
    Map<String, Object> all = new LinkedHashMap<>();
    entries.forEach(entry -> all.put(NameAttributes.longName(entry.type()), entry.value()));
    return all;
  }

  /// As RFC 4514 writes it: the most special first.
  @Override
  public String toString() {
    return String.join(
        ",",
        entries.reversed().stream()
            .map(
                entry ->
                    NameAttributes.shortName(entry.type())
                        + "="
                        + entry.value().replaceAll("([,+\"\\\\<>;#= ])", "\\\\$1"))
            .toList());
  }
}
