package dev.runner.jinja;

import dev.runner.values.Python;
import dev.runner.values.PythonException;
import dev.runner.values.Text;
import dev.runner.values.Texts;
import dev.runner.values.Unicode;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The methods of Python's `str`, by code point. Results are plain text: who calls gives them the
/// marks of all that took part.
final class TextMethods {
  private TextMethods() {}

  static boolean has(String name) {
    return switch (name) {
      case "capitalize",
          "casefold",
          "center",
          "count",
          "encode",
          "endswith",
          "expandtabs",
          "find",
          "format",
          "format_map",
          "index",
          "isalnum",
          "isalpha",
          "isascii",
          "isdecimal",
          "isdigit",
          "isidentifier",
          "islower",
          "isnumeric",
          "isprintable",
          "isspace",
          "istitle",
          "isupper",
          "join",
          "ljust",
          "lower",
          "lstrip",
          "maketrans",
          "partition",
          "removeprefix",
          "removesuffix",
          "replace",
          "rfind",
          "rindex",
          "rjust",
          "rpartition",
          "rsplit",
          "rstrip",
          "split",
          "splitlines",
          "startswith",
          "strip",
          "swapcase",
          "title",
          "translate",
          "upper",
          "zfill" ->
          true;
      default -> false;
    };
  }

  static Object call(Object value, String name, Arguments given, Rendering rendering) {
    String text = Texts.value(value);
    return switch (name) {
      case "center", "ljust", "rjust" -> pad(text, name, given, rendering);
      case "zfill" -> zeros(text, given.bind("width").integer("width"), rendering);
      case "expandtabs" ->
          expandTabs(text, given.bind("tabsize?").integer("tabsize", 8), rendering);
      case "count", "endswith", "find", "index", "rfind", "rindex", "startswith" ->
          TextSearch.call(text, name, given);
      case "split", "rsplit", "partition", "rpartition" -> TextSplit.call(text, name, given);
      case "splitlines" ->
          new ArrayList<Object>(lines(text, given.bind("keepends?").flag("keepends", false)));
      case "format" -> BraceFormat.format(text, given, rendering, false);
      case "format_map" ->
          BraceFormat.formatMap(text, given.bind("mapping").value("mapping"), rendering, false);
      case "join" -> join(text, given.bind("iterable").value("iterable"), rendering);
      case "strip", "lstrip", "rstrip" -> strip(text, name, given);
      case "removeprefix", "removesuffix" -> remove(text, name, given);
      case "replace" -> replace(text, given, rendering);
      case "encode" -> encode(text, given.bind("encoding?", "errors?"));
      case "maketrans" -> TextTables.make(given);
      case "translate" -> TextTables.translate(text, given.bind("table").value("table"));
      default -> {
        given.bind();
        yield call(text, name);
      }
    };
  }

  private static Object call(String text, String name) {
    return switch (name) {
      case "capitalize" -> Unicode.capitalize(text);
      case "casefold" -> Unicode.fold(text);
      case "lower" -> Unicode.lower(text);
      case "swapcase" -> Unicode.swapCase(text);
      case "title" -> Unicode.title(text);
      case "upper" -> Unicode.upper(text);
      case "islower" -> TextTests.isLower(text);
      case "isupper" -> TextTests.isUpper(text);
      case "istitle" -> TextTests.isTitle(text);
      case "isidentifier" -> TextTests.isIdentifier(text);
      default -> TextTests.all(text, name);
    };
  }

  /// The characters of an argument that must be text.
  static String textOf(Bound given, String name) {
    Object value = given.value(name);
    if (!Text.isText(value)) {
      Python.truth(value);
      throw PythonException.type("must be str, not " + Python.typeName(value));
    }
    return Texts.value(value);
  }

  private static String pad(String text, String name, Arguments arguments, Rendering rendering) {
    Bound given = arguments.bind("width", "fillchar?");
    int width = given.integer("width");
    String fill = given.has("fillchar") ? textOf(given, "fillchar") : " ";
    if (Python.length(fill) != 1) {
      throw PythonException.type("The fill character must be exactly one character long");
    }
    Sizes.text(rendering, width);
    return switch (name) {
      case "center" -> Padding.center(text, width, fill);
      case "ljust" -> Padding.left(text, width, fill);
      default -> Padding.right(text, width, fill);
    };
  }

  private static String zeros(String text, int width, Rendering rendering) {
    Sizes.text(rendering, width);
    return Padding.zeros(text, width);
  }

