package dev.runner.template;

import dev.runner.jinja.Arguments;
import dev.runner.jinja.Bound;
import dev.runner.jinja.Rendering;
import dev.runner.values.Python;

/// One use of a filter, test or lookup.
///
/// @param name the short one
/// @param value what goes in
/// @param ports what it may reach
record Call(String name, Object value, Arguments arguments, Rendering rendering, Ports ports) {

  /// The characters of what goes in.
  String text() {
    return Python.string(value);
  }

  /// Refuses all arguments.
  void bind0() {
    arguments.bind();
  }

  Bound bind(String... parameters) {
    return arguments.bind(parameters);
  }
}
