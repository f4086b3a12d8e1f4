package dev.runner.jinja;

/// What Jinja2 calls a test: `value is name(arguments)`.
@FunctionalInterface
public interface Check {

  /// Whether it holds.
  ///
  /// @throws dev.runner.values.PythonException if it can't be said; the evaluator adds the place
  boolean test(Object value, Arguments arguments, Rendering rendering);

  /// Whether it wants to see undefined values; otherwise they are an error.
  default boolean acceptsUndefined() {
    return false;
  }

  /// Whether it wants to see values that are there, but can't be read.
  default boolean acceptsLocked() {
    return false;
  }

  /// The same check, shown undefined values too.
  static Check acceptingUndefined(Check check) {
    return new Check() {
      @Override
      public boolean test(Object value, Arguments arguments, Rendering rendering) {
        return check.test(value, arguments, rendering);
      }

      @Override
      public boolean acceptsUndefined() {
        return true;
      }
    };
  }
}
