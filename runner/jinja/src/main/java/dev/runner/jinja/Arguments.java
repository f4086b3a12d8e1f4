package dev.runner.jinja;

import dev.runner.values.PythonException;
import dev.runner.values.Undefined;
import dev.runner.values.Unknown;
import dev.runner.values.UnknownException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The arguments of a call: some by position, some by name.
///
/// @param positional in order
/// @param named in the order in which they were written
public record Arguments(List<Object> positional, Map<String, Object> named) {

  /// No arguments.
  public static final Arguments NONE = new Arguments(List.of(), Map.of());

  /// Arguments by position.
  public static Arguments of(Object... positional) {
    return positional.length == 0 ? NONE : new Arguments(Arrays.asList(positional), Map.of());
  }

  /// Whether there are none.
  public boolean isEmpty() {
    return positional.isEmpty() && named.isEmpty();
  }

  /// The arguments after the first `count` by position; `map`, `select` and their like pass those
  /// on.
  public Arguments after(int count) {
    return new Arguments(positional.subList(count, positional.size()), named);
  }

  /// Gives each argument to its parameter, as Python does.
  ///
  /// @param parameters their names in order. One that ends in `?` may be missing. After `*` only
  ///   names count, `*args` as such takes further positions, and a last `**` takes further names.
  /// @throws PythonException a `TypeError` that names the missing or unexpected argument
  public Bound bind(String... parameters) {
    Object[] values = new Object[parameters.length];
    int at = 0;
    int open = 0;
    boolean rest = false;
    boolean others = false;
    while (open < parameters.length && parameters[open].charAt(0) != '*') {
      open++;
    }
    for (int i = open; i < parameters.length; i++) {
      rest |=
          parameters[i].length() > 1
              && parameters[i].charAt(1) != '*'
              && parameters[i].charAt(0) == '*';
      others |= parameters[i].startsWith("**");
    }
    for (; at < positional.size() && at < open; at++) {
      values[at] = positional.get(at);
    }
    if (at < positional.size() && !rest) {
      throw PythonException.type(
          "takes at most "
              + open
              + " argument"
              + (open == 1 ? "" : "s")
              + " but "
              + positional.size()
              + (positional.size() == 1 ? " was given" : " were given"));
    }
    for (Map.Entry<String, Object> entry : named.entrySet()) {
      int index = Bound.find(parameters, entry.getKey());
      if (index >= 0) {
        if (values[index] != null) {
          throw PythonException.type("got multiple values for argument '" + entry.getKey() + "'");
        }
        values[index] = entry.getValue();
      } else if (!others) {
        throw PythonException.type("got an unexpected keyword argument '" + entry.getKey() + "'");
      }
    }
    for (int i = 0; i < parameters.length; i++) {
      if (values[i] == null && !parameters[i].endsWith("?") && parameters[i].charAt(0) != '*') {
        throw PythonException.type("missing required argument: '" + parameters[i] + "'");
      }
    }
    return new Bound(parameters, values, this, at);
  }

  /// The named argument, or null.
  public @Nullable Object named(String name) {
    return named.get(name);
  }

  /// The positional arguments after those that were bound.
  List<Object> from(int index) {
    return Collections.unmodifiableList(positional.subList(index, positional.size()));
  }

  /// The first argument that is undefined, if using it would be an error: at Ansible's levels that
  /// is the result of the call.
  ///
  /// @throws dev.runner.values.UnknownException if one is unknown
  @Nullable Object firstMissing(Rendering rendering) {
    for (int i = 0; i < positional.size(); i++) {
      if (isMissing(positional.get(i))) {
        return rendering.strictly((Undefined) positional.get(i));
      }
    }
    if (!named.isEmpty()) {
      for (Object value : named.values()) {
        if (isMissing(value)) {
          return rendering.strictly((Undefined) value);
        }
      }
    }
    return null;
  }

  private static boolean isMissing(Object value) {
    if (value instanceof Unknown unknown) {
      throw new UnknownException(unknown);
    }
    return value instanceof Undefined undefined && !undefined.isLenient();
  }
}
