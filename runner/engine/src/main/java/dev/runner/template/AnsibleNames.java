package dev.runner.template;

import dev.runner.jinja.Environment;
import dev.runner.jinja.Language;
import java.util.Set;

/// Registers what Ansible adds to Jinja2, under the short and the full names.
final class AnsibleNames {
  private static final String BUILTIN = "ansible.builtin.";

  /// Filters that say something about undefined values too.
  private static final Set<String> TOLERANT = Set.of("mandatory", "type_debug");

  private AnsibleNames() {}

  static Environment environment(Language language, Ports ports) {
    Environment.Builder builder = Environment.builder().language(language);
    for (Family family : Family.values()) {
      for (String name : family.names()) {
        AnsibleFilter filter = new AnsibleFilter(family, name, TOLERANT.contains(name), ports);
        builder.filter(name, filter).filter(BUILTIN + name, filter);
      }
    }
    for (TestFamily family : TestFamily.values()) {
      for (String name : family.names()) {
        AnsibleTest test = new AnsibleTest(family, name, ports);
        builder.test(name, test).test(BUILTIN + name, test);
      }
    }
    for (String name : AnsibleFunction.NAMES.split(" ")) {
      builder.global(name, new AnsibleFunction(name, ports));
    }
    return builder.build();
  }
}
