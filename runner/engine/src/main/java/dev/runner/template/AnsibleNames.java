package dev.runner.template;

import dev.runner.jinja.Environment;
import dev.runner.jinja.Language;

/// Registers what Ansible adds to Jinja2, under the short and the full names.
final class AnsibleNames {
  private static final String BUILTIN = "ansible.builtin.";

  private AnsibleNames() {}

  static Environment environment(Language language, Ports ports) {
    Environment.Builder builder = Environment.builder().language(language);
    for (Family family : Family.values()) {
      for (String name : family.names()) {
        AnsibleFilter filter = new AnsibleFilter(family, name, false, ports);
        builder.filter(name, filter).filter(BUILTIN + name, filter);
      }
    }
    return builder.build();
  }
}
