package dev.runner.modules.control;

import dev.runner.values.None;
import dev.runner.values.Text;
import java.util.List;
import java.util.Map;

/// How values of the language are shown in a message.
final class Shown {
  /// The key by which a result says that it is for the reader, without any `-v`.
  static final String ALWAYS = "_ansible_verbose_always";

  private Shown() {}

  /// Text as it is, anything else as JSON over several lines; secrets masked.
  static String of(Object value) {
    return switch (value) {
      case String text -> text;
      case Text text -> text.toString();
      case None none -> "";
      case Map<?, ?> map -> dev.runner.values.Json.indented(map);
      case List<?> list -> dev.runner.values.Json.indented(list);
      default -> dev.runner.values.Json.line(value);
    };
  }
}
