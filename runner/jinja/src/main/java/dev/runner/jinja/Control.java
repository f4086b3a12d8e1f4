package dev.runner.jinja;

import dev.runner.values.Python;
import dev.runner.values.PythonException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Branches and loops.
final class Control {
  private Control() {}

  record If(List<Expr> tests, List<Body> bodies, Body otherwise, List<Spot> spots) implements Node {
    @Override
    public Flow execute(Rendering rendering) {
      for (int i = 0; i < tests.size(); i++) {
        if (tests.get(i).truth(rendering, spots.get(i))) {
          return bodies.get(i).execute(rendering);
        }
      }
      return otherwise.execute(rendering);
    }
  }

  /// `break` and `continue`.
  record Jump(Flow flow) implements Node {
    @Override
    public Flow execute(Rendering rendering) {
      return flow;
    }
  }

  /// @param usesLoop whether the body asks for `loop`
  record For(
      Assignments.Target target,
      Expr items,
      @Nullable Expr test,
      Body body,
      @Nullable Body otherwise,
      boolean usesLoop,
      boolean recursive,
      Spot at)
      implements Node {

    @Override
    public Flow execute(Rendering rendering) {
      return run(rendering, items.evaluate(rendering), 0, rendering.scope());
    }

    /// Loops over the items, seeing the names of this scope.
    Flow run(Rendering rendering, Object iterable, int depth, Scope outer) {
      Scope before = rendering.scope();
      Loop loop = new Loop(this, list(rendering, iterable), depth, outer);
      boolean completed = false;
      try {
        while (loop.advance(rendering)) {
          Scope scope = outer.inner();
          rendering.scope(scope);
          target.assign(rendering, loop.item());
          if (usesLoop) {
            scope.set("loop", loop);
          }
          Flow flow = body.execute(rendering);
          if (flow == Flow.BREAK) {
            break;
          }
          completed |= flow == Flow.NEXT;
        }
        // as in Jinja2, only a body that ran to its end keeps `else` from running
        if (!completed && otherwise != null) {
          rendering.scope(outer.inner());
          return otherwise.execute(rendering);
        }
        return Flow.NEXT;
      } finally {
        rendering.scope(before);
      }
    }

    private List<Object> list(Rendering rendering, Object iterable) {
      try {
        return Python.list(iterable);
      } catch (PythonException e) {
        throw at.failure(rendering, e);
      }
    }

    /// Whether an item passes the loop's `if`.
    boolean accepts(Rendering rendering, Object item, Scope outer) {
      if (test == null) {
        return true;
      }
      Scope before = rendering.scope();
      rendering.scope(outer.inner());
      try {
        target.assign(rendering, item);
        return test.truth(rendering, at);
      } finally {
        rendering.scope(before);
      }
    }
  }
}
