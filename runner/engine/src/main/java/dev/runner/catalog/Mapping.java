package dev.runner.catalog;

import dev.runner.values.Json;
import dev.runner.values.Python;
import dev.runner.values.Text;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Takes a value for a mapping: one, or text in JSON, or text such as `name=value, other=value`.
final class Mapping {
  /// A pair: its value may hold blanks and commas within quotes.
  private static final Pattern PAIR =
      Pattern.compile("([^\\s,=]+)=((?:\"[^\"]*\"|'[^']*'|[^\\s,\"'])*)(?:[\\s,]+|$)");

  private Mapping() {}

  /// @param name the place, for messages
  /// @throws Unfit if it is none
  static Map<?, ?> of(String name, Object value) {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    if (!Text.isText(value)) {
      throw unfit(
          name,
          value,
          "<class '%s'> cannot be converted to a dict".formatted(Python.typeName(value)));
    }
    String text = Scalar.text(name, value).strip();
    return text.startsWith("{") ? json(name, value, text) : pairs(name, value, text);
  }

  private static Map<?, ?> json(String name, Object value, String text) {
    try {
      if (Json.parse(text) instanceof Map<?, ?> map) {
        return map;
      }
    } catch (IllegalArgumentException e) {
      // told below
    }
    throw unfit(name, value, "unable to evaluate string as dictionary");
  }

  private static Map<?, ?> pairs(String name, Object value, String text) {
    if (!text.contains("=")) {
      throw unfit(name, value, "dictionary requested, could not parse JSON or key=value");
    }
    Map<String, Object> pairs = new LinkedHashMap<>();
    Matcher pair = PAIR.matcher(text);
    int at = 0;
    while (at < text.length() && pair.find() && pair.start() == at) {
      String plain = pair.group(2).replace("\"", "").replace("'", "");
      pairs.put(pair.group(1), Text.of(plain, Text.marksOf(value)));
      at = pair.end();
    }
    if (at < text.length()) {
      throw unfit(
          name, value, "unable to evaluate string in the \"key=value\" format as dictionary");
    }
    return pairs;
  }

  private static Unfit unfit(String name, Object value, String why) {
    return new Unfit(
        "'%s' must be a mapping, not %s".formatted(name, Scalar.kind(value)),
        "",
        Place.of(name).unable(value, "dict", why));
  }
}
