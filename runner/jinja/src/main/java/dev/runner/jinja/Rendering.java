package dev.runner.jinja;

import dev.runner.values.Marks;
import dev.runner.values.Python;
import dev.runner.values.PythonException;
import dev.runner.values.Undefined;
import dev.runner.values.Unknown;
import dev.runner.values.UnknownException;

/// One evaluation of a template: what filters, tests and functions may ask the evaluator for.
public final class Rendering {
  private final Environment environment;
  private final Variables variables;
  private int depth;

  Rendering(Environment environment, Variables variables) {
    this.environment = environment;
    this.variables = variables;
  }

  /// The environment.
  public Environment environment() {
    return environment;
  }

  /// Whose rules apply.
  public Language language() {
    return environment.language();
  }

  /// The variables that the template was given; not those that it sets itself.
  public Variables variables() {
    return variables;
  }

  /// The value of a name as the template sees it here: its own variables, those that it was given,
  /// globals. [Undefined] if there is none.
  public Object name(String name) {
    return variables.get(name);
  }

  /// `value[key]`, or failing that `value.key`, as Jinja2's filters look attributes up. Undefined
  /// if it has neither.
  public Object item(Object value, Object key) {
    return Access.item(this, value, key);
  }

  /// Calls a value.
  ///
  /// @throws PythonException if it can't be called
  public Object call(Object callee, Arguments arguments) {
    if (!(callee instanceof Callable callable)) {
      throw notCallable(callee);
    }
    if (!callable.acceptsUndefined()) {
      Object stop = arguments.firstMissing(this);
      if (stop != null) {
        return stop;
      }
    }
    enter();
    try {
      return Marking.united(callable.call(arguments, this), Marks.TRUSTED, arguments);
    } finally {
      leave();
    }
  }

  private static PythonException notCallable(Object callee) {
    if (callee instanceof Undefined undefined) {
      return PythonException.undefined(undefined);
    }
    if (callee instanceof Unknown unknown) {
      throw new UnknownException(unknown);
    }
    return PythonException.type("'" + Python.typeName(callee) + "' object is not callable");
  }

  /// Applies a filter by its name.
  ///
  /// @throws PythonException if there is none of that name
  public Object filter(String name, Object value, Arguments arguments) {
    Filter filter = environment.filter(name);
    if (filter == null) {
      throw PythonException.runtime("No filter named '" + name + "'.");
    }
    return apply(filter, value, arguments);
  }

  Object apply(Filter filter, Object value, Arguments arguments) {
    if (!filter.acceptsUndefined()) {
      if (value instanceof Unknown unknown) {
        throw new UnknownException(unknown);
      }
      if (value instanceof Undefined undefined && !undefined.isLenient()) {
        return strictly(undefined);
      }
      Object stop = arguments.firstMissing(this);
      if (stop != null) {
        return stop;
      }
    }
    Object result = filter.apply(value, arguments, this);
    return Marking.needed(result) ? Marking.united(result, value, arguments) : result;
  }

  /// At Ansible's levels an undefined argument is the result; in Jinja2 it is an error.
  Object strictly(Undefined undefined) {
    if (undefined.use() == Undefined.Use.STRICT) {
      throw PythonException.undefined(undefined);
    }
    return undefined;
  }

  /// Tests by name.
  ///
  /// @throws PythonException if there is none of that name
  public boolean test(String name, Object value, Arguments arguments) {
    Check test = environment.test(name);
    if (test == null) {
      throw PythonException.runtime("No test named '" + name + "'.");
    }
    return test(test, value, arguments);
  }

  boolean test(Check test, Object value, Arguments arguments) {
    if (!test.acceptsUndefined()) {
      if (value instanceof Unknown unknown) {
        throw new UnknownException(unknown);
      }
      if (value instanceof Undefined undefined && !undefined.isLenient()) {
        throw PythonException.undefined(undefined);
      }
      if (arguments.firstMissing(this) instanceof Undefined undefined) {
        throw PythonException.undefined(undefined);
      }
    }
    return test.test(value, arguments, this);
  }

  /// An undefined value as this environment uses them.
  public Undefined undefined(String name, String hint) {
    return new Undefined(name, hint, null, environment.undefined());
  }

  /// One level deeper: calls and templates within each other.
  ///
  /// @throws PythonException if that is too deep
  void enter() {
    if (++depth > environment.bounds().depth()) {
      throw PythonException.of(
          PythonException.Kind.RECURSION,
          "calls and templates are nested more than "
              + environment.bounds().depth()
              + " levels deep");
    }
  }

  void leave() {
    depth--;
  }
}
