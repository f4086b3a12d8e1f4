package dev.runner.template;

import dev.runner.jinja.Environment;
import dev.runner.jinja.Language;
import dev.runner.values.Text;
import java.nio.file.Path;
import java.util.Map;

/// The template languages as Ansible binds them: Jinja with Ansible's filters, tests, lookups and
/// functions for values, conditions and `.j2` files, Mustache for `.mustache` files. One for a run;
/// shared by all threads.
public final class Templates {
  private final Ports ports;
  private final Environment environment;

  /// @param language whose rules apply; [Language#ANSIBLE_2_19] unless the user asks for another
  public Templates(Language language, Ports ports) {
    this.ports = ports;
    this.environment = AnsibleNames.environment(language, ports);
  }

  /// The filters, tests and functions.
  public Environment environment() {
    return environment;
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
}
