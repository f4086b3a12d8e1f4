package dev.runner.template.call;

import dev.runner.jinja.Arguments;
import dev.runner.jinja.Bound;
import dev.runner.jinja.Rendering;
import dev.runner.template.ports.Ports;
import dev.runner.values.Python;
import dev.runner.values.Text;
import java.util.List;

/// One use of a filter, test or lookup.
///
/// @param name the short one
/// @param value what goes in
/// @param ports what it may reach
public record Call(
    String name, Object value, Arguments arguments, Rendering rendering, Ports ports) {

  /// The characters of what goes in.
  public String text() {
    return Python.string(value);
  }

  /// The type of a value as Python prints it: `<class 'int'>`.
  public static String classOf(Object value) {
    return "<class '%s'>".formatted(Python.typeName(value));
  }

  /// Whether a value is a list or a text.
  public static boolean isSequence(Object value) {
    return value instanceof List<?> || Text.isText(value);
  }

  /// Refuses all arguments.
  public void bind0() {
    arguments.bind();
  }

  /// The arguments by these parameters.
  public Bound bind(String... parameters) {
    return arguments.bind(parameters);
  }

  /// That a class lists this name and doesn't know it: a mistake of ours.
  public IllegalStateException unknown() {
    return new IllegalStateException("no filter or test " + name);
  }
}
