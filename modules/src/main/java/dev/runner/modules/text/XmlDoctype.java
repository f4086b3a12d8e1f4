package dev.runner.modules.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The declaration of a document's type, as it is written: the JDK doesn't tell its inner part.
final class XmlDoctype {
  private static final String QUOTED = "\"[^\"]*\"|'[^']*'";
  private static final String COMMENT = "<!--(?s:.*?)-->";

  /// What may stand before it (XML 1.0, 2.8).
  private static final Pattern BEFORE = Pattern.compile("\\uFEFF|\\s+|<\\?(?s:.*?)\\?>|" + COMMENT);

  private static final Pattern DOCTYPE =
      Pattern.compile(
          "<!DOCTYPE(?:[^\\[>\"']++|%1$s)*+(?:\\[(?:[^\\]\"'<]++|%1$s|%2$s|<)*+\\]\\s*)?>"
              .formatted(QUOTED, COMMENT));

  private XmlDoctype() {}

  /// The declaration in this document; empty if there is none.
  static String of(String document) {
    Matcher before = BEFORE.matcher(document);
    int at = 0;
    while (before.region(at, document.length()).lookingAt()) {
      at = before.end();
    }
    Matcher type = DOCTYPE.matcher(document).region(at, document.length());
    return type.lookingAt() ? type.group() : "";
  }
}
