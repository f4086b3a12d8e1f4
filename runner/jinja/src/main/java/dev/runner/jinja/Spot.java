package dev.runner.jinja;

import dev.runner.values.PythonException;
import dev.runner.values.Undefined;

/// The piece of a template that a node was parsed from.
///
/// @param source the whole template
/// @param start index of the first character
/// @param end index after the last
record Spot(SourceText source, int start, int end) {

  JinjaException.Place place() {
    return source.place(start, end);
  }

  int line() {
    return place().line();
  }

  /// The same mistake, with this place, or with the one where what failed earlier did.
  JinjaException failure(Rendering rendering, PythonException cause) {
    Undefined undefined = cause.undefined();
    if (undefined != null && undefined.failure() instanceof JinjaException earlier) {
      return earlier;
    }
    JinjaException.Kind kind =
        switch (cause.kind()) {
          case UNDEFINED -> JinjaException.Kind.UNDEFINED;
          case RECURSION, BOUND -> JinjaException.Kind.BOUND;
          default -> JinjaException.Kind.RUNTIME;
        };
    String nearest = undefined == null ? null : Nearest.to(rendering, undefined);
    return new JinjaException(
        kind, String.valueOf(cause.getMessage()), place(), undefined, nearest, cause);
  }

  /// What couldn't be had here: from Ansible 2.19 on that is an error only for who uses it.
  ///
  /// @throws JinjaException if it is one anyway
  Object failed(Rendering rendering, PythonException cause) {
    return failed(rendering, failure(rendering, cause));
  }

  /// The same for what a macro came upon.
  static Object failed(Rendering rendering, JinjaException failure) {
    if (failure.kind() != JinjaException.Kind.RUNTIME
        || rendering.language() != Language.ANSIBLE_2_19) {
      throw failure;
    }
    return Undefined.failed(failure.sentence(), failure);
  }

  /// A mistake found here while evaluating.
  JinjaException failure(JinjaException.Kind kind, String sentence) {
    return new JinjaException(kind, sentence, place());
  }
}
