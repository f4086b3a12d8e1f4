package dev.runner.variables;

/// Where variables come from, the weakest first (the order that Ansible's documentation gives).
public enum Precedence {
  COMMAND_LINE_VALUES("values of the command line, such as -u"),
  ROLE_DEFAULTS("defaults of a role"),
  INVENTORY_GROUP("variables of a group in the inventory"),
  INVENTORY_GROUP_VARS_ALL("group_vars/all beside the inventory"),
  PLAYBOOK_GROUP_VARS_ALL("group_vars/all beside the playbook"),
  INVENTORY_GROUP_VARS("group_vars beside the inventory"),
  PLAYBOOK_GROUP_VARS("group_vars beside the playbook"),
  INVENTORY_HOST("variables of a host in the inventory"),
  INVENTORY_HOST_VARS("host_vars beside the inventory"),
  PLAYBOOK_HOST_VARS("host_vars beside the playbook"),
  FACTS("facts, and what set_fact keeps with 'cacheable'"),
  PLAY_VARS("vars of the play"),
  PLAY_PROMPTS("vars_prompt of the play"),
  PLAY_FILES("vars_files of the play"),
  ROLE_VARS("vars of a role"),
  BLOCK_VARS("vars of a block"),
  TASK_VARS("vars of the task"),
  INCLUDED_VARS("include_vars"),
  SET_FACTS("set_fact and register"),
  ROLE_PARAMS("parameters of a role"),
  INCLUDE_PARAMS("vars of an include"),
  EXTRA_VARS("extra variables, -e");

  private final String text;

  Precedence(String text) {
    this.text = text;
  }

  /// For people: `vars of the play`.
  public String text() {
    return text;
  }
}