  private static String expandTabs(String text, int size, Rendering rendering) {
    StringBuilder out = new StringBuilder();
    int column = 0;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (c == '\t') {
        int spaces = size > 0 ? size - column % size : 0;
        Sizes.text(rendering, (long) out.length() + spaces);
        out.repeat(' ', spaces);
        column += spaces;
      } else {
        out.appendCodePoint(c);
        column = c == '\n' || c == '\r' ? 0 : column + 1;
      }
    }
    return out.toString();
  }

  private static String join(String text, Object items, Rendering rendering) {
    StringBuilder out = new StringBuilder();
    int at = 0;
    for (Object item : iterable(items)) {
      if (!Text.isText(item)) {
        Python.truth(item);
        throw PythonException.type(
            "sequence item " + at + ": expected str instance, " + Python.typeName(item) + " found");
      }
      out.append(at++ == 0 ? "" : text).append(Texts.value(item));
      Sizes.text(rendering, out.length());
    }
    return out.toString();
  }

  static List<Object> iterable(Object items) {
    if (!Python.isIterable(items)) {
      Python.truth(items);
      throw PythonException.type("can only join an iterable");
    }
    return Python.list(items);
  }

  private static String strip(String text, String name, Arguments arguments) {
    Bound given = arguments.bind("chars?");
    String chars = given.optional("chars") == null ? null : textOf(given, "chars");
    return strip(text, chars, !name.equals("rstrip"), !name.equals("lstrip"));
  }

  /// The text without spaces, or without these characters, at its ends.
  static String strip(String text, @Nullable String chars, boolean left, boolean right) {
    int start = 0;
    int end = text.length();
    while (left && start < end && strips(text.codePointAt(start), chars)) {
      start += Character.charCount(text.codePointAt(start));
    }
    while (right && start < end && strips(text.codePointBefore(end), chars)) {
      end -= Character.charCount(text.codePointBefore(end));
    }
    return text.substring(start, end);
  }

  private static boolean strips(int c, @Nullable String chars) {
    return chars == null ? Unicode.isSpace(c) : chars.indexOf(c) >= 0;
  }

  private static String remove(String text, String name, Arguments arguments) {
    boolean prefix = name.equals("removeprefix");
    Bound given = arguments.bind(prefix ? "prefix" : "suffix");
    String part = textOf(given, prefix ? "prefix" : "suffix");
    if (prefix) {
      return text.startsWith(part) ? text.substring(part.length()) : text;
    }
    return text.endsWith(part) ? text.substring(0, text.length() - part.length()) : text;
  }

  private static String replace(String text, Arguments arguments, Rendering rendering) {
    Bound given = arguments.bind("old", "new", "count?");
    return replace(
        text, textOf(given, "old"), textOf(given, "new"), given.integer("count", -1), rendering);
  }

  /// The text with each occurrence replaced, or with the first so many.
  static String replace(
      String text, String old, String replacement, int count, Rendering rendering) {
    StringBuilder out = new StringBuilder();
    int at = 0;
    int left = count < 0 ? Integer.MAX_VALUE : count;
    int found = left == 0 ? -1 : text.indexOf(old);
    while (found >= 0 && left-- > 0) {
      out.append(text, at, found).append(replacement);
      Sizes.text(rendering, out.length());
      at = found + old.length();
      if (!old.isEmpty()) {
        found = text.indexOf(old, at);
      } else if (found < text.length()) {
        found = text.offsetByCodePoints(found, 1);
      } else {
        break;
      }
    }
    return out.append(text, at, text.length()).toString();
  }

  /// There are no bytes here: what an encoding would make of text is the text, if it can.
  private static String encode(String text, Bound given) {
    String encoding = given.text("encoding", "utf-8");
    String errors = given.text("errors", "strict");
    Charset charset;
    try {
      charset = Charset.forName(encoding);
    } catch (IllegalArgumentException e) {
      throw PythonException.of(PythonException.Kind.VALUE, "unknown encoding: " + encoding);
    }
    if (charset.newEncoder().canEncode(text)) {
      return text;
    }
    if (errors.equals("strict")) {
      throw PythonException.value("'" + encoding + "' codec can't encode the text");
    }
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .mapToObj(Character::toString)
        .map(c -> charset.newEncoder().canEncode(c) ? c : errors.equals("replace") ? "?" : "")
        .forEach(out::append);
    return out.toString();
  }

  /// The lines of a text, as `str.splitlines` finds them.
  static List<String> lines(String text, boolean keepEnds) {
    List<String> lines = new ArrayList<>();
    int start = 0;
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (!Unicode.isLineEnd(c)) {
        at++;
        continue;
      }
      int next = c == '\r' && text.startsWith("\n", at + 1) ? at + 2 : at + 1;
      lines.add(text.substring(start, keepEnds ? next : at));
      start = next;
      at = next;
    }
    if (start < text.length()) {
      lines.add(text.substring(start));
    }
    return lines;
  }
}
