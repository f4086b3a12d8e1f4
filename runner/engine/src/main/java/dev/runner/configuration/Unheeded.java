package dev.runner.configuration;

import dev.runner.source.Diagnostic;
import dev.runner.source.Diagnostics;
import java.util.List;
import java.util.Map;

/// Settings of Ansible's that change what a run does or shows, and that have no effect here:
/// whoever sets one to something else than what is so here is told. Those that only tune Ansible's
/// own working (pipelining, temporary directories, Python, cows) are passed over in silence.
///
/// @param key its section and name in the configuration file
/// @param variable of the environment; empty if there is none
/// @param usual what is so here, as a regular expression without regard to case; empty if nothing
///   is
/// @param because what there is instead
record Unheeded(String key, String variable, String usual, String because) {
  private static final String YES = "true|yes|on|1|y|t";
  private static final String NO = "false|no|off|0|n|f";

  private static final List<Unheeded> ALL =
      List.of(
          new Unheeded(
              "defaults.executable",
              "ANSIBLE_EXECUTABLE",
              "/bin/sh",
              "commands of the module shell run in /bin/sh; its parameter 'executable' names"
                  + " another (module_defaults sets it for many tasks)"),
          new Unheeded(
              "defaults.precedence",
              "ANSIBLE_PRECEDENCE",
              "",
              "variables have Ansible's usual precedence"),
          new Unheeded(
              "defaults.plugin_filters_cfg",
              "",
              "",
              "its 'module_rejectlist' keeps no module from use"),
          new Unheeded(
              "defaults.error_on_undefined_vars",
              "ANSIBLE_ERROR_ON_UNDEFINED_VARS",
              YES,
              "a variable that isn't defined is an error; the filter 'default' gives it a value"),
          new Unheeded(
              "defaults.vars_plugins_enabled",
              "ANSIBLE_VARS_ENABLED",
              "(ansible[.]builtin[.])?host_group_vars",
              "group_vars and host_vars are read; other plugins of variables are written in"
                  + " Python"),
          new Unheeded(
              "defaults.playbook_vars_root",
              "ANSIBLE_PLAYBOOK_VARS_ROOT",
              "top|playbook_dir",
              "group_vars and host_vars are read beside the playbook that the command names"),
          new Unheeded(
              "defaults.invalid_task_attribute_failed",
              "ANSIBLE_INVALID_TASK_ATTRIBUTE_FAILED",
              YES,
              "a keyword that tasks don't have is a mistake"),
          new Unheeded(
              "defaults.allow_embedded_templates",
              "ANSIBLE_ALLOW_EMBEDDED_TEMPLATES",
              YES,
              "templates within expressions are told only where they are mistakes"),
          new Unheeded(
              "defaults.verbose_to_stderr",
              "ANSIBLE_VERBOSE_TO_STDERR",
              NO,
              "what -v adds goes where the other lines go"),
          new Unheeded("defaults.log_filter", "ANSIBLE_LOG_FILTER", "", "the log holds all lines"),
          new Unheeded(
              "defaults.task_debugger_ignore_errors",
              "ANSIBLE_TASK_DEBUGGER_IGNORE_ERRORS",
              YES,
              "the debugger leaves failures alone that are ignored"),
          new Unheeded(
              "diff.context",
              "ANSIBLE_DIFF_CONTEXT",
              "3",
              "diffs show three lines around each change"),
          new Unheeded(
              "defaults.show_per_host_start",
              "ANSIBLE_SHOW_PER_HOST_START",
              NO,
              "lines tell the end of a task on each host only"),
          new Unheeded(
              "defaults.display_args_to_stdout",
              "ANSIBLE_DISPLAY_ARGS_TO_STDOUT",
              NO,
              "titles of tasks don't show parameters"),
          new Unheeded(
              "defaults.jinja2_extensions",
              "ANSIBLE_JINJA2_EXTENSIONS",
              "([ ,]*jinja2[.]ext[.](do|loopcontrols))+",
              "templates know do, break and continue; other extensions are written in Python"),
          new Unheeded(
              "inventory.enable_plugins",
              "ANSIBLE_INVENTORY_ENABLED",
              "([ ,]*(ansible[.]builtin[.])?(advanced_host_list|auto|constructed|generator"
                  + "|host_list|ini|script|toml|yaml))+",
              "inventories are lists of hosts, INI, YAML, TOML, programs, and what constructed and"
                  + " generator make; other plugins are written in Python"),
          new Unheeded(
              "defaults.keep_remote_files",
              "ANSIBLE_KEEP_REMOTE_FILES",
              NO,
              "what is put on a host for a task is removed when it ends"),
          new Unheeded(
              "defaults.action_warnings",
              "ANSIBLE_ACTION_WARNINGS",
              YES,
              "warnings of modules are always shown"),
          new Unheeded(
              "defaults.log_verbosity",
              "ANSIBLE_LOG_VERBOSITY",
              "",
              "the log holds the lines that are shown"),
          new Unheeded(
              "connection.ssh_agent", "ANSIBLE_SSH_AGENT", "none", "no agent is started for keys"),
          new Unheeded(
              "ssh_connection.retries",
              "ANSIBLE_SSH_RETRIES",
              "0",
              "a host that can't be reached is tried once; wait_for_connection waits for it"));

  /// At the level 2.14 only: later on it is as if this was set.
  private static final Unheeded NATIVE =
      new Unheeded(
          "defaults.jinja2_native",
          "ANSIBLE_JINJA2_NATIVE",
          NO,
          "templates give text that is read back where it looks like a list, a mapping or a"
              + " boolean; at the language level 2.19 types are kept");

  /// Warns of those that are set.
  ///
  /// @param entries of the configuration file, by `section.key`
  /// @param old whether the language is that before ansible-core 2.19
  static void warn(
      Map<String, ConfigurationFile.Entry> entries,
      Map<String, String> environment,
      boolean old,
      Diagnostics diagnostics) {
    ALL.forEach(each -> each.warn(entries, environment, diagnostics));
    if (old) {
      NATIVE.warn(entries, environment, diagnostics);
    }
  }

  private void warn(
      Map<String, ConfigurationFile.Entry> entries,
      Map<String, String> environment,
      Diagnostics diagnostics) {
    ConfigurationFile.Entry entry = entries.get(key);
    if (entry != null && differs(entry.value())) {
      String name = key.substring(key.indexOf('.') + 1);
      diagnostics.add(
          Diagnostic.warning(
              entry.origin(), "'%s' has no effect here: %s".formatted(name, because)));
    }
    String value = environment.getOrDefault(variable, "");
    if (!value.isEmpty() && differs(value)) {
      diagnostics.add(
          Diagnostic.warning(null, "%s has no effect here: %s".formatted(variable, because)));
    }
  }

  private boolean differs(String value) {
    return usual.isEmpty() || !value.strip().matches("(?i)(" + usual + ")");
  }
}
