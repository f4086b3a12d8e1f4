package dev.runner.template;

import dev.runner.jinja.Environment;
import dev.runner.jinja.JinjaException;
import dev.runner.jinja.Language;
import dev.runner.jinja.Lazy;
import dev.runner.jinja.Rendering;
import dev.runner.jinja.Syntax;
import dev.runner.jinja.Template;
import dev.runner.jinja.Variables;
import dev.runner.values.Marks;
import dev.runner.values.None;
import dev.runner.values.Origin;
import dev.runner.values.Python;
import dev.runner.values.PythonException;
import dev.runner.values.Secret;
import dev.runner.values.Text;
import dev.runner.values.Texts;
import dev.runner.values.Tuple;
import dev.runner.values.Undefined;
import dev.runner.values.Unknown;
import dev.runner.values.UnknownException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The variables of one task on one host, as templates see them: rendered when they are used, each
/// once. For one thread at a time.
public final class Scope implements Variables {
  private static final String TEMPLATE = "template";
  private static final String EXPRESSION = "expression";
  private static final String DELIMITED =
      "expression. Template delimiters are not supported in expressions";

  /// What Ansible says of a text that can't be parsed, and of one that can't be evaluated.
  private static final String SYNTAX = "Syntax error in %s: %s";

  private static final String BROKEN =
      "Broken conditionals can be temporarily allowed with the `ALLOW_BROKEN_CONDITIONALS`"
          + " configuration option.";
  private static final String FAILED = "Error rendering %s: %s";
  private static final int MAX_DEPTH = 100;

  /// Containers in containers; deeper ones contain themselves by way of a template.
  private static final int MAX_NESTING = 500;

  private final Environment environment;
  private final RawVariables raw;
  private final Map<String, Object> rendered = new HashMap<>();
  private final List<String> warnings;
  private final boolean ahead;
  private int depth;

  /// @param environment filters, tests and functions
  public Scope(Environment environment, RawVariables raw) {
    this(environment, raw, 0, new ArrayList<>(), false);
  }

  private Scope(
      Environment environment, RawVariables raw, int depth, List<String> warnings, boolean ahead) {
    this.environment = environment;
    this.raw = raw;
    this.depth = depth;
    this.warnings = warnings;
    this.ahead = ahead;
  }

  /// The same variables before the task's turn. What these say isn't known yet, nor are other
  /// hosts' variables; what must be called once only isn't called: evaluations that need any of it
  /// end with [NotYet].
  public Scope ahead(Set<String> pending) {
    return new Scope(environment, new SettledVariables(raw, pending), 0, new ArrayList<>(), true);
  }

  /// Whether the task's turn is still to come.
  public boolean isAhead() {
    return ahead;
  }

  /// Lets what is impure pass in the task's turn only.
  ///
  /// @param name of a filter, lookup or function
  static void inTurn(Rendering rendering, String name) {
    if (Templates.isImpure(name) && of(rendering).ahead) {
      throw new NotYet(name);
    }
  }

  /// Says something that the user should hear of, though the evaluation goes on.
  public void warn(String sentence) {
    if (!warnings.contains(sentence)) {
      warnings.add(sentence);
    }
  }

  /// Says what is wrong with a value that is shown all the same, with its mistakes in their places.
  public void warnOf(List<String> mistakes) {
    if (!mistakes.isEmpty()) {
      warn(ShownText.warning(mistakes));
    }
  }

  /// What was said by [#warn] since this was asked last.
  public List<String> warnings() {
    List<String> said = List.copyOf(warnings);
    warnings.clear();
    return said;
  }

  /// Variables of another host, rendered among themselves.
  Object others(Map<?, ?> variables) {
    if (depth >= MAX_DEPTH) {
      throw circle(null);
    }
    Scope scope =
        new Scope(environment, RawVariables.plain(variables, raw), depth + 1, warnings, ahead);
    return Lazy.of(variables, scope::resolve);
  }

  private static TemplateException circle(@Nullable Origin origin) {
    return new TemplateException(
        "templates refer to each other in a circle, or more than " + MAX_DEPTH + " levels deep",
        "",
        origin,
        false,
        null);
  }

  /// The variables that a template is being rendered with.
  public static Scope of(Rendering rendering) {
    Variables variables = rendering.variables();
    return variables instanceof Scope scope
        ? scope
        : new Scope(rendering.environment(), RawVariables.of(variables));
  }

  /// The value that stands for "leave this parameter out". It is recognised by its text.
  public static final Object OMIT = Text.of("__omit_place_holder__", Marks.TRUSTED);

