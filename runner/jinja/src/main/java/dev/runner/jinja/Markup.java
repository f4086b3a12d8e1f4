package dev.runner.jinja;

import dev.runner.values.Html;
import dev.runner.values.Marks;
import dev.runner.values.Text;
import dev.runner.values.Texts;
import dev.runner.values.Tuple;
import dev.runner.values.Unicode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The methods of text that is HTML: those of `str`, which escape their arguments, and a few more
/// (MarkupSafe's documentation of `Markup`).
final class Markup {
  private Markup() {}

  static boolean has(String name) {
    return name.equals("striptags") || name.equals("unescape");
  }

  static Object call(
      Object value, String name, Arguments arguments, Rendering rendering, Marks marks) {
    String text = Texts.value(value);
    Object result =
        switch (name) {
          case "striptags" -> Text.of(stripTags(text), marks);
          case "unescape" -> Text.of(Entities.unescape(text), marks);
          case "format" -> BraceFormat.format(text, arguments, rendering, true);
          case "format_map" ->
              BraceFormat.formatMap(
                  text, arguments.bind("mapping").value("mapping"), rendering, true);
          case "encode" -> Text.of(text, marks);
          default -> TextMethods.call(value, name, escaped(name, arguments), rendering);
        };
    return each(result, marks);
  }

  private static Arguments escaped(String name, Arguments arguments) {
    return switch (name) {
      case "join" -> {
        List<Object> items = new ArrayList<>();
        for (Object item : TextMethods.iterable(arguments.bind("iterable").value("iterable"))) {
          items.add(Html.escape(item));
        }
        yield Arguments.of(items);
      }
      case "replace" -> escapeAt(1, "new", arguments);
      case "center", "ljust", "rjust" -> escapeAt(1, "fillchar", arguments);
      default -> arguments;
    };
  }

  private static Arguments escapeAt(int index, String name, Arguments arguments) {
    List<Object> positional = new ArrayList<>(arguments.positional());
    if (index < positional.size()) {
      positional.set(index, Html.escape(positional.get(index)));
    }
    Map<String, Object> named = new LinkedHashMap<>(arguments.named());
    named.computeIfPresent(name, (key, value) -> Html.escape(value));
    return new Arguments(positional, named);
  }

  private static Object each(Object result, Marks marks) {
    if (result instanceof String text) {
      return Text.markup(text, marks);
    }
    if (!(result instanceof List<?> list)) {
      return result;
    }
    List<Object> all = new ArrayList<>(list.size());
    for (Object item : list) {
      all.add(each(item, marks));
    }
    return list instanceof Tuple ? Tuple.of(all) : all;
  }

  /// The text without comments and tags, spaces run together, entities resolved.
  static String stripTags(String text) {
    String bare = without(without(text, "<!--", "-->"), "<", ">");
    return Entities.unescape(String.join(" ", words(bare)));
  }

  private static String without(String text, String open, String close) {
    StringBuilder out = new StringBuilder();
    int at = 0;
    int start = text.indexOf(open);
    while (start >= 0) {
      int end = text.indexOf(close, start);
      if (end < 0) {
        break;
      }
      out.append(text, at, start);
      at = end + close.length();
      start = text.indexOf(open, at);
    }
    return out.append(text, at, text.length()).toString();
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || Unicode.isSpace(text.charAt(i))) {
        if (start < i) {
          words.add(text.substring(start, i));
        }
        start = i + 1;
      }
    }
    return words;
  }
}
