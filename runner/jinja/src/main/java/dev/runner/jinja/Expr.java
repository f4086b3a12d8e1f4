package dev.runner.jinja;

/// An expression as it was parsed. It may be evaluated by many threads at once.
interface Expr {

  /// Its value, which may be undefined or unknown.
  ///
  /// @throws JinjaException if the evaluation fails
  Object evaluate(Rendering rendering);

  /// Its truth.
  default boolean truth(Rendering rendering, Spot at) {
    Object value = evaluate(rendering);
    return value instanceof Boolean bool ? bool : Values.truth(value, rendering, at);
  }
}
