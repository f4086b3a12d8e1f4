package dev.runner.jinja;

import dev.runner.values.Arithmetic;
import dev.runner.values.Html;
import dev.runner.values.Python;
import dev.runner.values.PythonException;
import dev.runner.values.Text;
import dev.runner.values.Texts;
import dev.runner.values.Tuple;
import dev.runner.values.Undefined;
import dev.runner.values.Unicode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Jinja2's filters that make text of text.

final class TextFilters implements Filter {
  static final String[] NAMES = {
    "capitalize",
    "center",
    "format",
    "indent",
    "lower",
    "pprint",
    "replace",
    "string",
    "title",
    "trim",
    "truncate",
    "upper",
    "wordcount",
    "wordwrap"
  };

  private final String name;

  TextFilters(String name) {
    this.name = name;
  }

  @Override
  public Object apply(Object value, Arguments arguments, Rendering rendering) {
    return switch (name) {
      case "center" -> center(value, arguments.bind("width?").integer("width", 80), rendering);
      case "format" -> format(value, arguments);
      case "indent" -> indent(value, arguments.bind("width?", "first?", "blank?"), rendering);
      case "replace" -> replace(value, arguments.bind("old", "new", "count?"), rendering);
      case "trim" -> trim(value, arguments.bind("chars?"));
      case "truncate" ->
          truncate(value, arguments.bind("length?", "killwords?", "end?", "leeway?"));
      case "wordwrap" -> wordWrap(value, arguments, rendering);
      default -> {
        arguments.bind();
        // Ansible's own containers are none to Python's pprint: it takes their repr
        yield name.equals("pprint")
                && rendering.language() == Language.ANSIBLE_2_19
                && (value instanceof List<?> || value instanceof Map<?, ?>)
            ? Python.repr(value)
            : apply(value);
      }
    };
  }

  private Object apply(Object value) {
    String text = name.equals("string") || name.equals("pprint") ? "" : Python.string(value);
    return switch (name) {
      case "capitalize" -> like(value, Unicode.capitalize(text));
      case "lower" -> like(value, Unicode.lower(text));
      case "upper" -> like(value, Unicode.upper(text));
      case "title" -> title(text);
      case "pprint" -> PrettyPrint.of(value);
      case "string" -> Python.text(value);
      default -> (long) words(text);
    };
  }

  /// Text with the marks of the value; markup stays markup.
  private static Object like(Object value, String text) {
    return Text.isText(value) ? Texts.like(value, text) : text;
  }

  private static Object center(Object value, int width, Rendering rendering) {
    Sizes.text(rendering, width);
    return like(value, Padding.center(Python.string(value), width, " "));
  }

  private static Object format(Object value, Arguments arguments) {
    if (!arguments.named().isEmpty() && !arguments.positional().isEmpty()) {
      throw PythonException.runtime(
          "can't handle positional and keyword arguments at the same time");
    }
    Object values =
        arguments.named().isEmpty()
            ? Tuple.of(arguments.positional())
            : new LinkedHashMap<Object, Object>(arguments.named());
    return Arithmetic.modulo(Python.text(value), values);
  }

