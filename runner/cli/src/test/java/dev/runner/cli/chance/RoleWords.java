package dev.runner.cli.chance;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Chooses by chance what playbooks of roles say: templates that tell which variables, names and
/// files are seen where they stand, values, conditions and tags.
final class RoleWords {
  private static final List<String> VARIABLES = List.of("rd", "rv", "shared", "sf", "given");

  private static final List<String> EXPRESSIONS =
      List.of(
          "rd | default('-')",
          "rv | default('-')",
          "shared | default('-')",
          "sf | default('-')",
          "given | default('-')",
          "composed | default('-')",
          "alpha_d | default('-')",
          "beta_v | default('-')",
          "pv | default('-')",
          "iv | default('-')",
          "extra | default('-')",
          "role_name | default('-')",
          "ansible_role_name | default('-')",
          "ansible_parent_role_names | default('-')",
          "ansible_parent_role_paths | default([]) | map('basename') | list",
          "role_path | default('-') | basename",
          "ansible_play_role_names | default([]) | sort",
          "ansible_role_names | default([]) | sort",
          "ansible_dependent_role_names | default([]) | sort",
          "role_names | default([]) | sort",
          "lookup('file', 'f.txt')",
          "lookup('template', 't.j2')",
          "lookup('first_found', ['nope', 'f.txt'], errors='ignore') | default('-', true) | basename",
          "lookup('vars', 'shared', default='none')",
          "hostvars['b'].shared | default('-')",
          "hostvars[inventory_hostname].rv | default('-')",
          "hostvars['a'].sf | default('-')",
          "item | default('-')",
          "ansible_loop.index | default('-')",
          "ansible_search_path | map('basename') | list",
          "playbook_dir == ansible_search_path[-1]",
          "ansible_play_name",
          "ansible_play_batch",
          "ansible_run_tags | sort",
          "ansible_skip_tags | sort",
          "q('fileglob', '*.txt') | map('basename') | sort",
          "reg.msg | default('-')",
          "reg.results | default([]) | map(attribute='item') | list",
          "reg is skipped",
          "ansible_failed_task.name | default('-')",
          "ansible_failed_result.msg | default('-')",
          "ansible_check_mode",
          "ansible_diff_mode",
          "rd",
          "rv",
          "given",
          "n");

  private static final List<Object> TAGS =
      List.of("ta", "tb", List.of("ta", "tb"), "always", "never", "ta,tc");

  private final Chance chance;
  private int number;

  RoleWords(Chance chance) {
    this.chance = chance;
  }

  /// A number that nothing else has.
  int next() {
    return ++number;
  }

  /// Lets a task or handler tell what it sees.
  void told(Map<String, Object> task, String before) {
    task.put("debug", Map.of("msg", before + " " + template() + " " + template()));
  }

  /// An expression between braces.
  String template() {
    return "{{ " + chance.of(EXPRESSIONS) + " }}";
  }

  Object value() {
    return chance.of(
        List.of(
            "x" + ++number,
            "y" + ++number,
            (long) ++number,
            "{{ inventory_hostname }}",
            "{{ iv | default('s') }}",
            "{{ role_name | default('r') }}",
            List.of("{{ n }}", "l"),
            Map.of("k", "{{ n }}")));
  }

  String condition() {
    return chance.of(
        List.of(
            "n == 1",
            "n > 1",
            "true",
            "inventory_hostname == 'b'",
            "rd is defined",
            "rv is not defined",
            "role_name is defined",
            "sf | default('') != 'x'",
            "given is defined",
            "reg is not skipped",
            "ansible_check_mode",
            "'ta' in ansible_run_tags or 'all' in ansible_run_tags",
            "item | default(1) != 2",
            "false"));
  }

  Map<String, Object> variables() {
    Map<String, Object> variables = new LinkedHashMap<>();
    variables.put(chance.of(VARIABLES), value());
    chance.times(0.3, () -> variables.put(chance.of(VARIABLES), value()));
    return variables;
  }

  Object tags() {
    return chance.of(TAGS);
  }
}
