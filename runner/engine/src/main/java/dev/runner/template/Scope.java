package dev.runner.template;

import dev.runner.jinja.Environment;
import dev.runner.jinja.JinjaException;
import dev.runner.jinja.Language;
import dev.runner.jinja.Lazy;
import dev.runner.jinja.Rendering;
import dev.runner.jinja.Variables;
import dev.runner.values.Deprecation;
import dev.runner.values.Marks;
import dev.runner.values.Origin;
import dev.runner.values.Python;
import dev.runner.values.Secret;
import dev.runner.values.Text;
import dev.runner.values.Texts;
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
  /// The value that stands for "leave this parameter out". It is recognised by its text.
  public static final Object OMIT = Text.of("__omit_place_holder__", Marks.TRUSTED);

  /// The variable that holds the terms of a loop's lookup (`with_…`).
  public static final String LOOP_TERMS = "runner_loop_terms";

  private static final WholeValues WHOLE = new WholeValues(OMIT);

  private final Environment environment;
  private final RawVariables raw;
  private final TemplateMistakes mistakes;
  private final Map<String, Object> rendered = new HashMap<>();
  private final List<String> warnings;
  private final Uses uses;
  private final boolean ahead;
  private int depth;

  /// @param environment filters, tests and functions
  public Scope(Environment environment, RawVariables raw) {
    this(environment, raw, 0, new ArrayList<>(), new Uses(is219(environment)), false);
  }

  private Scope(
      Environment environment,
      RawVariables raw,
      int depth,
      List<String> warnings,
      Uses uses,
      boolean ahead) {
    this.environment = environment;
    this.mistakes = TemplateMistakes.of(environment);
    this.raw = raw;
    this.depth = depth;
    this.warnings = warnings;
    this.uses = uses;
    this.ahead = ahead;
  }

  /// The same variables before the task's turn. What these say isn't known yet, nor are other
  /// hosts' variables; what must be called once only isn't called: evaluations that need any of it
  /// end with [NotYet].
  public Scope ahead(Set<String> pending) {
    RawVariables settled = new SettledVariables(raw, pending);
    return new Scope(environment, settled, 0, new ArrayList<>(), new Uses(false), true);
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

  /// What was used since this was asked last that ansible-core gives up.
  public List<Deprecation> deprecations() {
    return uses.taken();
  }

  Uses uses() {
    return uses;
  }

  private static boolean is219(Environment environment) {
    return environment.language() == Language.ANSIBLE_2_19;
  }

  /// Variables of another host, rendered among themselves.
  Object others(Map<?, ?> variables) {
    if (depth >= TemplateMistakes.MAX_DEPTH) {
      throw TemplateMistakes.circle(null);
    }
    Scope scope =
        new Scope(
            environment, RawVariables.plain(variables, raw), depth + 1, warnings, uses, ahead);
    return Lazy.of(variables, scope::resolve);
  }

  /// The variables that a template is being rendered with.
  public static Scope of(Rendering rendering) {
    Variables variables = rendering.variables();
    return variables instanceof Scope scope
        ? scope
        : new Scope(rendering.environment(), RawVariables.of(variables));
  }

  @Override
  public Object get(String name) {
    uses.variable(name, raw);
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
    return new Scope(environment, raw.written(), depth, warnings, uses, ahead);
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
    return over.isEmpty()
        ? this
        : new Scope(environment, raw.under(over), 0, warnings, uses, ahead);
  }

  /// A value whose templates are rendered with these variables when they are used.
  public Object lazily(Object written) {
    return Lazy.of(written, this::resolve);
  }

  /// Whose rules apply.
  public Language language() {
    return environment.language();
  }

  /// Whether the language is that before ansible-core 2.19.
  public boolean isBefore219() {
    return language().isBefore219();
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
    if (++depth > TemplateMistakes.MAX_DEPTH) {
      depth--;
      throw TemplateMistakes.circle(origin);
    }
    try {
      Object value =
          uses.at(
              origin, () -> JinjaHeader.template(environment, text.value(), origin).variable(this));
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
    return mistakes.guarded(
        Text.marksOf(written).origin(),
        TemplateMistakes.TEMPLATE,
        () -> WHOLE.of(template(written)));
  }

  /// The value of a template; where that is a list, its items stay templates.
  ///
  /// @throws TemplateException if it is undefined, or can't be evaluated
  public Object withItemsAsWritten(Text template) {
    return mistakes.guarded(
        template.marks().origin(),
        TemplateMistakes.TEMPLATE,
        () -> Lazy.unresolved(template(template)));
  }

  /// A value that an evaluation gave, whole and plain: nothing of it is left for later.
  ///
  /// @return [Unknown] if any part of it is unknown
  /// @throws TemplateException if any part of it is undefined, can't be evaluated or has no end
  public Object whole(Object evaluated) {
    return mistakes.guarded(null, TemplateMistakes.TEMPLATE, () -> WHOLE.of(evaluated));
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
      throw mistakes.of(e, Text.marksOf(written).origin(), TemplateMistakes.TEMPLATE);
    }
  }

  /// Text that is only looked at, such as a task's name: from Ansible 2.19 on what is wrong with it
  /// is told in its place, and by [#warn].
  ///
  /// @throws TemplateException before that, if anything is wrong
  public String shown(Text written) {
    return isBefore219() || !environment.isTemplate(written)
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

  /// The value of an expression, which may be undefined.
  ///
  /// @throws TemplateException if it can't be evaluated, or isn't the user's own text
  public Object expression(Object written) {
    Text text = Conditions.own(written);
    Origin origin = text.marks().origin();
    return mistakes.guarded(
        origin,
        TemplateMistakes.kind(text),
        () ->
            uses.at(
                origin, () -> environment.expression(text.value(), place(origin)).evaluate(this)));
  }

  private Object template(Object written) {
    return Lazy.of(written, text -> strict(text));
  }

  /// Whether a text that is used is a template itself; secrets are told of.
  private boolean enters(Text text) {
    if (text.isSecret()) {
      raw.seen(text);
    }
    return (environment.isTemplate(text) || hasHeader(text)) && !text.equals(OMIT);
  }

  /// From Ansible 2.19 on the line alone makes a template of a text.
  private boolean hasHeader(Text text) {
    return JinjaHeader.begins(text.value()) && text.marks().trusted() && !isBefore219();
  }

  private Object strict(Text text) {
    if (!enters(text)) {
      return text;
    }
    Origin origin = text.marks().origin();
    try {
      Object value =
          uses.at(
              origin, () -> JinjaHeader.template(environment, text.value(), origin).value(this));
      return value instanceof Undefined undefined ? undefined.in(origin) : value;
    } catch (JinjaException e) {
      throw e.in(origin);
    }
  }

  static String place(@Nullable Origin origin) {
    return origin == null ? "<template>" : origin.source() + ":" + origin.line();
  }

  /// What is said of texts that can't be evaluated.
  TemplateMistakes mistakes() {
    return mistakes;
  }

  /// The use of a value that can't be read, by an expression.
  public TemplateException locked(Undefined value) {
    return TemplateMistakes.lockedIn(value);
  }

  /// Python's truth of a rendered value that says yes or no (`run_once: "{{ x }}"`), as Ansible
  /// reads keywords.
  public boolean flag(Object written) {
    return Flag.of(value(written), written);
  }
}
