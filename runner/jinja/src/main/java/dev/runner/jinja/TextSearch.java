package dev.runner.jinja;

import dev.runner.values.Python;
import dev.runner.values.PythonException;
import dev.runner.values.Sequences;
import dev.runner.values.Text;
import dev.runner.values.Texts;
import dev.runner.values.Tuple;

/// Finding text in text: `find`, `index`, `count`, `startswith` and their like of Python's `str`.
final class TextSearch {
  private TextSearch() {}

  static Object call(String text, String name, Arguments arguments) {
    boolean affix = name.endsWith("with");
    Bound given = arguments.bind(affix ? "prefix" : "sub", "start?", "end?");
    Object start = given.optional("start");
    Object end = given.optional("end");
    int length = Python.length(text);
    int from = Sequences.bound(start, 0, length);
    if (affix) {
      checkAffix(given.value("prefix"), name);
    }
    String part = Texts.value(Sequences.slice(text, start, end, null));
    // Behind the end not even nothing is found.
    boolean outside = from > length || from > Sequences.bound(end, length, length);
    if (affix) {
      return !outside && hasAffix(part, given.value("prefix"), name);
    }
    String sub = TextMethods.textOf(given, "sub");
    if (name.equals("count")) {
      return outside ? 0L : (long) count(part, sub);
    }
    int found = outside ? -1 : name.startsWith("r") ? part.lastIndexOf(sub) : part.indexOf(sub);
    if (found < 0) {
      if (name.endsWith("index")) {
        throw PythonException.value("substring not found");
      }
      return -1L;
    }
    return (long) from + part.codePointCount(0, found);
  }

  private static int count(String text, String sub) {
    if (sub.isEmpty()) {
      return Python.length(text) + 1;
    }
    int count = 0;
    for (int at = text.indexOf(sub); at >= 0; at = text.indexOf(sub, at + sub.length())) {
      count++;
    }
    return count;
  }

  private static void checkAffix(Object affix, String name) {
    if (!Text.isText(affix) && !(affix instanceof Tuple)) {
      Python.truth(affix);
      throw PythonException.type(
          name + " first arg must be str or a tuple of str, not " + Python.typeName(affix));
    }
  }

  private static boolean hasAffix(String text, Object affix, String name) {
    if (affix instanceof Tuple tuple) {
      for (Object one : tuple) {
        checkAffix(one, name);
        if (hasAffix(text, one, name)) {
          return true;
        }
      }
      return false;
    }
    String part = Texts.value(affix);
    return name.equals("startswith") ? text.startsWith(part) : text.endsWith(part);
  }
}
