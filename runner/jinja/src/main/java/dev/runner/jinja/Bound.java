package dev.runner.jinja;

import dev.runner.values.None;
import dev.runner.values.Python;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Arguments that found their parameters.
public final class Bound {
  private final String[] parameters;
  private final @Nullable Object[] values;
  private final Arguments arguments;
  private final int taken;

  Bound(String[] parameters, @Nullable Object[] values, Arguments arguments, int taken) {
    this.parameters = parameters;
    this.values = values;
    this.arguments = arguments;
    this.taken = taken;
  }

  static int find(String[] parameters, String name) {
    for (int i = 0; i < parameters.length; i++) {
      String parameter = parameters[i];
      if (parameter.startsWith(name)
          && (parameter.length() == name.length()
              || (parameter.length() == name.length() + 1 && parameter.endsWith("?")))) {
        return i;
      }
    }
    return -1;
  }

  private @Nullable Object find(String name) {
    int index = find(parameters, name);
    if (index < 0) {
      throw new IllegalArgumentException("no parameter " + name);
    }
    return values[index];
  }

  /// Whether the argument was given.
  public boolean has(String name) {
    return find(name) != null;
  }

  /// The value of an argument that is required.
  public Object value(String name) {
    Object value = find(name);
    if (value == null) {
      throw new IllegalArgumentException(name + " is optional: it needs a default");
    }
    return value;
  }

  /// The value of an argument, or the default.
  public Object value(String name, Object byDefault) {
    Object value = find(name);
    return value == null ? byDefault : value;
  }

  /// The value of an argument, null if it is missing or Python's None.
  public @Nullable Object optional(String name) {
    Object value = find(name);
    return value == None.NONE ? null : value;
  }

  /// The characters of an argument that is text, or of what `str` makes of it.
  public String text(String name) {
    return Python.string(value(name));
  }

  /// The characters of an argument, or the default.
  public String text(String name, String byDefault) {
    Object value = find(name);
    return value == null ? byDefault : Python.string(value);
  }

  /// The characters of an argument, null if it is missing or None.
  public @Nullable String optionalText(String name) {
    Object value = optional(name);
    return value == null ? null : Python.string(value);
  }

  /// A whole number.
  ///
  /// @throws dev.runner.values.PythonException if it is none, or too big
  public int integer(String name) {
    return Python.index(value(name));
  }

  /// A whole number, or the default.
  public int integer(String name, int byDefault) {
    Object value = find(name);
    return value == null ? byDefault : Python.index(value);
  }

  /// The truth of an argument, or the default.
  public boolean flag(String name, boolean byDefault) {
    Object value = find(name);
    return value == null ? byDefault : Python.truth(value);
  }

  /// What the parameter `*args` takes.
  public List<Object> rest() {
    return arguments.from(taken);
  }

  /// What the parameter `**` takes.
  public Map<String, Object> others() {
    Map<String, Object> others = new LinkedHashMap<>();
    arguments
        .named()
        .forEach(
            (name, value) -> {
              if (find(parameters, name) < 0) {
                others.put(name, value);
              }
            });
    return others;
  }
}
