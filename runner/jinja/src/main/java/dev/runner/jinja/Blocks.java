package dev.runner.jinja;

import dev.runner.values.Python;
import dev.runner.values.PythonException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Blocks, and the templates that fill them.
final class Blocks {
  private Blocks() {}

  record Block(String name, Body body, boolean scoped, boolean required, Spot at) implements Node {
    @Override
    public Flow execute(Rendering rendering) {
      if (rendering.out().isMuted()) {
        return Flow.NEXT;
      }
      Inheritance inheritance = rendering.inheritance();
      Scope outer = scoped ? rendering.scope() : inheritance.root();
      new Version(inheritance, name, 0, outer).print(rendering);
      return Flow.NEXT;
    }
  }

  /// One template's version of a block: `super`, `self.name`.
  record Version(Inheritance inheritance, String name, int index, Scope outer)
      implements Callable, Attributed, Python.Named {

    private @Nullable Version parent() {
      boolean more = index + 1 < inheritance.versions(name).size();
      return more ? new Version(inheritance, name, index + 1, outer) : null;
    }

    void print(Rendering rendering) {
      List<Block> versions = inheritance.versions(name);
      Block block = versions.get(index);
      if (block.required()) {
        throw block
            .at()
            .failure(
                JinjaException.Kind.RUNTIME,
                "block '" + name + "' is required, but no template that extends this one has it");
      }
      Scope before = rendering.scope();
      Scope scope = outer.inner();
      Version parent = parent();
      scope.set(
          "super",
          parent == null
              ? rendering.undefined("super", "there is no parent block called '" + name + "'.")
              : parent);
      rendering.scope(scope);
      try {
        block.body().execute(rendering);
      } finally {
        rendering.scope(before);
      }
    }

    @Override
    public Object call(Arguments arguments, Rendering rendering) {
      if (!arguments.isEmpty()) {
        throw PythonException.type("a block takes no arguments");
      }
      return rendering.captured(
          inner -> {
            print(inner);
            return Node.Flow.NEXT;
          });
    }

    @Override
    public @Nullable Object attribute(String attribute) {
      return attribute.equals("super") ? parent() : null;
    }

    @Override
    public String typeName() {
      return "BlockReference";
    }
  }

  record Extends(Expr template, Spot at) implements Node {
    @Override
    public Flow execute(Rendering rendering) {
      if (rendering.inheritance().parent() != null) {
        throw at.failure(JinjaException.Kind.RUNTIME, "a template extends only one other");
      }
      Object name = template.evaluate(rendering);
      rendering.inheritance().parent(Loading.one(rendering, name, at));
      rendering.out(Output.muted(rendering));
      return Flow.NEXT;
    }
  }
}