  @Override
  public Object get(String name) {
    Object known = rendered.get(name);
    if (known != null) {
      return known;
    }
    Object value = raw.raw(name);
    if (value == null) {
      value = raw.assumed(name, this::written);
    }
    if (value == null) {
      return name.equals("omit") ? OMIT : Undefined.variable(name);
    }
    Object result =
        name.equals("hostvars") && value instanceof Map<?, ?> hosts
            ? new HostScopes(hosts, this)
            : Lazy.of(value, this::resolve);
    rendered.put(name, result);
    return result;
  }

  private Scope written() {
    return new Scope(environment, raw.written(), depth, warnings, ahead);
  }

  /// Whether somebody wrote this variable: it isn't only taken to be something.
  public boolean isWritten(String name) {
    return raw.raw(name) != null;
  }

  @Override
  public Iterable<String> names() {
    Set<String> names = new LinkedHashSet<>();
    raw.names().forEach(names::add);
    for (String name : raw.assumable()) {
      if (!names.contains(name) && raw.assumed(name, this::written) != null) {
        names.add(name);
      }
    }
    return names;
  }

  /// The same variables, hidden by others of the same name.
  public Scope under(Map<String, ?> over) {
    return over.isEmpty() ? this : new Scope(environment, raw.under(over), 0, warnings, ahead);
  }

  /// A value whose templates are rendered with these variables when they are used.
  public Object lazily(Object written) {
    return Lazy.of(written, this::resolve);
  }

  /// Whether the language is that before ansible-core 2.19.
  public boolean isBefore219() {
    return environment().language() == Language.ANSIBLE_2_14;
  }

  /// The filters, tests and functions.
  public Environment environment() {
    return environment;
  }

  /// The value of a text that may be a template, as a variable: what it names that isn't there
  /// makes it undefined and no error, until it is used.
  private Object resolve(Text text) {
    if (!enters(text)) {
      return text;
    }
    Origin origin = text.marks().origin();
    if (++depth > MAX_DEPTH) {
      depth--;
      throw circle(origin);
    }
    try {
      Object value = environment.template(text.value(), place(origin)).variable(this);
      return value instanceof Undefined undefined ? undefined.in(origin) : value;
    } catch (JinjaException e) {
      if (e.kind() == JinjaException.Kind.UNDEFINED) {
        Undefined undefined = e.undefined();
        return (undefined == null ? Undefined.variable(e.sentence()) : undefined).in(origin);
      }
      throw e.in(origin);
    } finally {
      depth--;
    }
  }

  /// The value of anything the user wrote: every template in it rendered, containers whole and
  /// plain.
  ///
  /// @return [Unknown] if any part of it is unknown
  /// @throws TemplateException if any part of it is undefined, or can't be evaluated
  public Object value(Object written) {
    return guarded(Text.marksOf(written).origin(), TEMPLATE, () -> plain(template(written), 0));
  }

  /// A value that an evaluation gave, whole and plain: nothing of it is left for later.
  ///
  /// @return [Unknown] if any part of it is unknown
  /// @throws TemplateException if any part of it is undefined, can't be evaluated or has no end
  public Object whole(Object evaluated) {
    return guarded(null, TEMPLATE, () -> plain(evaluated, 0));
  }

  /// The same, but an undefined value as a whole is returned as such.
  public Object valueOrUndefined(Object written) {
    try {
      Object value = template(written);
      return value instanceof Undefined ? value : value(written);
    } catch (JinjaException e) {
      Undefined undefined = e.undefined();
      if (e.kind() == JinjaException.Kind.UNDEFINED && undefined != null) {
        return undefined;
      }
      throw mistake(e, Text.marksOf(written).origin(), TEMPLATE);
    }
  }

  /// Text that is only looked at, such as a task's name: from Ansible 2.19 on what is wrong with it
  /// is told in its place, and by [#warn].
  ///
  /// @throws TemplateException before that, if anything is wrong
  public String shown(Text written) {
    return isOld() || !environment.isTemplate(written)
        ? plainly(value(written))
        : new ShownText(this).of(written);
  }

  private static String plainly(Object value) {
    return Texts.within(value).secret() ? Secret.MASK : Python.string(value);
  }

  /// The parameters of a task: as [#value], but what is `omit` is left out.
  public Map<String, Object> parameters(Map<String, Object> written) {
    Map<String, Object> values = new LinkedHashMap<>();
    written.forEach(
        (name, each) -> {
          Object value = value(each);
          if (!value.equals(OMIT)) {
            values.put(name, value);
          }
        });
    return values;
  }

