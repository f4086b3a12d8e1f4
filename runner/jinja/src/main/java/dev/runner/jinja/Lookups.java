package dev.runner.jinja;

import dev.runner.values.Python;
import dev.runner.values.PythonException;
import dev.runner.values.Sequences;
import dev.runner.values.Undefined;
import org.jspecify.annotations.Nullable;

/// Names, attributes, items.
final class Lookups {
  private Lookups() {}

  record Name(String name) implements Expr {
    @Override
    public Object evaluate(Rendering rendering) {
      return rendering.name(name);
    }
  }

  record Attribute(Expr value, String name, Spot at) implements Expr {
    @Override
    public Object evaluate(Rendering rendering) {
      Object of = value.evaluate(rendering);
      try {
        return Access.attribute(rendering, of, name);
      } catch (PythonException e) {
        throw at.failure(rendering, e);
      }
    }
  }

  record Item(Expr value, Expr key, Spot at) implements Expr {
    @Override
    public Object evaluate(Rendering rendering) {
      Object of = value.evaluate(rendering);
      Object index = key.evaluate(rendering);
      try {
        return Access.item(rendering, of, index);
      } catch (PythonException e) {
        throw at.failure(rendering, e);
      }
    }
  }

  record Slice(Expr value, @Nullable Expr start, @Nullable Expr stop, @Nullable Expr step, Spot at)
      implements Expr {
    @Override
    public Object evaluate(Rendering rendering) {
      Object of = value.evaluate(rendering);
      Object from = bound(start, rendering);
      Object to = bound(stop, rendering);
      Object by = bound(step, rendering);
      if (of instanceof Undefined undefined && undefined.use() == Undefined.Use.CHAINED) {
        return undefined;
      }
      try {
        return Sequences.slice(of, from, to, by);
      } catch (PythonException e) {
        throw at.failure(rendering, e);
      }
    }

    private static @Nullable Object bound(@Nullable Expr bound, Rendering rendering) {
      return bound == null ? null : bound.evaluate(rendering);
    }
  }

  /// A slice among several subscripts, which none of Python's own values has.
  record SliceAmongOthers(Expr value, Spot at) implements Expr {
    @Override
    public Object evaluate(Rendering rendering) {
      String type = Python.typeName(value.evaluate(rendering));
      throw at.failure(
          rendering, PythonException.type(type + " indices must be integers or slices, not tuple"));
    }
  }
}
