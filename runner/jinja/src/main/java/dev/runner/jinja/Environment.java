package dev.runner.jinja;

import dev.runner.values.Marks;
import dev.runner.values.PythonException;
import dev.runner.values.Text;
import dev.runner.values.Undefined;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// What templates are parsed and evaluated with: the filters, tests and globals, the delimiters,
/// the rules. Immutable; parse results are kept and shared by all threads.
public final class Environment {
  private static final int KEPT_TEMPLATES = 4096;
  private static final int KEPT_VARIANTS = 256;

  private final Builder settings;
  private final Map<Parsed, Template> templates = new ConcurrentHashMap<>();
  private final Map<Parsed, Expression> expressions = new ConcurrentHashMap<>();
  private final Map<Variant, Environment> variants = new ConcurrentHashMap<>();

  private record Variant(Syntax syntax, Loader loader) {}

  /// Compared by hand: what records do by themselves costs milliseconds when the JVM starts.
  private record Parsed(String text, String name, Syntax syntax) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Parsed parsed
          && text.equals(parsed.text)
          && name.equals(parsed.name)
          && syntax.equals(parsed.syntax);
    }

    @Override
    public int hashCode() {
      return text.hashCode() * 31 + name.hashCode();
    }
  }

  private Environment(Builder settings) {
    this.settings = settings;
  }

  /// A builder with Jinja2's own filters, tests and globals.
  public static Builder builder() {
    return new Builder(Language.ANSIBLE_2_19);
  }

  /// This environment with other delimiters and another place that templates come from. It is kept
  /// with all that it parses, for the next who asks: loaders are told apart by `equals`.
  public Environment with(Syntax syntax, Loader loader) {
    if (variants.size() >= KEPT_VARIANTS) {
      variants.clear();
    }
    return variants.computeIfAbsent(
        new Variant(syntax, loader),
        key -> new Environment(new Builder(settings).syntax(syntax).loader(loader)));
  }

  /// Parses a template.
  ///
  /// @param name how errors name it: a file, or where the value stands
  /// @throws JinjaException if it can't be parsed
  public Template template(String text, String name) {
    return template(text, name, settings.syntax);
  }

  /// Parses a template with other delimiters or rules for white space.
  ///
  /// @throws JinjaException if it can't be parsed
  public Template template(String text, String name, Syntax syntax) {
    Parsed key = new Parsed(text, name, syntax);
    Template known = templates.get(key);
    if (known == null) {
      known = Template.parse(this, text, name, syntax);
      keep(templates, key, known);
    }
    return known;
  }

  /// Parses an expression: what may stand inside `{{ }}`.
  ///
  /// @throws JinjaException if it can't be parsed
  public Expression expression(String text, String name) {
    Parsed key = new Parsed(text, name, settings.syntax);
    Expression known = expressions.get(key);
    if (known == null) {
      known = Expression.parse(this, text, name, settings.syntax);
      keep(expressions, key, known);
    }
    return known;
  }

  private static <T> void keep(Map<Parsed, T> cache, Parsed key, T value) {
    if (cache.size() >= KEPT_TEMPLATES) {
      cache.clear();
    }
    cache.put(key, value);
  }

  /// Whether a value is a template that this environment would evaluate: trusted text with
  /// something that starts code in it.
  public boolean isTemplate(Object value) {
    return value instanceof Text text
        && text.marks().trusted()
        && settings.syntax.occursIn(text.value());
  }

  /// The filter of this name, or null.
  ///
  /// @throws PythonException if the name is known, but leads nowhere
  public @Nullable Filter filter(String name) {
    Filter known = settings.filters.get(name);
    return known == null ? settings.others.filter(name) : known;
  }

  /// The test of this name, or null.
  ///
  /// @throws PythonException if the name is known, but leads nowhere
  public @Nullable Check test(String name) {
    Check known = settings.tests.get(name);
    return known == null ? settings.others.test(name) : known;
  }

  /// The global of this name, or null.
  public @Nullable Object global(String name) {
    return settings.globals.get(name);
  }

  Set<String> filterNames() {
    return settings.filters.keySet();
  }

  Set<String> testNames() {
    return settings.tests.keySet();
  }

  Set<String> globalNames() {
    return settings.globals.keySet();
  }

  /// Whose rules apply.
  public Language language() {
    return settings.language;
  }

  /// Whether a condition may have any value, whose truth counts then.
  public boolean takesAnyCondition() {
    return settings.anyCondition || settings.language != Language.ANSIBLE_2_19;
  }

  /// The delimiters and rules for white space.
  public Syntax syntax() {
    return settings.syntax;
  }

  /// Where other templates come from.
  public Loader loader() {
    return settings.loader;
  }

  /// What may be done with undefined values.
  public Undefined.Use undefined() {
    return settings.undefined;
  }

  /// How much an evaluation may take.
  public Bounds bounds() {
    return settings.bounds;
  }

  /// Whether text is escaped for HTML where it is printed.
  public boolean autoescape() {
    return settings.autoescape;
  }

  /// The marks of literals and of a template's own text.
  static final Marks LITERAL = Marks.TRUSTED;

  /// Collects what an environment is made of.
  public static final class Builder {
    private Language language;
    private Syntax syntax;
    private Loader loader;
    private Undefined.Use undefined;
    private Bounds bounds;
    private boolean autoescape;
    private boolean anyCondition;
    private Others others = Others.NONE;
    private final Map<String, Filter> filters;
    private final Map<String, Check> tests;
    private final Map<String, Object> globals;

    private Builder(Language language) {
      this.language = language;
      this.syntax = Syntax.ANSIBLE_VALUE;
      this.loader = Loader.NONE;
      this.undefined = Undefined.Use.CHAINED;
      this.bounds = Bounds.USUAL;
      this.filters = new HashMap<>(256);
      this.tests = new HashMap<>(128);
      this.globals = new HashMap<>(32);
      language(language);
      BuiltIns.addTo(this);
    }

    private Builder(Builder other) {
      this.language = other.language;
      this.syntax = other.syntax;
      this.loader = other.loader;
      this.undefined = other.undefined;
      this.bounds = other.bounds;
      this.autoescape = other.autoescape;
      this.anyCondition = other.anyCondition;
      this.others = other.others;
      this.filters = new HashMap<>(other.filters);
      this.tests = new HashMap<>(other.tests);
      this.globals = new HashMap<>(other.globals);
    }

    /// Whose rules apply; sets the syntax and the use of undefined values that go with them.
    public Builder language(Language value) {
      language = value;
      syntax = value.isAnsible() ? Syntax.ANSIBLE_VALUE : Syntax.JINJA;
      undefined = value.isAnsible() ? Undefined.Use.CHAINED : Undefined.Use.LENIENT;
      return this;
    }

    /// The delimiters and rules for white space.
    public Builder syntax(Syntax value) {
      syntax = value;
      return this;
    }

    /// Where other templates come from.
    public Builder loader(Loader value) {
      loader = value;
      return this;
    }

    /// What may be done with undefined values.
    public Builder undefined(Undefined.Use value) {
      undefined = value;
      return this;
    }

    /// How much an evaluation may take.
    public Builder bounds(Bounds value) {
      bounds = value;
      return this;
    }

    /// Whether text is escaped for HTML where it is printed.
    public Builder autoescape(boolean value) {
      autoescape = value;
      return this;
    }

    /// Whether a condition may have any value, as it could before Ansible 2.19.
    public Builder anyCondition(boolean value) {
      anyCondition = value;
      return this;
    }

    /// Where filters and tests are looked for that aren't registered.
    public Builder others(Others value) {
      others = value;
      return this;
    }

    /// Registers a filter.
    public Builder filter(String name, Filter filter) {
      filters.put(name, filter);
      return this;
    }

    /// Registers a test.
    public Builder test(String name, Check test) {
      tests.put(name, test);
      return this;
    }

    /// Registers a global: a [Callable], or any value.
    public Builder global(String name, Object value) {
      globals.put(name, value);
      return this;
    }

    /// Registers all filters and tests that are there so far once more, under names that begin with
    /// each of some prefixes (`ansible.builtin.`).
    public Builder alsoUnder(String... prefixes) {
      Map<String, Filter> plainFilters = new HashMap<>(filters);
      Map<String, Check> plainTests = new HashMap<>(tests);
      for (String prefix : prefixes) {
        plainFilters.forEach((name, filter) -> filters.put(prefix.concat(name), filter));
        plainTests.forEach((name, test) -> tests.put(prefix.concat(name), test));
      }
      return this;
    }

    /// The environment.
    public Environment build() {
      return new Environment(new Builder(this));
    }
  }
}