  /// Whether a condition holds: a boolean, or the text of an expression.
  ///
  /// @throws UnknownException if it can't be known
  /// @throws TemplateException if it is no condition, or can't be evaluated
  public boolean condition(Object written) {
    return Conditions.holds(this, written);
  }

  /// Whether an expression holds.
  boolean holds(Text expression) {
    Origin origin = expression.marks().origin();
    try {
      Boolean holds =
          guarded(
              origin,
              kind(expression),
              () -> environment.expression(expression.value(), place(origin)).condition(this));
      return holds;
    } catch (TemplateException e) {
      throw isOld() || !e.isUndefined()
          ? e
          : new TemplateException(
              "Error while evaluating conditional: " + e.sentence(),
              e.hint(),
              e.origin().orElse(null),
              e.isUndefined(),
              e);
    }
  }

  /// Braces are the usual mistake in an expression that can't be parsed.
  private static String kind(Text expression) {
    return expression.value().contains("{{") || expression.value().contains("{%")
        ? DELIMITED
        : EXPRESSION;
  }

  /// The value of an expression, which may be undefined.
  ///
  /// @throws TemplateException if it can't be evaluated, or isn't the user's own text
  public Object expression(Object written) {
    Text text = Conditions.own(written);
    Origin origin = text.marks().origin();
    return guarded(
        origin,
        kind(text),
        () -> environment.expression(text.value(), place(origin)).evaluate(this));
  }

  /// The text of a template file.
  ///
  /// @param name how errors name it
  public Text file(String text, String name, Syntax syntax) {
    return guarded(
        new Origin(name, 0, 0),
        TEMPLATE,
        () -> environment.template(text, name, syntax).render(this));
  }

  /// What a template file makes: from Ansible 2.19 on a value of its own type if it is one
  /// expression, text otherwise.
  ///
  /// @param with the environment to evaluate it in, which knows where its includes are
  Object file(Environment with, String text, String name, Syntax syntax) {
    return guarded(
        new Origin(name, 0, 0),
        TEMPLATE,
        () -> {
          Template template = with.template(text, name, syntax);
          Object value =
              with.language() == Language.ANSIBLE_2_19
                  ? template.value(this)
                  : template.render(this);
          if (value instanceof Unknown unknown) {
            throw new UnknownException(unknown);
          }
          return value instanceof String plain ? Text.of(plain, Marks.NONE) : value;
        });
  }

  private Object template(Object written) {
    return Lazy.of(written, text -> strict(text));
  }

  /// Whether a text that is used is a template itself; secrets are told of.
  private boolean enters(Text text) {
    if (text.isSecret()) {
      raw.seen(text);
    }
    return environment.isTemplate(text) && !text.equals(OMIT);
  }

  private Object strict(Text text) {
    if (!enters(text)) {
      return text;
    }
    Origin origin = text.marks().origin();
    try {
      Object value = environment.template(text.value(), place(origin)).value(this);
      return value instanceof Undefined undefined ? undefined.in(origin) : value;
    } catch (JinjaException e) {
      throw e.in(origin);
    }
  }

  static String place(@Nullable Origin origin) {
    return origin == null ? "<template>" : origin.source() + ":" + origin.line();
  }

  private interface Evaluation<T> {
    T run();
  }

  private <T> T guarded(@Nullable Origin origin, String what, Evaluation<T> evaluation) {
    try {
      return evaluation.run();
    } catch (JinjaException e) {
      throw mistake(e, origin, what);
    } catch (PythonException e) {
      throw new TemplateException(
          rendering(what, String.valueOf(e.getMessage())), "", origin, false, e);
    } catch (TemplateException e) {
      throw e.at(origin);
    }
  }

  private TemplateException mistake(JinjaException e, @Nullable Origin origin, String what) {
    if (e.kind() == JinjaException.Kind.NOT_BOOLEAN && !isOld()) {
      Origin of = e.origin() == null ? origin : e.origin();
      return notBoolean(e.sentence().replaceFirst("\\.", " at '%s'.".formatted(of)), origin);
    }
    String nearest = e.nearest();
    Undefined undefined = e.undefined();
    if (undefined != null && undefined.isLocked()) {
      return locked(undefined, what.equals(DELIMITED) ? EXPRESSION : what, origin);
    }
    Origin asked = undefined == null ? null : undefined.origin();
    return new TemplateException(
        sentence(e, e.origin() == null ? what : TEMPLATE),
        nearest == null ? "" : "did you mean '" + nearest + "'?",
        within(origin, e.place()),
        asked == null ? e.origin() : asked,
        e.kind() == JinjaException.Kind.UNDEFINED,
        e);
  }

