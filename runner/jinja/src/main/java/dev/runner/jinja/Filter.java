package dev.runner.jinja;

/// A filter: `value | name(arguments)`.
///
/// What it returns follows the rules of `dev.runner.values`. Text may be returned as a plain
/// `String`: the evaluator gives it the marks of all text that went in.
@FunctionalInterface
public interface Filter {

  /// The filtered value.
  ///
  /// @throws dev.runner.values.PythonException if it can't be done; the evaluator adds the place
  Object apply(Object value, Arguments arguments, Rendering rendering);

  /// Whether it wants to see undefined values. Otherwise one that goes in comes out again at
  /// Ansible's language levels, so that `missing | upper | default('x')` is `x`.
  default boolean acceptsUndefined() {
    return false;
  }

  /// Whether it wants to see values that are there, but can't be read.
  default boolean acceptsLocked() {
    return false;
  }

  /// The same filter, shown undefined values too.
  static Filter acceptingUndefined(Filter filter) {
    return new Filter() {
      @Override
      public Object apply(Object value, Arguments arguments, Rendering rendering) {
        return filter.apply(value, arguments, rendering);
      }

      @Override
      public boolean acceptsUndefined() {
        return true;
      }
    };
  }
}
