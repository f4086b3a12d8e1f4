package dev.runner.inventory;

import dev.runner.source.Diagnostic;
import dev.runner.source.DiagnosticException;
import dev.runner.source.Sources;
import dev.runner.source.Yaml;
import dev.runner.values.Python;
import dev.runner.values.Text;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// What inventories compute by expressions.
///
/// @param strict whether an expression that has no value is a mistake; otherwise what it is for is
///   left out
record Computed(Sources sources, Expressions expressions, boolean strict) {
  /// The value of an expression; where that is no reason to stop, nothing if it has none.
  ///
  /// @param what can't be done without it
  Optional<Object> value(Yaml expression, Map<String, Object> vars, String what) {
    Object written = sources.value(expression);
    return tried(
        expression,
        what,
        () -> {
          if (Text.isText(written)) {
            return expressions.evaluate(Python.string(written), vars);
          }
          throw new Expressions.Mistake(
              "an expression is text, not " + Python.typeName(written) + ": write it in quotes");
        });
  }

  /// What an evaluation gives; where that is no reason to stop, nothing if it fails.
  ///
  /// @param written what is evaluated
  /// @param what can't be done without it
  <T> Optional<T> tried(Yaml written, String what, Supplier<T> evaluation) {
    try {
      return Optional.of(evaluation.get());
    } catch (Expressions.Mistake e) {
      if (strict) {
        throw new DiagnosticException(
            Diagnostic.error(written.origin(), what + ": " + e.getMessage()));
      }
      return Optional.empty();
    }
  }
}
