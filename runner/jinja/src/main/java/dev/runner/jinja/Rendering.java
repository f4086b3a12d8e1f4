package dev.runner.jinja;

import dev.runner.values.Marks;
import dev.runner.values.None;
import dev.runner.values.Python;
import dev.runner.values.PythonException;
import dev.runner.values.Undefined;
import dev.runner.values.Unknown;
import dev.runner.values.UnknownException;
import dev.runner.values.View;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One evaluation of a template: what filters, tests and functions may ask the evaluator for.
public final class Rendering {
  private final Environment environment;
  private final Variables variables;
  private Scope scope;
  private Output out;
  private Inheritance inheritance;
  private boolean autoescape;
  private int depth;
  private boolean condition;
  private final @Nullable Map<String, Object> owned;
  private @Nullable Undefined missing;
  private @Nullable Map<?, ?> missingFrom;

  /// @param changes whether the template may change lists and dicts: Ansible gives it its own then
  Rendering(Environment environment, Variables variables, boolean changes) {
    this.environment = environment;
    this.variables = variables;
    this.owned = changes && environment.language().isAnsible() ? new HashMap<>() : null;
    this.scope = Scope.of(variables);
    this.inheritance = new Inheritance(scope);
    this.autoescape = environment.autoescape();
    this.out = Output.muted(this);
  }

  /// The environment.
  public Environment environment() {
    return environment;
  }

  /// Whose rules apply.
  public Language language() {
    return environment.language();
  }

  /// Whether text is escaped for HTML here.
  public boolean autoescape() {
    return autoescape;
  }

  void autoescape(boolean value) {
    autoescape = value;
  }

  /// Whether a condition is being evaluated.
  boolean isCondition() {
    return condition;
  }

  void condition() {
    condition = true;
  }

  /// The variables that the template was given; not those that it sets itself.
  public Variables variables() {
    return variables;
  }

  /// The value of a name as the template sees it here: its own variables, those that it was given,
  /// globals. [Undefined] if there is none.
  public Object name(String name) {
    Object own = scope.find(name);
    if (own != null) {
      return own;
    }
    Object value = variable(name);
    if (!(value instanceof Undefined undefined)) {
      return value;
    }
    if (name.equals("self")) {
      return inheritance;
    }
    Object global = environment.global(name);
    return global == null || undefined.isLocked()
        ? undefined.with(environment.undefined())
        : global;
  }

  private Object variable(String name) {
    Variables given = scope.variables();
    Map<String, Object> own = owned;
    return own == null || !given.equals(variables)
        ? given.get(name)
        : own.computeIfAbsent(name, each -> Owned.of(given.get(each)));
  }

  /// All names that could be meant here.
  List<Object> names() {
    List<Object> names = new ArrayList<>();
    for (Scope each = scope; each != null; each = each.outer()) {
      names.addAll(each.ownNames());
    }
    scope.variables().names().forEach(names::add);
    names.addAll(environment.globalNames());
    return names;
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
    return call(callee, Marks.NONE, arguments);
  }

  /// Calls a value; plain text that comes out gets these marks, united with those of the arguments.
  Object call(Object callee, Marks marks, Arguments arguments) {
    if (!(callee instanceof Callable callable)) {
      if (callee instanceof Undefined undefined && language() == Language.ANSIBLE_2_19) {
        return undefined;
      }
      throw notCallable(callee);
    }
    boolean lax = callable instanceof Globals && language() != Language.ANSIBLE_2_19;
    if (!lax && !callable.acceptsUndefined()) {
      Object stop = arguments.firstMissing(this);
      if (stop != null) {
        return stop;
      }
    }
    enter();
    try {
      return Marking.united(listed(callable.call(arguments, this)), marks, arguments);
    } catch (PythonException e) {
      return propagated(e.undefined(), e);
    } catch (JinjaException e) {
      return propagated(e.undefined(), e);
    } finally {
      leave();
    }
  }

