package dev.runner.jinja;

import dev.runner.values.Python;
import dev.runner.values.PythonException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What sets names.
final class Assignments {
  private Assignments() {}

  /// What a value is given to.
  interface Target {
    void assign(Rendering rendering, Object value);
  }

  record NameTarget(String name) implements Target {
    @Override
    public void assign(Rendering rendering, Object value) {
      rendering.scope().set(name, value);
    }
  }

  record TupleTarget(List<Target> targets, Spot at) implements Target {
    @Override
    public void assign(Rendering rendering, Object value) {
      List<Object> values = values(rendering, value);
      for (int i = 0; i < targets.size(); i++) {
        targets.get(i).assign(rendering, values.get(i));
      }
    }

    private List<Object> values(Rendering rendering, Object value) {
      try {
        if (!Python.isIterable(value)) {
          Python.truth(value);
          throw PythonException.type(
              "cannot unpack non-iterable " + Python.typeName(value) + " object");
        }
        List<Object> values = Python.list(value);
        if (values.size() > targets.size()) {
          throw PythonException.value(
              "too many values to unpack (expected " + targets.size() + ")");
        }
        if (values.size() < targets.size()) {
          throw PythonException.value(
              "not enough values to unpack (expected "
                  + targets.size()
                  + ", got "
                  + values.size()
                  + ")");
        }
        return values;
      } catch (PythonException e) {
        throw at.failure(rendering, e);
      }
    }
  }

  record NamespaceTarget(String name, String attribute, Spot at) implements Target {
    @Override
    public void assign(Rendering rendering, Object value) {
      Object namespace = rendering.name(name);
      if (!(namespace instanceof Namespace names)) {
        throw at.failure(
            rendering, PythonException.runtime("cannot assign attribute on non-namespace object"));
      }
      names.set(attribute, value);
    }
  }

  record Assign(Target target, Expr value) implements Node {
    @Override
    public Flow execute(Rendering rendering) {
      target.assign(rendering, value.evaluate(rendering));
      return Flow.NEXT;
    }
  }

  /// A name for what a piece of template prints.
  record AssignPrinted(Target target, Body body, @Nullable Expr filtered, Captured captured)
      implements Node {
    @Override
    public Flow execute(Rendering rendering) {
      Object value = captured.from(body, rendering);
      target.assign(
          rendering, filtered == null ? value : captured.through(filtered, value, rendering));
      return Flow.NEXT;
    }
  }

  /// Names that hold for a piece of template only. Their values don't see each other.
  record With(List<Target> targets, List<Expr> values, Body body) implements Node {
    @Override
    public Flow execute(Rendering rendering) {
      Object[] all = new Object[values.size()];
      for (int i = 0; i < all.length; i++) {
        all[i] = values.get(i).evaluate(rendering);
      }
      Scope before = rendering.scope();
      rendering.scope(before.inner());
      try {
        for (int i = 0; i < all.length; i++) {
          targets.get(i).assign(rendering, all[i]);
        }
        return body.execute(rendering);
      } finally {
        rendering.scope(before);
      }
    }
  }

  /// What filters get that stand before the text they filter.
  record Captured() implements Expr {
    private static final String NAME = " captured";

    @Override
    public Object evaluate(Rendering rendering) {
      return rendering.name(NAME);
    }

    /// What a piece of template prints, with names of its own.
    Object from(Body body, Rendering rendering) {
      Scope before = rendering.scope();
      rendering.scope(before.inner());
      try {
        return rendering.captured(body);
      } finally {
        rendering.scope(before);
      }
    }

    Object through(Expr filtered, Object value, Rendering rendering) {
      Scope before = rendering.scope();
      Scope scope = before.inner();
      scope.set(NAME, value);
      rendering.scope(scope);
      try {
        return filtered.evaluate(rendering);
      } finally {
        rendering.scope(before);
      }
    }
  }

  /// What a piece of template prints, filtered.
  record FilterBlock(Body body, Expr filtered, Captured captured, Spot at) implements Node {
    @Override
    public Flow execute(Rendering rendering) {
      Object value = captured.from(body, rendering);
      rendering.out().print(captured.through(filtered, value, rendering), at);
      return Flow.NEXT;
    }
  }

  /// Whether text is escaped for HTML in a piece of template.
  record Autoescape(Expr value, Body body, Spot at) implements Node {
    @Override
    public Flow execute(Rendering rendering) {
      boolean before = rendering.autoescape();
      // Ansible prints values, whatever is said about HTML
      boolean escapes = value.truth(rendering, at) && !rendering.language().isAnsible();
      rendering.autoescape(escapes);
      try {
        return body.execute(rendering);
      } finally {
        rendering.autoescape(before);
      }
    }
  }
}
