package dev.runner.jinja;

import dev.runner.values.Python;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Other templates as parts of this one, and their macros.
final class Includes {
  private Includes() {}

  private static Scope scopeFor(Rendering rendering, boolean withContext) {
    return withContext ? rendering.scope().inner() : Scope.of(Variables.NONE);
  }

  record Include(Expr template, boolean ignoreMissing, boolean withContext, Spot at)
      implements Node {
    @Override
    public Flow execute(Rendering rendering) {
      Object names = template.evaluate(rendering);
      Template found = Loading.find(rendering, names, at);
      if (found == null) {
        if (ignoreMissing) {
          return Flow.NEXT;
        }
        throw Loading.missing(rendering, names, at);
      }
      found.executeIn(rendering, scopeFor(rendering, withContext), at);
      return Flow.NEXT;
    }
  }

  /// A template's variables and macros as a value; as text it is what the template prints.
  record Module(String name, Scope scope, Object printed) implements Attributed, Python.Named {
    @Override
    public @Nullable Object attribute(String attribute) {
      return attribute.startsWith("_") ? null : scope.own(attribute);
    }

    @Override
    public String typeName() {
      return "TemplateModule";
    }

    @Override
    public String toString() {
      return Python.string(printed);
    }
  }

  private static Module module(Rendering rendering, Expr name, boolean withContext, Spot at) {
    Template template = Loading.one(rendering, name.evaluate(rendering), at);
    Scope scope = scopeFor(rendering, withContext);
    Object printed =
        rendering.captured(
            inner -> {
              template.executeIn(inner, scope, at);
              return Node.Flow.NEXT;
            });
    return new Module(template.name(), scope, printed);
  }

  record Import(Expr template, String target, boolean withContext, Spot at) implements Node {
    @Override
    public Flow execute(Rendering rendering) {
      rendering.scope().set(target, module(rendering, template, withContext, at));
      return Flow.NEXT;
    }
  }

  /// @param names what to take
  /// @param targets what to call it here
  record From(Expr template, List<String> names, List<String> targets, boolean withContext, Spot at)
      implements Node {
    @Override
    public Flow execute(Rendering rendering) {
      Module module = module(rendering, template, withContext, at);
      for (int i = 0; i < names.size(); i++) {
        Object value = module.attribute(names.get(i));
        rendering
            .scope()
            .set(targets.get(i), value == null ? missing(rendering, module, i) : value);
      }
      return Flow.NEXT;
    }

    private Object missing(Rendering rendering, Module module, int i) {
      String name = names.get(i);
      return rendering.undefined(
          name,
          "the template '"
              + module.name()
              + "' (imported on line "
              + at.line()
              + ") does not export the requested name '"
              + name
              + "'");
    }
  }
}
