package dev.runner.jinja;

import dev.runner.values.Dicts;
import dev.runner.values.Marks;
import dev.runner.values.Numbers;
import dev.runner.values.Python;
import dev.runner.values.PythonException;
import dev.runner.values.Range;
import dev.runner.values.Text;
import dev.runner.values.Tuple;
import dev.runner.values.Undefined;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Jinja2's global functions.
final class Globals implements Callable, Python.Named {
  static final String[] NAMES = {"cycler", "dict", "joiner", "lipsum", "namespace", "range"};

  private final String name;

  Globals(String name) {
    this.name = name;
  }

  @Override
  public Object call(Arguments arguments, Rendering rendering) {
    return switch (name) {
      case "cycler" -> new Cycler(new ArrayList<>(arguments.bind("*items").rest()));
      case "dict" -> {
        Map<Object, Object> dict = dict("dict", arguments);
        if (!arguments.positional().isEmpty()
            && arguments.positional().getFirst() instanceof Map<?, ?> first) {
          rendering.refuseUndefined(first.values());
        }
        yield dict;
      }
      case "joiner" -> new Joiner(arguments.bind("sep?").value("sep", Marking.said(", ")));
      case "lipsum" -> lipsum(arguments.bind("n?", "html?", "min?", "max?"), rendering);
      case "namespace" -> namespace(arguments);
      default -> range(arguments, rendering);
    };
  }

  private static Object lipsum(Bound given, Rendering rendering) {
    int paragraphs = given.integer("n", 5);
    int most = given.integer("max", 100);
    // A word takes 16 characters at most.
    Sizes.text(rendering, (long) Math.max(paragraphs, 0) * Math.max(most, 0) * 16);
    String text = Lipsum.text(paragraphs, given.flag("html", true), given.integer("min", 20), most);
    return given.flag("html", true) ? Text.markup(text, Marks.TRUSTED) : Marking.said(text);
  }

  private static Object namespace(Arguments arguments) {
    Namespace namespace = new Namespace();
    for (Map.Entry<Object, Object> entry : dict("namespace", arguments).entrySet()) {
      namespace.set(Python.string(entry.getKey()), entry.getValue());
    }
    return namespace;
  }

  /// What Python's `dict(…)` makes of a mapping or a list of pairs, and names.
  static Map<Object, Object> dict(String function, Arguments arguments) {
    List<Object> given = arguments.positional();
    if (given.size() > 1) {
      throw PythonException.type(function + " expected at most 1 argument, got " + given.size());
    }
    Map<Object, Object> dict = new LinkedHashMap<>();
    if (!given.isEmpty()) {
      putAll(dict, given.getFirst());
    }
    dict.putAll(arguments.named());
    return dict;
  }

  /// Puts the entries of a mapping, or of a list of pairs, as Python's `dict.update` does.
  static void putAll(Map<Object, Object> dict, Object source) {
    if (source instanceof Map<?, ?> map) {
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        Dicts.put(dict, entry.getKey(), entry.getValue());
      }
      return;
    }
    if (source instanceof Undefined undefined) {
      throw PythonException.undefined(undefined);
    }
    int at = 0;
    for (Object pair : Python.list(source)) {
      if (!Python.isIterable(pair)) {
        throw PythonException.type(
            "cannot convert dictionary update sequence element #" + at + " to a sequence");
      }
      List<Object> two = Python.list(pair);
      if (two.size() != 2) {
        throw PythonException.value(
            "dictionary update sequence element #"
                + at
                + " has length "
                + two.size()
                + "; 2 is required");
      }
      Dicts.put(dict, two.getFirst(), two.getLast());
      at++;
    }
  }

  /// The entries of a dict as tuples.
  static List<Object> pairs(Map<?, ?> map) {
    List<Object> pairs = new ArrayList<>(map.size());
    map.forEach((key, value) -> pairs.add(Tuple.of(key, value)));
    return pairs;
  }

  private static Object range(Arguments arguments, Rendering rendering) {
    List<Object> given = arguments.positional();
    if (given.isEmpty() || given.size() > 3 || !arguments.named().isEmpty()) {
      throw PythonException.type(
          arguments.named().isEmpty()
              ? "range expected "
                  + (given.isEmpty()
                      ? "at least 1 argument, got 0"
                      : "at most 3 arguments, got " + given.size())
              : "range() takes no keyword arguments");
    }
    long first = Numbers.toLong(given.getFirst());
    Range range =
        given.size() == 1
            ? Range.of(0, first, 1)
            : Range.of(
                first,
                Numbers.toLong(given.get(1)),
                given.size() == 2 ? 1 : Numbers.toLong(given.get(2)));
    Sizes.range(rendering, range.size());
    return range;
  }

  @Override
  public String typeName() {
    return "function";
  }

  @Override
  public String toString() {
    return "<function " + name + ">";
  }
}
