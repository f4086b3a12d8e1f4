package dev.runner.template;

import dev.runner.jinja.Arguments;
import dev.runner.jinja.Callable;
import dev.runner.jinja.Language;
import dev.runner.jinja.Rendering;
import dev.runner.source.CollectionRoutes;
import dev.runner.template.call.Booleans;
import dev.runner.template.call.LookupCall;
import dev.runner.template.ports.Ports;
import dev.runner.template.time.TimeFilters;
import dev.runner.values.Marks;
import dev.runner.values.None;
import dev.runner.values.Python;
import dev.runner.values.PythonException;
import dev.runner.values.Text;
import dev.runner.values.Texts;
import dev.runner.values.Undefined;
import dev.runner.values.Unknown;
import dev.runner.values.UnknownException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A function that Ansible offers to templates: `lookup`, `query`, `q`, `now`, `undef`.
record AnsibleFunction(String name, Ports ports, CollectionRoutes routes)
    implements Callable, Python.Named {
  static final String NAMES = "lookup query q now undef";

  @Override
  public String typeName() {
    return "function";
  }

  @Override
  public String toString() {
    return "<function _" + name + ">";
  }

  @Override
  public Object call(Arguments arguments, Rendering rendering) {
    Scope.inTurn(rendering, name);
    return switch (name) {
      case "now" -> TimeFilters.now(arguments, ports);
      case "undef" -> undefined(arguments, rendering);
      case "lookup" -> lookup(arguments, rendering, false);
      default -> lookup(arguments, rendering, true);
    };
  }

  @Override
  public boolean acceptsUndefined() {
    return !name.equals("now"); // a lookup may never need its default
  }

  /// An argument that is undefined and will be needed.
  private static Optional<Undefined> missing(Arguments arguments) {
    for (Object value : arguments.positional()) {
      if (isMissing(value)) {
        return Optional.of((Undefined) value);
      }
    }
    return arguments.named().entrySet().stream()
        .filter(each -> !each.getKey().equals("default") && isMissing(each.getValue()))
        .map(each -> (Undefined) each.getValue())
        .findFirst();
  }

  private static boolean isMissing(Object value) {
    if (value instanceof Unknown unknown) {
      throw new UnknownException(unknown);
    }
    return value instanceof Undefined undefined && !undefined.isLenient();
  }

  private static Object undefined(Arguments arguments, Rendering rendering) {
    String hint = arguments.bind("hint?").text("hint", "");
    return rendering.undefined("undef", hint.isEmpty() ? LookupCall.UNTOLD : hint);
  }

  private Object lookup(Arguments arguments, Rendering rendering, boolean list) {
    Optional<Undefined> missing = missing(arguments);
    if (missing.isPresent()) {
      if (rendering.language() == Language.ANSIBLE_2_19) {
        return missing.get();
      }
      throw PythonException.undefined(missing.get());
    }
    if (arguments.positional().isEmpty()) {
      throw PythonException.type(name + "() needs the name of a lookup");
    }
    String written = LookupCall.text(arguments.positional().getFirst());
    String target = Lookups.target(routes, written);
    routes
        .route(CollectionRoutes.Kind.LOOKUP, written)
        .ifPresent(route -> Scope.of(rendering).uses().addAll(route.deprecations()));
    String wanted = Lookups.exists(target) ? Lookups.bare(target) : written;
    Scope.inTurn(rendering, wanted);
    Map<String, Object> options = new LinkedHashMap<>();
    arguments.named().forEach((option, value) -> options.put(option, rendered(value, rendering)));
    Object asList = options.remove("wantlist");
    boolean whole = list || (asList != null && Booleans.of(asList).orElse(false));
    Object errors = options.remove("errors");
    LookupCall call =
        new LookupCall(
            wanted,
            arguments.after(1).positional().stream()
                .map(term -> rendered(term, rendering))
                .toList(),
            options,
            rendering,
            ports);
    return result(call, written, errors == null ? "strict" : Python.string(errors), whole);
  }

  /// A literal that is a template itself: lookups render it, as they always did. Variables are
  /// rendered already.
  private static Object rendered(Object term, Rendering rendering) {
    return term instanceof Text text && rendering.environment().isTemplate(text)
        ? rendering.environment().template(text.value(), "<lookup>").value(rendering.variables())
        : term;
  }

  private static Object result(LookupCall call, String written, String errors, boolean whole) {
    List<Object> found;
    try {
      found = Lookups.run(call);
    } catch (PythonException | TemplateException e) {
      if (errors.equals("strict")) {
        throw e instanceof PythonException mistake && Lookups.exists(call.name())
            ? told(mistake, call, written)
            : e;
      }
      if (!errors.equals("warn") && !errors.equals("ignore")) {
        throw PythonException.value(
            "Invalid error type '%s', it is one of: strict, warn, ignore".formatted(errors));
      }
      if (errors.equals("warn")) {
        Scope.of(call.rendering())
            .warn(
                "An error occurred while running the lookup plugin '%s': %s"
                    .formatted(written, e.getMessage()));
      }
      return whole ? List.of() : None.NONE;
    }
    return whole ? found : single(found);
  }

  private static PythonException told(PythonException mistake, LookupCall call, String written) {
    boolean loop = !(call.rendering().variables().get(Scope.LOOP_TERMS) instanceof Undefined);
    return call.isFormer()
        ? FormerLookups.told(mistake, written, loop)
        : mistake.of("lookup plugin '%s'".formatted(written));
  }

  /// Texts joined by commas, or the only item; otherwise the list.
  private static Object single(List<Object> found) {
    if (found.size() == 1) {
      return found.getFirst();
    }
    if (found.isEmpty() || !found.stream().allMatch(Text::isText)) {
      return found;
    }
    Object joined = found.getFirst();
    for (Object each : found.subList(1, found.size())) {
      joined = Texts.concat(Texts.concat(joined, Text.of(",", Marks.TRUSTED)), each);
    }
    return joined;
  }
}
