package dev.runner.jinja;

import dev.runner.values.Html;
import dev.runner.values.Marks;
import dev.runner.values.Python;
import dev.runner.values.PythonException;
import dev.runner.values.Sequences;
import dev.runner.values.Text;
import dev.runner.values.Texts;
import dev.runner.values.Tuple;
import dev.runner.values.Undefined;
import dev.runner.values.Unknown;
import dev.runner.values.UnknownException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/// Jinja2's filters on sequences as wholes.
final class SequenceFilters implements Filter {
  static final String[] NAMES = {
    "batch", "count", "first", "items", "join", "last", "length", "list", "random", "reverse",
    "slice"
  };

  private final String name;

  SequenceFilters(String name) {
    this.name = name;
  }

  /// There are no items in what isn't there.
  @Override
  public boolean acceptsUndefined() {
    return name.equals("items");
  }

  @Override
  public Object apply(Object value, Arguments arguments, Rendering rendering) {
    return switch (name) {
      case "batch" -> batch(value, arguments.bind("linecount", "fill_with?"), rendering);
      case "join" -> join(value, arguments.bind("d?", "attribute?"), rendering);
      case "slice" -> slice(value, arguments.bind("slices", "fill_with?"), rendering);
      default -> {
        arguments.bind();
        yield apply(value, rendering);
      }
    };
  }

  private Object apply(Object value, Rendering rendering) {
    return switch (name) {
      case "first", "last", "random" -> pick(value, rendering);
      case "items" -> items(value, rendering);
      case "list" -> list(value, rendering);
      case "reverse" -> reverse(value);
      default -> (long) Python.length(value);
    };
  }

  private Object pick(Object value, Rendering rendering) {
    List<Object> items = Python.list(value);
    if (items.isEmpty()) {
      return rendering.undefined(name, "No " + name + " item, sequence was empty.");
    }
    int at =
        switch (name) {
          case "first" -> 0;
          case "last" -> items.size() - 1;
          default -> ThreadLocalRandom.current().nextInt(items.size());
        };
    return Marking.own(items.get(at));
  }

  private static List<Object> list(Object value, Rendering rendering) {
    List<Object> list = new ArrayList<>(Python.list(value));
    if (!(value instanceof Tuple)) { // the items of a tuple aren't looked at
      rendering.refuseUndefined(list);
    }
    return list;
  }

  private static Object items(Object value, Rendering rendering) {
    if (value instanceof Map<?, ?> map) {
      rendering.refuseUndefined(map.values());
      return Globals.pairs(map);
    }
    if (value instanceof Undefined undefined) {
      return rendering.language() == Language.ANSIBLE_2_19
          ? rendering.strictly(undefined)
          : new ArrayList<>();
    }
    if (value instanceof Unknown unknown) {
      throw new UnknownException(unknown);
    }
    throw PythonException.type("Can only get item pairs from a mapping.");
  }

  private static Object reverse(Object value) {
    if (Text.isText(value)) {
      return Sequences.slice(value, null, null, -1L);
    }
    if (!Python.isIterable(value)) {
      Python.truth(value);
      throw PythonException.runtime("argument must be iterable");
    }
    return new ArrayList<>(Python.list(value).reversed());
  }

  private static Object batch(Object value, Bound given, Rendering rendering) {
    int size = given.integer("linecount");
    Object fill = given.optional("fill_with");
    List<Object> batches = new ArrayList<>();
    List<Object> batch = new ArrayList<>();
    for (Object item : Python.list(value)) {
      if (batch.size() == size) {
        batches.add(batch);
        batch = new ArrayList<>();
      }
      batch.add(item);
    }
    if (!batch.isEmpty()) {
      if (fill != null) {
        Sizes.range(rendering, size);
        while (batch.size() < size) {
          batch.add(fill);
        }
      }
      batches.add(batch);
    }
    return batches;
  }

  private static Object slice(Object value, Bound given, Rendering rendering) {
    List<Object> items = Python.list(value);
    int count = given.integer("slices");
    Object fill = given.optional("fill_with");
    if (count == 0) {
      throw PythonException.of(
          PythonException.Kind.ZERO_DIVISION, "integer division or modulo by zero");
    }
    Sizes.range(rendering, count);
    int each = Math.floorDiv(items.size(), count);
    int longer = Math.floorMod(items.size(), count);
    List<Object> slices = new ArrayList<>(Math.max(count, 0));
    int at = 0;
    for (int i = 0; i < count; i++) {
      int end = at + each + (i < longer ? 1 : 0);
      List<Object> slice = new ArrayList<>(items.subList(at, end));
      if (fill != null && i >= longer) {
        slice.add(fill);
      }
      slices.add(slice);
      at = end;
    }
    return slices;
  }

  /// The texts of all items, one after the other. Only they and the separator take part, not what
  /// else the items may hold.
  private static Object join(Object value, Bound given, Rendering rendering) {
    Keys keys = Keys.of(given.optional("attribute"), null, false);
    Object separator = given.value("d", Marking.said(""));
    List<Object> parts = new ArrayList<>();
    for (Object item : Python.list(value)) {
      parts.add(keys.of(item, rendering));
    }
    boolean markup = rendering.autoescape() && hasMarkup(parts, separator);
    String between = markup ? Html.escape(separator) : Python.string(separator);
    Marks marks = parts.size() < 2 ? Marks.TRUSTED : Texts.within(separator);
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < parts.size(); i++) {
      Object part = parts.get(i);
      out.append(i == 0 ? "" : between);
      out.append(markup ? Html.escape(part) : Python.string(part));
      marks = Texts.within(part, marks);
      Sizes.text(rendering, out.length());
    }
    return markup ? Text.markup(out.toString(), marks) : Text.of(out.toString(), marks);
  }

  private static boolean hasMarkup(List<Object> parts, Object separator) {
    for (Object part : parts) {
      if (Texts.isMarkup(part)) {
        return true;
      }
    }
    return Texts.isMarkup(separator);
  }
}
