package dev.runner.jinja;

import dev.runner.values.Html;
import dev.runner.values.JsonDump;
import dev.runner.values.Marks;
import dev.runner.values.None;
import dev.runner.values.Python;
import dev.runner.values.PythonException;
import dev.runner.values.Text;
import dev.runner.values.Texts;
import dev.runner.values.Undefined;
import dev.runner.values.Unicode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// Jinja2's filters for HTML, addresses and JSON in HTML.
final class HtmlFilters implements Filter {
  static final String[] NAMES = {
    "e", "escape", "forceescape", "safe", "striptags", "tojson", "urlencode", "urlize", "xmlattr"
  };

  private final String name;

  HtmlFilters(String name) {
    this.name = name;
  }

  @Override
  public Object apply(Object value, Arguments arguments, Rendering rendering) {
    return switch (name) {
      case "tojson" -> toJson(value, arguments.bind("indent?"), arguments);
      case "urlize" -> urlize(value, arguments, rendering);
      case "xmlattr" ->
          attributes(value, arguments.bind("autospace?").flag("autospace", true), rendering);
      default -> {
        arguments.bind();
        yield apply(value);
      }
    };
  }

  private Object apply(Object value) {
    return switch (name) {
      case "e", "escape" -> Texts.isMarkup(value) ? value : markup(Html.escape(value), value);
      case "forceescape" -> markup(Html.escape(Python.string(value)), value);
      case "safe" -> markup(Python.string(value), value);
      case "striptags" -> Markup.stripTags(Python.string(value));
      default -> urlEncode(value);
    };
  }

  private static Object markup(String text, Object value) {
    return Text.markup(text, Texts.within(value));
  }

  private static Object toJson(Object value, Bound given, Arguments arguments) {
    Object indent = given.optional("indent");
    String by =
        indent == null
            ? null
            : Text.isText(indent)
                ? Texts.value(indent)
                : " ".repeat(Math.clamp(Python.index(indent), 0, 1000));
    String json = new JsonDump(by, by == null ? ", " : ",", ": ", true, true).of(value);
    String safe =
        json.replace("<", "\\u003c")
            .replace(">", "\\u003e")
            .replace("&", "\\u0026")
            .replace("'", "\\u0027");
    return Text.markup(safe, Marking.of(value, arguments));
  }

  private static Object urlize(Object value, Arguments arguments, Rendering rendering) {
    Bound given =
        arguments.bind("trim_url_limit?", "nofollow?", "target?", "rel?", "extra_schemes?");
    String html = Urlize.of(value, given);
    Sizes.text(rendering, html.length());
    Marks marks = Marking.of(value, arguments);
    return rendering.autoescape() ? Text.markup(html, marks) : Text.of(html, marks);
  }

  /// The attributes of an element, those without a value left out.
  private static Object attributes(Object value, boolean space, Rendering rendering) {
    Map<?, ?> map = DictMethods.dict(value);
    rendering.refuseUndefined(map.values());
    StringBuilder out = new StringBuilder();
    Marks marks = Marks.TRUSTED;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      Object item = entry.getValue();
      if (item == None.NONE || item instanceof Undefined) {
        continue;
      }
      if (!Text.isText(entry.getKey())) {
        throw PythonException.type(
            "expected string or bytes-like object, got '" + Python.typeName(entry.getKey()) + "'");
      }
      String key = Python.string(entry.getKey());
      if (!isAttributeName(key)) {
        throw PythonException.value("Invalid character in attribute name: " + Python.repr(key));
      }
      out.append(out.isEmpty() && !space ? "" : " ");
      out.append(Html.escape(key)).append("=\"").append(Html.escape(item)).append('"');
      marks = Texts.within(item, marks).with(Marks.NONE);
    }
    return rendering.autoescape()
        ? Text.markup(out.toString(), marks)
        : Text.of(out.toString(), marks);
  }

  private static boolean isAttributeName(String key) {
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      if (Unicode.isSpace(c) || c == '/' || c == '>' || c == '=') {
        return false;
      }
    }
    return true;
  }

  private static String urlEncode(Object value) {
    if (Text.isText(value) || !Python.isIterable(value)) {
      return quote(Python.string(value), true);
    }
    StringBuilder out = new StringBuilder();
    for (Object pair : value instanceof Map<?, ?> map ? Globals.pairs(map) : Python.list(value)) {
      List<Object> two = Python.list(pair);
      if (two.size() != 2) {
        throw PythonException.value(
            two.size() < 2
                ? "not enough values to unpack (expected 2, got " + two.size() + ")"
                : "too many values to unpack (expected 2)");
      }
      out.append(out.isEmpty() ? "" : "&")
          .append(quote(Python.string(two.getFirst()), false))
          .append('=')
          .append(quote(Python.string(two.getLast()), false));
    }
    return out.toString();
  }

  /// Percent-encoded UTF-8 (RFC 3986); in a query a space is a plus sign.
  private static String quote(String text, boolean path) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean plain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || "_.-~".indexOf(c) >= 0
              || (path && c == '/');
      if (plain) {
        out.append(c);
      } else if (c == ' ' && !path) {
        out.append('+');
      } else {
        out.append('%')
            .append(Character.toUpperCase(Character.forDigit(c >> 4, 16)))
            .append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
      }
    }
    return out.toString();
  }
}
