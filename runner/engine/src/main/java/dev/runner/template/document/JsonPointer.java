package dev.runner.template.document;

import dev.runner.values.Dicts;
import dev.runner.values.Python;
import dev.runner.values.PythonException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A place in a document (RFC 6901): `/a/0/b`.
///
/// @param text as it is written
/// @param steps the keys and indices, unescaped
record JsonPointer(String text, List<String> steps) {
  /// The place behind the last item of a list.
  static final String END = "-";

  static JsonPointer of(String text) {
    if (text.isEmpty()) {
      return new JsonPointer(text, List.of());
    }
    if (!text.startsWith("/")) {
      throw wrong("Location must start with /");
    }
    if (text.matches("(?s).*~([^01].*|)")) {
      throw wrong("'%s' has a ~ that is neither ~0 nor ~1".formatted(text));
    }
    return new JsonPointer(
        text, Stream.of(text.substring(1).split("/", -1)).map(JsonPointer::unescaped).toList());
  }

  private static String unescaped(String step) {
    return step.replace("~1", "/").replace("~0", "~");
  }

  /// The place below this one.
  JsonPointer below(Object key) {
    String step = Python.string(key).replace("~", "~0").replace("/", "~1");
    return of(text + "/" + step);
  }

  boolean isRoot() {
    return steps.isEmpty();
  }

  String last() {
    return steps.getLast();
  }

  boolean isWithin(JsonPointer other) {
    return steps.size() > other.steps.size()
        && steps.subList(0, other.steps.size()).equals(other.steps);
  }

  /// What the document holds here.
  Object in(Object document) {
    Object at = document;
    for (String step : steps) {
      at = below(at, step);
    }
    return at;
  }

  /// The list or mapping that the last step is taken in.
  Object parent(Object document) {
    return new JsonPointer(text, steps.subList(0, steps.size() - 1)).in(document);
  }

  private static Object below(Object holder, String step) {
    if (holder instanceof Map<?, ?> map) {
      Object found = Dicts.get(map, step);
      if (found == null) {
        throw wrong("member '%s' not found in %s".formatted(step, Python.repr(map)));
      }
      return found;
    }
    if (holder instanceof List<?> list) {
      int index = index(step);
      if (index >= list.size()) {
        throw wrong("index '%s' is out of bounds".formatted(step));
      }
      return list.get(index);
    }
    throw wrong("'%s' can't be looked up in %s".formatted(step, Python.typeName(holder)));
  }

  /// A step as the index of a list.
  static int index(String step) {
    if (step.equals(END)) {
      throw wrong("'-' stands for the end of a list, where nothing is");
    }
    if (!step.matches("0|[1-9][0-9]{0,8}")) {
      throw wrong("'%s' is not a valid sequence index".formatted(step));
    }
    return Integer.parseInt(step);
  }

  static PythonException wrong(String sentence) {
    return PythonException.value(sentence);
  }
}
