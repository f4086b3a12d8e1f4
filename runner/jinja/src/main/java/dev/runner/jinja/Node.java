package dev.runner.jinja;

/// A statement, or a piece of text, as it was parsed.
interface Node {

  /// Executes it: prints, sets names.
  ///
  /// @throws JinjaException if the evaluation fails
  Flow execute(Rendering rendering);

  /// How the template goes on after a statement.
  enum Flow {
    NEXT,
    BREAK,
    CONTINUE
  }
}
