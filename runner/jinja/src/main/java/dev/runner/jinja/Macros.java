package dev.runner.jinja;

import dev.runner.values.Python;
import dev.runner.values.PythonException;
import dev.runner.values.Text;
import dev.runner.values.Tuple;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Pieces of template with parameters.
final class Macros {
  private Macros() {}

  /// @param defaults values of the last parameters
  /// @param varargs whether the body asks for `varargs`; likewise the others
  record Signature(
      String name,
      List<String> parameters,
      List<Expr> defaults,
      boolean varargs,
      boolean kwargs,
      boolean caller) {

    /// The default of a parameter, or null.
    @Nullable Expr byDefault(int parameter) {
      int at = parameter - (parameters.size() - defaults.size());
      return at < 0 ? null : defaults.get(at);
    }
  }

  record Definition(Signature signature, Body body) implements Node {
    @Override
    public Flow execute(Rendering rendering) {
      Macro macro = new Macro(signature, body, rendering.scope(), rendering.inheritance());
      rendering.scope().set(signature.name(), macro);
      return Flow.NEXT;
    }
  }

  /// A call whose body the macro calls back as `caller`.
  record CallBlock(Calls.Call call, Signature signature, Body body, Spot at) implements Node {
    @Override
    public Flow execute(Rendering rendering) {
      Macro caller = new Macro(signature, body, rendering.scope(), rendering.inheritance());
      Expr withCaller = call.with("caller", new Literals.Constant(caller));
      rendering.out().print(withCaller.evaluate(rendering), at);
      return Flow.NEXT;
    }
  }

  record Macro(Signature signature, Body body, Scope scope, Inheritance inheritance)
      implements Callable, Attributed, Python.Named {

    @Override
    public boolean acceptsUndefined() {
      return true;
    }

    @Override
    public Object call(Arguments arguments, Rendering rendering) {
      Scope before = rendering.scope();
      Inheritance inherited = rendering.inheritance();
      Scope inner = scope.inner();
      rendering.scope(inner);
      rendering.inheritance(inheritance);
      try {
        bind(arguments, rendering, inner);
        return rendering.captured(body);
      } finally {
        rendering.scope(before);
        rendering.inheritance(inherited);
      }
    }

    private void bind(Arguments arguments, Rendering rendering, Scope inner) {
      List<Object> given = arguments.positional();
      Map<String, Object> named = new LinkedHashMap<>(arguments.named());
      List<String> parameters = signature.parameters();
      if (given.size() > parameters.size() && !signature.varargs()) {
        throw PythonException.type(
            "macro '"
                + signature.name()
                + "' takes not more than "
                + parameters.size()
                + " argument(s)");
      }
      List<@Nullable Object> values = new ArrayList<>();
      for (int i = 0; i < parameters.size(); i++) {
        Object value = named.remove(parameters.get(i));
        if (value != null && i < given.size()) {
          throw PythonException.type(
              "macro '"
                  + signature.name()
                  + "' got multiple values for argument '"
                  + parameters.get(i)
                  + "'");
        }
        values.add(i < given.size() ? given.get(i) : value);
      }
      special(given, named, rendering, inner);
      for (int i = 0; i < parameters.size(); i++) {
        Object value = values.get(i);
        inner.set(parameters.get(i), value == null ? byDefault(i, rendering) : value);
      }
    }

    private void special(
        List<Object> given, Map<String, Object> named, Rendering rendering, Scope inner) {
      if (signature.caller() && !signature.parameters().contains("caller")) {
        Object caller = named.remove("caller");
        inner.set(
            "caller", caller == null ? rendering.undefined("caller", "No caller defined") : caller);
      }
      if (signature.kwargs()) {
        inner.set("kwargs", new LinkedHashMap<Object, Object>(named));
      } else if (!named.isEmpty()) {
        throw PythonException.type(
            "macro '"
                + signature.name()
                + "' takes no keyword argument '"
                + named.keySet().iterator().next()
                + "'");
      }
      if (signature.varargs()) {
        int taken = Math.min(signature.parameters().size(), given.size());
        inner.set("varargs", Tuple.of(given.subList(taken, given.size())));
      }
    }

    private Object byDefault(int parameter, Rendering rendering) {
      Expr byDefault = signature.byDefault(parameter);
      String name = signature.parameters().get(parameter);
      return byDefault == null
          ? rendering.undefined(name, "parameter '" + name + "' was not provided")
          : byDefault.evaluate(rendering);
    }

    @Override
    public @Nullable Object attribute(String name) {
      return switch (name) {
        case "name" -> Text.of(signature.name(), Environment.LITERAL);
        case "arguments" -> Tuple.of(signature.parameters());
        case "catch_varargs" -> signature.varargs();
        case "catch_kwargs" -> signature.kwargs();
        case "caller" -> signature.caller();
        default -> null;
      };
    }

    @Override
    public String typeName() {
      return "Macro";
    }

    @Override
    public String toString() {
      return "<Macro '" + signature.name() + "'>";
    }
  }
}
