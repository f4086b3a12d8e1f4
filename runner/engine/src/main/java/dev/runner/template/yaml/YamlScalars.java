package dev.runner.template.yaml;

import dev.runner.values.None;
import dev.runner.values.Python;
import dev.runner.values.PythonException;
import dev.runner.values.TimeValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What all ways to write YAML have in common: the text of scalars, the order of keys, and how deep
/// values may be nested.
final class YamlScalars {
  private static final int DEEPEST = 200;

  private YamlScalars() {}

  /// Whether a scalar has a type of its own, and isn't text.
  static boolean isTyped(Object value) {
    return value == None.NONE || Python.isNumber(value) || value instanceof TimeValue;
  }

  /// The text of a scalar that has a type of its own.
  static String typed(Object value) {
    return switch (value) {
      case None none -> "null";
      case Boolean bool -> bool.toString();
      case Double real -> real(real);
      default -> Python.string(value);
    };
  }

  private static String real(double number) {
    if (Double.isNaN(number)) {
      return ".nan";
    }
    if (Double.isInfinite(number)) {
      return number > 0 ? ".inf" : "-.inf";
    }
    String text = Python.string(number);
    return text.contains(".") || !text.contains("e") ? text : text.replaceFirst("e", ".0e");
  }

  /// The entries in the order in which they are written.
  static List<Map.Entry<?, ?>> entries(Map<?, ?> map, YamlStyle style) {
    List<Map.Entry<?, ?>> entries = new ArrayList<>(map.entrySet());
    if (style.sort()) {
      try {
        entries.sort((a, b) -> Python.compare(a.getKey(), b.getKey()));
      } catch (PythonException mixed) {
        return new ArrayList<>(map.entrySet()); // keys without an order stay as they are
      }
    }
    return entries;
  }

  /// Whether a value may stand in so many containers.
  ///
  /// @throws PythonException if it may not
  static void checkDepth(int depth) {
    if (depth > DEEPEST) {
      throw PythonException.of(
          PythonException.Kind.RECURSION, "a value is nested too deep to be written as YAML");
    }
  }
}