  /// The use of a value that can't be read, by an expression.
  public TemplateException locked(Undefined value) {
    return locked(value, EXPRESSION, null);
  }

  private static TemplateException locked(Undefined value, String what, @Nullable Origin place) {
    return new TemplateException(
        FAILED.formatted(what, value.hint()),
        "",
        place,
        false,
        new TemplateException(value.hint(), "", value.origin(), false, null));
  }

  /// A condition that has a value which is neither true nor false.
  TemplateException notBoolean(Object value, boolean truth, Text condition) {
    Origin of = Text.marksOf(value).origin();
    return notBoolean(
        "Conditional result (%s) was derived from value of type '%s' at '%s'. Conditionals must have a boolean result."
            .formatted(
                truth ? "True" : "False",
                Python.typeName(value),
                of == null ? condition.marks().origin() : of),
        condition.marks().origin());
  }

  private static TemplateException notBoolean(String sentence, @Nullable Origin place) {
    return new TemplateException(
            sentence, "compare it, or use the filter 'bool'", place, false, null)
        .helped(BROKEN);
  }

  /// The line of a template file that a mistake is in.
  private static @Nullable Origin within(@Nullable Origin file, JinjaException.Place place) {
    boolean known = file != null && file.line() == 0 && place.template().equals(file.source());
    return known ? new Origin(place.template(), place.line(), place.column()) : file;
  }

  /// What is wrong with a template.
  String sentence(JinjaException e) {
    return sentence(e, TEMPLATE);
  }

  private String sentence(JinjaException e, String what) {
    if (e.getCause() instanceof PythonException cause
        && cause.kind() == PythonException.Kind.PLUGIN) {
      return e.sentence();
    }
    return switch (e.kind()) {
      case UNDEFINED -> e.sentence();
      case SYNTAX -> isOld() ? e.sentence() : SYNTAX.formatted(what, e.sentence());
      case RUNTIME, NOT_BOOLEAN, MISSING_TEMPLATE, BOUND -> rendering(what, e.sentence());
    };
  }

  private String rendering(String what, String sentence) {
    return isOld() || sentence.startsWith("Conditional ")
        ? sentence
        : FAILED.formatted(what.equals(DELIMITED) ? EXPRESSION : what, sentence);
  }

  private boolean isOld() {
    return environment.language() == Language.ANSIBLE_2_14;
  }

  /// Containers as plain ones, with everything in them rendered.
  private static Object plain(Object value, int nesting) {
    if (nesting > MAX_NESTING) {
      throw circle(null);
    }
    switch (value) {
      case Undefined locked when locked.isLocked() -> throw locked(locked, TEMPLATE, null);
      case Undefined undefined ->
          throw new TemplateException(undefined.hint(), "", null, undefined.origin(), true, null);
      case Tuple tuple -> {
        return plainList(tuple, nesting);
      }
      case List<?> list -> {
        return plainList(list, nesting);
      }
      case Map<?, ?> map -> {
        Map<Object, Object> copy = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          Object each = plain(entry.getValue(), nesting + 1);
          if (each instanceof Unknown) {
            return each;
          }
          if (!each.equals(OMIT)) {
            copy.put(entry.getKey(), each);
          }
        }
        return copy;
      }
      default -> {
        return value;
      }
    }
  }

  private static Object plainList(List<?> list, int nesting) {
    List<Object> copy = new ArrayList<>(list.size());
    for (Object item : list) {
      Object each = plain(item, nesting + 1);
      if (each instanceof Unknown) {
        return each;
      }
      if (!each.equals(OMIT)) {
        copy.add(each);
      }
    }
    return copy;
  }

  /// Python's truth of a rendered value that says yes or no (`run_once: "{{ x }}"`), as Ansible
  /// reads keywords.
  public boolean flag(Object written) {
    Object value = value(written);
    return switch (value) {
      case Boolean bool -> bool;
      case None none -> false;
      case Unknown unknown -> throw new UnknownException(unknown);
      default -> {
        String word =
            (value instanceof Text text ? text.value() : value.toString())
                .strip()
                .toLowerCase(java.util.Locale.ROOT);
        yield switch (word) {
          case "yes", "true", "on", "1", "y", "t" -> true;
          case "no", "false", "off", "0", "n", "f", "" -> false;
          default ->
              throw new TemplateException(
                  "The value '%s' could not be converted to 'bool'.".formatted(word),
                  "",
                  Text.marksOf(written).origin(),
                  false,
                  null);
        };
      }
    };
  }
}
