package dev.runner.cli;

import dev.runner.template.yaml.YamlStyle;
import dev.runner.template.yaml.YamlWriter;
import dev.runner.values.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Values as YAML, for people to read: text of many lines stands line by line.
///
/// @param indent of each level
/// @param width after which lines are broken, in columns
/// @param lossy whether white space that nobody sees, and what can't be printed, is left out of
///   texts of many lines; text that ends a line with a space couldn't stand line by line otherwise
record YamlResults(int indent, int width, boolean lossy) {
  private static final int TAB = 8;
  private static final String BREAKS = "\n\r\u001c\u001d\u001e\u0085\u2028\u2029";

  String text(Map<String, Object> value) {
    YamlStyle style =
        new YamlStyle(false, lossy ? indent : 2, width, true, (char) 0, false, false, true);
    return YamlWriter.write(legible(value), style).strip();
  }

  private Object legible(Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        Map<Object, Object> copy = new LinkedHashMap<>();
        map.forEach((key, each) -> copy.put(key, legible(each)));
        yield copy;
      }
      case List<?> list -> list.stream().map(this::legible).toList();
      default -> Text.isText(value) ? lines(value) : value;
    };
  }

  private Object lines(Object value) {
    String text = value.toString(); // secrets masked
    if (text.chars().noneMatch(c -> BREAKS.indexOf(c) >= 0)) {
      return value;
    }
    return new YamlWriter.Lines(lossy ? seen(text) : text);
  }

  private static String seen(String text) {
    String printable =
        text.stripTrailing()
            .codePoints()
            .filter(c -> c >= 0xa0 || (c >= 0x20 && c < 0x7f) || c == '\t' || c == '\n')
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    return expanded(printable).replaceAll(" +\n", "\n");
  }

  /// Spaces instead of tabs.
  private static String expanded(String text) {
    StringBuilder out = new StringBuilder();
    int column = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int wide = c == '\t' ? TAB - column % TAB : 1;
      out.append(c == '\t' ? " ".repeat(wide) : String.valueOf(c));
      column = c == '\n' ? 0 : column + wide;
    }
    return out.toString();
  }
}