  private static Object indent(Object value, Bound given, Rendering rendering) {
    Object width = given.value("width", 4L);
    boolean first = given.flag("first", false);
    boolean blank = given.flag("blank", false);
    String text = onlyText(value, "indent");
    String by;
    if (Text.isText(width)) {
      by = Texts.value(width);
    } else {
      int spaces = Math.max(0, Python.index(width));
      Sizes.text(rendering, spaces);
      by = " ".repeat(spaces);
    }
    List<String> lines = TextMethods.lines(text + "\n", false);
    Sizes.text(rendering, text.length() + (long) lines.size() * by.length());
    StringBuilder out = new StringBuilder(first ? by : "");
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      out.append(i == 0 ? "" : "\n");
      out.append(i > 0 && (blank || !line.isEmpty()) ? by : "");
      out.append(line);
    }
    return like(value, out.toString());
  }

  private static Object replace(Object value, Bound given, Rendering rendering) {
    String text = Python.string(value);
    String old = given.text("old");
    String replacement = given.text("new");
    int count = given.optional("count") == null ? -1 : given.integer("count");
    boolean escaping =
        rendering.autoescape()
            && (Texts.isMarkup(value)
                || Texts.isMarkup(given.value("old"))
                || Texts.isMarkup(given.value("new")));
    if (!escaping) {
      return TextMethods.replace(text, old, replacement, count, rendering);
    }
    String escaped =
        TextMethods.replace(
            Html.escape(value), old, Html.escape(given.value("new")), count, rendering);
    return Text.markup(escaped, Texts.within(given.value("new"), Texts.within(value)));
  }

  private static Object trim(Object value, Bound given) {
    String text = Python.string(value);
    String chars = given.optionalText("chars");
    return like(value, TextMethods.strip(text, chars, true, true));
  }

  /// The first letter of each word in upper case. A word starts behind a space, a hyphen or an
  /// opening bracket; an apostrophe doesn't end it.
  private static String title(String text) {
    StringBuilder out = new StringBuilder(text.length());
    int start = 0;
    while (start < text.length()) {
      boolean between = isBetween(text.codePointAt(start));
      int end = start;
      while (end < text.length() && isBetween(text.codePointAt(end)) == between) {
        end += Character.charCount(text.codePointAt(end));
      }
      int first = text.offsetByCodePoints(start, 1);
      out.append(Unicode.upper(text.substring(start, first)));
      out.append(Unicode.lower(text.substring(first, end)));
      start = end;
    }
    return out.toString();
  }

  private static boolean isBetween(int c) {
    return Unicode.isSpace(c) || "-({[<".indexOf(c) >= 0;
  }

  private static Object truncate(Object value, Bound given) {
    int length = given.integer("length", 255);
    String end = given.text("end", "...");
    int leeway = given.optional("leeway") == null ? 5 : given.integer("leeway");
    if (length < Python.length(end)) {
      throw PythonException.value("expected length >= " + Python.length(end) + ", got " + length);
    }
    if (leeway < 0) {
      throw PythonException.value("expected leeway >= 0, got " + leeway);
    }
    if (Python.length(value) <= (long) length + leeway) {
      return value;
    }
    String text = onlyText(value, "truncate");
    String cut = text.substring(0, text.offsetByCodePoints(0, length - Python.length(end)));
    int space = given.flag("killwords", false) ? -1 : cut.lastIndexOf(' ');
    return (space < 0 ? cut : cut.substring(0, space)) + end;
  }

  private static Object wordWrap(Object value, Arguments arguments, Rendering rendering) {
    Bound given = arguments.bind("width?", "break_long_words?", "wrapstring?", "break_on_hyphens?");
    Wrapping wrapping =
        new Wrapping(
            given.integer("width", 79),
            given.flag("break_long_words", true),
            given.flag("break_on_hyphens", true));
    String separator = given.optional("wrapstring") == null ? "\n" : given.text("wrapstring");
    String text = onlyText(value, "wordwrap");
    List<String> wrapped = new ArrayList<>();
    for (String line : TextMethods.lines(text, false)) {
      List<String> parts = wrapping.wrap(line);
      if (parts.isEmpty()) {
        wrapped.add("");
      }
      wrapped.addAll(parts);
    }
    Sizes.text(rendering, text.length() + (long) wrapped.size() * separator.length());
    return String.join(separator, wrapped);
  }

  /// These filters don't make text of other values, as the rest does.
  private static String onlyText(Object value, String filter) {
    if (value instanceof Undefined undefined) {
      throw PythonException.undefined(undefined);
    }
    if (!Text.isText(value)) {
      Python.truth(value);
      throw PythonException.type(
          filter + " takes text, not " + Python.typeName(value) + "; put | string before it");
    }
    return Texts.value(value);
  }

  private static int words(String text) {
    int words = 0;
    boolean within = false;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      boolean word = Unicode.isWord(c);
      words += word && !within ? 1 : 0;
      within = word;
      i += Character.charCount(c);
    }
    return words;
  }
}