  /// From Ansible 2.19 on what calls return has no views of dicts.
  private Object listed(Object result) {
    return result instanceof View view && language() == Language.ANSIBLE_2_19
        ? new ArrayList<>(view)
        : result;
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

  /// From Ansible 2.19 on, a call that used an undefined value is undefined itself. The value of a
  /// ternary without `else` would forgive what follows, so that its use stays an error.
  private <E extends RuntimeException> Object propagated(@Nullable Undefined undefined, E error) {
    if (undefined != null && !undefined.isLenient() && language() == Language.ANSIBLE_2_19) {
      return undefined;
    }
    throw error;
  }

  /// Applies a filter by its name.
  ///
  /// @throws PythonException if there is none of that name
  public Object filter(String name, Object value, Arguments arguments) {
    Filter filter = environment.filter(name);
    if (filter == null) {
      throw PythonException.runtime("No filter named '" + name + "'.");
    }
    try {
      return apply(filter, value, arguments);
    } catch (PythonException e) {
      throw Calls.named("filter", name, this, e);
    }
  }

  Object apply(Filter filter, Object value, Arguments arguments) {
    boolean sealed = value instanceof Undefined locked && locked.isLocked();
    if (sealed && !filter.acceptsLocked()) {
      return strictly((Undefined) value);
    }
    if (!filter.acceptsUndefined()) {
      if (value instanceof Unknown unknown) {
        throw new UnknownException(unknown);
      }
      if (!sealed && value instanceof Undefined undefined && !undefined.isLenient()) {
        return strictly(undefined);
      }
      Object stop = arguments.firstMissing(this);
      if (stop != null) {
        return stop;
      }
    }
    try {
      Object result = filter.apply(value, arguments, this);
      return Marking.needed(result) ? Marking.united(result, value, arguments) : result;
    } catch (PythonException e) {
      return propagated(e.undefined(), e);
    } catch (JinjaException e) {
      return propagated(e.undefined(), e);
    }
  }

  /// From Ansible 2.19 on an undefined argument is the result; before that it is an error.
  Object strictly(Undefined undefined) {
    if (language() != Language.ANSIBLE_2_19) {
      throw PythonException.undefined(undefined);
    }
    return undefined;
  }

  /// From Ansible 2.19 on an undefined value among those that a filter puts into a list is an
  /// error.
  void refuseUndefined(Iterable<?> values) {
    if (language() != Language.ANSIBLE_2_19) {
      return;
    }
    for (Object value : values) {
      if (value instanceof Undefined undefined) {
        throw PythonException.undefined(undefined);
      }
    }
  }

  /// Tests by name.
  ///
  /// @throws PythonException if there is none of that name
  public boolean test(String name, Object value, Arguments arguments) {
    Check test = environment.test(name);
    if (test == null) {
      throw PythonException.runtime("No test named '" + name + "'.");
    }
    try {
      return test(test, value, arguments);
    } catch (PythonException e) {
      throw Calls.named("test", name, this, e);
    }
  }

  boolean test(Check test, Object value, Arguments arguments) {
    if (value instanceof Undefined locked && locked.isLocked()) {
      if (!test.acceptsLocked()) {
        throw PythonException.undefined(locked);
      }
      return test.test(value, arguments, this);
    }
    if (!test.acceptsUndefined()) {
      if (value instanceof Unknown unknown) {
        throw new UnknownException(unknown);
      }
      boolean refuses = language() == Language.ANSIBLE_2_19;
      if (refuses && value instanceof Undefined undefined && !undefined.isLenient()) {
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

  /// Something that isn't in a container; an error about it can say what is.
  Undefined undefinedIn(Object container, String name, String hint) {
    Undefined undefined = undefined(name, hint);
    missing = undefined;
    missingFrom = container instanceof Map<?, ?> map ? map : null;
    return undefined;
  }

  /// What an undefined value was looked for in, if that is still known.
  @SuppressWarnings("ReferenceEquality") // the very same one: equal ones may have other containers
  @Nullable Map<?, ?> containerOf(Undefined undefined) {
    return undefined == missing ? missingFrom : null;
  }

  /// One level deeper: calls and templates within each other.
  ///
  /// @throws PythonException if that is too deep
  void enter() {
    if (depth >= environment.bounds().depth()) {
      throw PythonException.of(
          PythonException.Kind.RECURSION,
          "calls and templates are nested more than "
              + environment.bounds().depth()
              + " levels deep");
    }
    depth++;
  }

  void leave() {
    depth--;
  }

  Scope scope() {
    return scope;
  }

  void scope(Scope value) {
    scope = value;
  }

  Output out() {
    return out;
  }

  void out(Output value) {
    out = value;
  }

  Inheritance inheritance() {
    return inheritance;
  }

  void inheritance(Inheritance value) {
    inheritance = value;
  }

  /// What a piece of template prints: from Ansible 2.19 on a value if it prints exactly one, text
  /// otherwise.
  Object captured(Node body) {
    Output before = out;
    boolean keeps = language() == Language.ANSIBLE_2_19;
    Output inner = keeps ? Output.part(this) : Output.text(this);
    out = inner;
    try {
      body.execute(this);
    } finally {
      out = before;
    }
    Object result = inner.result();
    return result == null ? None.NONE : result;
  }
}
