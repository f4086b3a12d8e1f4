package dev.runner.template;

import dev.runner.jinja.Loader;
import dev.runner.jinja.Variables;
import dev.runner.template.ports.Ports;
import dev.runner.template.ports.SearchPath;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds the templates that a value of a playbook, an inventory or a file of variables includes,
/// imports and extends: beside the playbook, as Ansible does.
record PlaybookTemplates(Ports ports) implements Loader {

  @Override
  public @Nullable Source load(String name, String from, Variables variables) {
    return beside(variables).load(name, from, variables);
  }

  @Override
  public List<String> searched(Variables variables) {
    return beside(variables).searched(variables);
  }

  private FileLoader beside(Variables variables) {
    return new FileLoader(
        ports, List.of(SearchPath.of(variables, ports.here()).directories().getLast()));
  }
}
