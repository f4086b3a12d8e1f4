package dev.runner.template;

import dev.runner.inventory.Expressions;
import dev.runner.jinja.Environment;
import dev.runner.jinja.JinjaException;
import dev.runner.jinja.Language;
import dev.runner.source.CollectionRoutes;
import dev.runner.template.ports.Ports;
import dev.runner.template.ports.SearchPath;
import dev.runner.values.Marks;
import dev.runner.values.Origin;
import dev.runner.values.Python;
import dev.runner.values.PythonException;
import dev.runner.values.Text;
import dev.runner.values.Unknown;
import dev.runner.values.UnknownException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The template languages as Ansible binds them: Jinja with Ansible's filters, tests, lookups and
/// functions for values, conditions and `.j2` files, Mustache for `.mustache` files. One for a run;
/// shared by all threads.
public final class Templates {
  private final Ports ports;
  private final Environment environment;
  private final CollectionRoutes routes;

  /// @param language whose rules apply; [Language#ANSIBLE_2_19] unless the user asks for another
  public Templates(Language language, Ports ports) {
    this(language, ports, new CollectionRoutes(List.of()));
  }

  /// @param language whose rules apply; [Language#ANSIBLE_2_19] unless the user asks for another
  /// @param routes where names lead that collections have given up
  public Templates(Language language, Ports ports, CollectionRoutes routes) {
    this.ports = ports;
    this.routes = routes;
    this.environment = AnsibleNames.environment(language, ports, routes);
  }

  /// The filters, tests and functions.
  public Environment environment() {
    return environment;
  }

  /// Whose rules apply.
  public Language language() {
    return environment.language();
  }

  /// Whether the language is that before ansible-core 2.19.
  public boolean isBefore219() {
    return environment.language().isBefore219();
  }

  /// What templates may reach.
  public Ports ports() {
    return ports;
  }

  /// The variables of one task on one host, as its templates see them.
  public Scope scope(RawVariables variables) {
    return new Scope(environment, variables);
  }

  /// Where the files that a task names are looked for.
  public SearchPath searchPath(Scope scope) {
    return SearchPath.of(scope, ports.here());
  }

  /// The text of a template file: Mustache if its name ends in `.mustache`, otherwise Jinja. Secret
  /// if anything secret went into it.
  ///
  /// @param file that was found on the search path; encrypted ones are opened
  /// @param written as the task names it (`template_path`)
  /// @param parameters those of the task, some of which say how to render (`trim_blocks`,
  ///   `newline_sequence`, `variable_start_string`…) and where to (`dest`)
  /// @throws TemplateException if it can't be read or rendered
  public Text render(Path file, String written, Map<String, Object> parameters, Scope scope) {
    return new TemplateFile(ports, file, written, parameters).render(scope);
  }

  /// Parses a value that is a template, and evaluates nothing.
  ///
  /// @param where it stands, unless it knows that itself
  /// @throws JinjaException if it can't be parsed
  /// @throws TemplateException if its line `#jinja2:` is wrong
  public void parse(Text text, Origin where) {
    Origin own = text.marks().origin();
    JinjaHeader.template(environment, text.value(), own == null ? where : own);
  }

  /// The items of a loop that is written as `with_LOOKUP`.
  ///
  /// @param lookup its name: `items`, `dict`, `fileglob`…
  /// @param terms as written
  /// @throws TemplateException if the lookup fails
  public List<Object> loop(String lookup, Object terms, Scope scope) {
    Object value = scope.value(terms);
    if (value instanceof Unknown unknown) {
      throw new UnknownException(unknown);
    }
    Map<String, Object> names =
        Map.of(
            "runner_loop_lookup",
            lookup,
            "runner_loop_terms",
            value instanceof List<?> ? value : List.of(value));
    Text query = Text.of("query(runner_loop_lookup, *runner_loop_terms)", Marks.TRUSTED);
    return Python.list(scope.under(names).expression(query));
  }

  /// How many commands of the control machine began or ended so far, for lookups.
  public long acts() {
    return ports.programs().acts();
  }

  /// Whether a condition is written as a template from its beginning to its end, which people do
  /// although it is an expression already.
  public static boolean isTemplate(String condition) {
    return Conditions.isTemplate(condition);
  }

  /// Whether a filter, lookup or global function gives other results when it is asked again: what
  /// it is used in can't be computed ahead.
  ///
  /// @param name the short one
  public static boolean isImpure(String name) {
    return IMPURE.contains(name);
  }

  private static final Set<String> IMPURE =
      Set.of(
          "now",
          "random",
          "shuffle",
          "random_mac",
          "random_string",
          "resolvable",
          "password_hash",
          "vault",
          "pipe",
          "lines",
          "url",
          "password",
          "random_choice");

  /// Evaluates the expressions of inventories.
  public Expressions expressions() {
    return new InventoryExpressions(this);
  }

  /// Whether there is a lookup of this name, short or with a collection.
  ///
  /// @throws PythonException if the name is known, but leads nowhere
  public boolean hasLookup(String name) {
    return Lookups.exists(Lookups.target(routes, name));
  }
}
