package dev.runner.jinja;

import dev.runner.values.None;
import dev.runner.values.Python;
import dev.runner.values.PythonException;
import dev.runner.values.Undefined;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Jinja2's filters that apply others to each item, and the one that replaces what isn't there.
final class ChoiceFilters implements Filter {
  static final String[] NAMES = {
    "d", "default", "map", "reject", "rejectattr", "select", "selectattr"
  };

  private final String name;

  ChoiceFilters(String name) {
    this.name = name;
  }

  @Override
  public boolean acceptsUndefined() {
    return name.equals("d") || name.equals("default");
  }

  @Override
  public Object apply(Object value, Arguments arguments, Rendering rendering) {
    return switch (name) {
      case "d", "default" -> withDefault(value, arguments.bind("default_value?", "boolean?"));
      case "map" -> map(value, arguments, rendering);
      case "reject", "select" -> select(value, Keys.of(null, null, false), arguments, rendering);
      default -> {
        if (arguments.positional().isEmpty()) {
          throw PythonException.runtime("Missing parameter for attribute name");
        }
        Keys keys = Keys.of(arguments.positional().getFirst(), null, false);
        yield select(value, keys, arguments.after(1), rendering);
      }
    };
  }

  private static Object withDefault(Object value, Bound given) {
    boolean missing =
        value instanceof Undefined || (given.flag("boolean", false) && !Python.truth(value));
    return Marking.own(missing ? given.value("default_value", Marking.said("")) : value);
  }

  private static Object map(Object value, Arguments arguments, Rendering rendering) {
    List<Object> mapped = new ArrayList<>();
    if (!Python.truth(value)) {
      return mapped;
    }
    if (arguments.positional().isEmpty() && arguments.named("attribute") != null) {
      Keys keys = attribute(arguments);
      for (Object item : Python.list(value)) {
        mapped.add(keys.of(item, rendering));
      }
      return mapped;
    }
    if (arguments.positional().isEmpty()) {
      throw PythonException.runtime("map requires a filter argument");
    }
    String filter = Python.string(arguments.positional().getFirst());
    Arguments rest = arguments.after(1);
    for (Object item : Python.list(value)) {
      mapped.add(rendering.filter(filter, item, rest));
    }
    return mapped;
  }

  private static Keys attribute(Arguments arguments) {
    Map<String, Object> named = new LinkedHashMap<>(arguments.named());
    Object attribute = named.remove("attribute");
    Object byDefault = named.remove("default");
    if (!named.isEmpty()) {
      throw PythonException.runtime(
          "Unexpected keyword argument " + Python.repr(named.keySet().iterator().next()));
    }
    return Keys.of(attribute, byDefault == None.NONE ? null : byDefault, false);
  }

  /// The items that pass a test, or those that don't.
  private Object select(Object value, Keys keys, Arguments arguments, Rendering rendering) {
    boolean wanted = name.startsWith("select");
    List<Object> selected = new ArrayList<>();
    if (!Python.truth(value)) {
      return selected;
    }
    boolean named = !arguments.positional().isEmpty();
    String test = named ? Python.string(arguments.positional().getFirst()) : "";
    Arguments rest = named ? arguments.after(1) : arguments;
    for (Object item : Python.list(value)) {
      Object part = keys.of(item, rendering);
      boolean passes = named ? rendering.test(test, part, rest) : Python.truth(part);
      if (passes == wanted) {
        selected.add(item);
      }
    }
    return selected;
  }
}
