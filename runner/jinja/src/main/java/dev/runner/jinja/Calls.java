package dev.runner.jinja;

import dev.runner.values.Marks;
import dev.runner.values.PythonException;
import dev.runner.values.Text;
import dev.runner.values.Undefined;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Calls of functions, filters and tests.
final class Calls {
  private Calls() {}

  /// Ansible says which filter or test refused.
  static PythonException named(String kind, String name, Rendering rendering, PythonException e) {
    return rendering.language() == Language.ANSIBLE_2_19
        ? e.of(
            "%s plugin '%s'".formatted(kind, name.contains(".") ? name : "ansible.builtin." + name))
        : e;
  }

  /// Why there is no filter or test of a name.
  private static PythonException missing(String kind, String name, Function<String, ?> registered) {
    try {
      var _ = registered.apply(name);
      return PythonException.runtime("No %s named '%s' found.".formatted(kind, name));
    } catch (PythonException e) {
      return e;
    }
  }

  record Call(Expr callee, ArgumentList arguments, Spot at) implements Expr {
    @Override
    public Object evaluate(Rendering rendering) {
      try {
        Object function;
        Marks marks = Marks.NONE;
        if (callee instanceof Lookups.Attribute(Expr value, String name, Spot place)) {
          Object receiver = value.evaluate(rendering);
          function = attribute(rendering, receiver, name, place);
          // what a method of text returns is made of that text
          marks = Text.marksOf(receiver);
        } else {
          function = callee.evaluate(rendering);
        }
        return result(rendering, function, marks, arguments.evaluate(rendering));
      } catch (PythonException e) {
        throw at.failure(rendering, e);
      }
    }

    private Object result(Rendering rendering, Object function, Marks marks, Arguments given) {
      try {
        return rendering.call(function, marks, given);
      } catch (PythonException e) {
        return at.failed(rendering, e);
      } catch (JinjaException e) {
        return Spot.failed(rendering, e);
      }
    }

    /// The same call with one more named argument.
    Call with(String name, Expr value) {
      return new Call(callee, arguments.with(name, value), at);
    }

    private static Object attribute(Rendering rendering, Object receiver, String name, Spot place) {
      try {
        return Access.attribute(rendering, receiver, name);
      } catch (PythonException e) {
        throw place.failure(rendering, e);
      }
    }
  }

  /// A filter; where there is none of the name, using it is an error.
  record Filtering(
      Expr value, String name, @Nullable Filter filter, ArgumentList arguments, Spot at)
      implements Expr {
    @Override
    public Object evaluate(Rendering rendering) {
      if (filter == null) {
        throw at.failure(rendering, missing("filter", name, rendering.environment()::filter));
      }
      Object input = value.evaluate(rendering);
      try {
        Object result = rendering.apply(filter, input, arguments.evaluate(rendering));
        return rendering.language() == Language.ANSIBLE_2_14 ? Legacy.given(name, result) : result;
      } catch (PythonException e) {
        return at.failed(rendering, named("filter", name, rendering, e));
      }
    }
  }

  /// A test; where there is none of the name, using it is an error. What is undefined goes in and
  /// comes out again, unless the test asks for it.
  record Testing(Expr value, String name, @Nullable Check test, ArgumentList arguments, Spot at)
      implements Expr {
    @Override
    public Object evaluate(Rendering rendering) {
      if (test == null) {
        throw at.failure(rendering, missing("test", name, rendering.environment()::test));
      }
      Object input = value.evaluate(rendering);
      try {
        return rendering.test(test, input, arguments.evaluate(rendering));
      } catch (PythonException e) {
        Undefined undefined = e.undefined();
        if (undefined != null
            && !undefined.isLenient()
            && rendering.language() == Language.ANSIBLE_2_19) {
          return undefined;
        }
        return at.failed(rendering, named("test", name, rendering, e));
      }
    }
  }
}
