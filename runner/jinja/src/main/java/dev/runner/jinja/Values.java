package dev.runner.jinja;

import dev.runner.values.Python;
import dev.runner.values.PythonException;

/// Python's rules on values, with the place where they refuse.
final class Values {
  private Values() {}

  static boolean truth(Object value, Rendering rendering, Spot at) {
    try {
      return Python.truth(value);
    } catch (PythonException e) {
      throw at.failure(rendering, e);
    }
  }
}
