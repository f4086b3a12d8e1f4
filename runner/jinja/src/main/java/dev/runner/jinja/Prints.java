package dev.runner.jinja;

import dev.runner.values.Text;

/// What prints.
final class Prints {
  private Prints() {}

  /// Text of the template itself.
  record Piece(Text text, Spot at) implements Node {
    @Override
    public Flow execute(Rendering rendering) {
      rendering.out().literal(text, at);
      return Flow.NEXT;
    }
  }

  /// The value of an expression.
  record Value(Expr expr, Spot at) implements Node {
    @Override
    public Flow execute(Rendering rendering) {
      rendering.out().print(expr.evaluate(rendering), at);
      return Flow.NEXT;
    }
  }

  /// An expression whose value nobody wants.
  record Ignored(Expr expr) implements Node {
    @Override
    public Flow execute(Rendering rendering) {
      expr.evaluate(rendering);
      return Flow.NEXT;
    }
  }
}
