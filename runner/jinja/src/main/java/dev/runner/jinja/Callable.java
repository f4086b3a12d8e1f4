package dev.runner.jinja;

/// A value that can be called: a global function, a method bound to its object, a macro. Only what
/// implements this can be called from a template.
@FunctionalInterface
public interface Callable {

  /// The result of the call.
  ///
  /// @throws dev.runner.values.PythonException if it can't be done; the evaluator adds the place
  Object call(Arguments arguments, Rendering rendering);

  /// Whether it wants to see undefined arguments; otherwise the first of them is the result at
  /// Ansible's language levels.
  default boolean acceptsUndefined() {
    return false;
  }
}
