package dev.runner.template;

import dev.runner.jinja.Environment;
import dev.runner.jinja.Language;
import dev.runner.source.CollectionRoutes;
import dev.runner.template.ports.Ports;
import java.util.Set;

/// Registers what Ansible adds to Jinja2, under the short and the full names.
final class AnsibleNames {
  private static final String BUILTIN = "ansible.builtin";

  /// Filters that say something about undefined values too.
  private static final Set<String> TOLERANT = Set.of("mandatory", "type_debug", "ternary");

  /// Those that gave back what is undefined before ansible-core 2.19.
  private static final Set<String> FORMERLY_TOLERANT = Set.of("extract");

  private AnsibleNames() {}

  static Environment environment(Language language, Ports ports, CollectionRoutes routes) {
    Environment.Builder builder =
        Environment.builder()
            .language(language)
            .loader(new PlaybookTemplates(ports))
            .anyCondition(ports.isOn("ALLOW_BROKEN_CONDITIONALS"));
    for (Family family : Family.values()) {
      if (family.collection().equals(BUILTIN)) {
        for (String name : family.names()) {
          boolean tolerant =
              TOLERANT.contains(name)
                  || (language == Language.ANSIBLE_2_14 && FORMERLY_TOLERANT.contains(name));
          builder.filter(name, new AnsibleFilter(family, name, tolerant, ports));
        }
      }
    }
    for (TestFamily family : TestFamily.values()) {
      if (family.prefix().isEmpty()) {
        addTests(builder, family, ports);
      }
    }
    for (String name : AnsibleFunction.NAMES.split(" ")) {
      builder.global(name, new AnsibleFunction(name, ports, routes));
    }
    builder.alsoUnder(BUILTIN + ".", "ansible.legacy.");
    addCollections(builder, ports);
    return builder.others(new RoutedNames(routes, builder.build())).build();
  }

  private static void addTests(Environment.Builder builder, TestFamily family, Ports ports) {
    for (String name : family.names()) {
      builder.test(family.prefix() + name, new AnsibleTest(family, name, ports));
    }
  }

  /// What other collections add; it never hides what is there already.
  private static void addCollections(Environment.Builder builder, Ports ports) {
    for (Family family : Family.values()) {
      if (!family.collection().equals(BUILTIN)) {
        for (String name : family.names()) {
          AnsibleFilter filter = new AnsibleFilter(family, name, false, ports);
          builder.filter(family.collection() + "." + name, filter);
          if (!family.isQualified()) {
            builder.filter(name, filter);
            builder.filter(BUILTIN + "." + name, filter); // what it was called before
          }
        }
      }
    }
    for (TestFamily family : TestFamily.values()) {
      if (!family.prefix().isEmpty()) {
        addTests(builder, family, ports);
      }
    }
    // It is Ansible's own by now.
    builder.filter(
        "community.general.path_join", new AnsibleFilter(Family.PATHS, "path_join", false, ports));
    for (String name : Family.NETS.names()) {
      builder.filter(
          "ansible.netcommon." + name, new AnsibleFilter(Family.NETS, name, false, ports));
    }
  }
}
