package dev.runner.playbook;

import java.util.List;
import java.util.Set;

/// Names with and without their collection.
final class Names {
  /// What steers a play and is no module.
  static final Set<String> LANGUAGE =
      Set.of(
          "include_tasks",
          "import_tasks",
          "include_role",
          "import_role",
          "import_playbook",
          "meta");

  private static final List<String> OWN = List.of("ansible.builtin.", "ansible.legacy.");

  private Names() {}

  /// The name without Ansible's own collections.
  static String bare(String name) {
    for (String prefix : OWN) {
      if (name.startsWith(prefix)) {
        return name.substring(prefix.length());
      }
    }
    return name;
  }
}
