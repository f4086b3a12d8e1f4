package dev.runner.modules.web;

import dev.runner.module.BadParameter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Writes a form as `application/x-www-form-urlencoded` (WHATWG URL, section 5.2; spaces as `+`).
final class FormText {
  private static final String HARMLESS = "-._~";

  private FormText() {}

  /// The form that a mapping or a list of pairs stands for; a list as a value gives a field for
  /// each item.
  static String of(Object form) {
    List<String> fields = new ArrayList<>();
    switch (form) {
      case Map<?, ?> map -> map.forEach((name, value) -> add(fields, name, value));
      case List<?> pairs -> pairs.forEach(pair -> add(fields, pair));
      default -> throw wrong();
    }
    return String.join("&", fields);
  }

  private static void add(List<String> fields, Object pair) {
    if (!(pair instanceof List<?> list) || list.size() != 2) {
      throw wrong();
    }
    add(fields, list.get(0), list.get(1));
  }

  private static void add(List<String> fields, Object name, Object value) {
    List<?> values = value instanceof List<?> list ? list : List.of(value);
    for (Object each : values) {
      fields.add(encoded(Body.plain(name)) + "=" + encoded(Body.plain(each)));
    }
  }

  private static String encoded(String text) {
    StringBuilder out = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if (c == ' ') {
        out.append('+');
      } else if (c < 0x80 && (Character.isLetterOrDigit(c) || HARMLESS.indexOf(c) >= 0)) {
        out.append(c);
      } else {
        out.append("%%%02X".formatted((int) c));
      }
    }
    return out.toString();
  }

  private static BadParameter wrong() {
    return new BadParameter(
        "body",
        "failed to parse body as form_urlencoded: too many values to unpack; a form is a mapping of"
            + " names to values, or a list of pairs [name, value]");
  }
}
