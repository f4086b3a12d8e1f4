package dev.runner.configuration;

import dev.runner.source.Diagnostic;
import dev.runner.source.Diagnostics;
import java.util.List;
import java.util.Map;

/// Settings of Ansible's that change what a run does or shows, and that have no effect here:
/// whoever sets one is told. Those that only tune Ansible's own working (pipelining, temporary
/// directories, Python, cows) are passed over in silence.
///
/// @param key its section and name in the configuration file
/// @param variable of the environment; empty if there is none
/// @param because what there is instead
record Unheeded(String key, String variable, String because) {
  private static final List<Unheeded> ALL =
      List.of(
          new Unheeded(
              "defaults.executable",
              "ANSIBLE_EXECUTABLE",
              "commands of the module shell run in /bin/sh; its parameter 'executable' names"
                  + " another (module_defaults sets it for many tasks)"),
          new Unheeded(
              "defaults.task_timeout",
              "ANSIBLE_TASK_TIMEOUT",
              "the keyword 'timeout' of plays, blocks and tasks says how long a task may take"),
          new Unheeded(
              "defaults.precedence",
              "ANSIBLE_PRECEDENCE",
              "variables have Ansible's usual precedence"),
          new Unheeded(
              "defaults.plugin_filters_cfg",
              "",
              "its 'module_rejectlist' keeps no module from use"),
          new Unheeded(
              "defaults.error_on_undefined_vars",
              "ANSIBLE_ERROR_ON_UNDEFINED_VARS",
              "a variable that isn't defined is an error; the filter 'default' gives it a value"),
          new Unheeded(
              "defaults.inventory_ignore_extensions",
              "ANSIBLE_INVENTORY_IGNORE",
              "directories of inventories leave out the usual files only"),
          new Unheeded(
              "inventory.ignore_extensions",
              "ANSIBLE_INVENTORY_IGNORE",
              "directories of inventories leave out the usual files only"),
          new Unheeded(
              "defaults.inventory_ignore_patterns",
              "ANSIBLE_INVENTORY_IGNORE_REGEX",
              "directories of inventories leave out the usual files only"),
          new Unheeded(
              "inventory.ignore_patterns",
              "ANSIBLE_INVENTORY_IGNORE_REGEX",
              "directories of inventories leave out the usual files only"),
          new Unheeded(
              "diff.context", "ANSIBLE_DIFF_CONTEXT", "diffs show three lines around each change"),
          new Unheeded(
              "defaults.show_per_host_start",
              "ANSIBLE_SHOW_PER_HOST_START",
              "lines tell the end of a task on each host only"),
          new Unheeded(
              "defaults.display_args_to_stdout",
              "ANSIBLE_DISPLAY_ARGS_TO_STDOUT",
              "titles of tasks don't show parameters"),
          new Unheeded(
              "ssh_connection.retries",
              "ANSIBLE_SSH_RETRIES",
              "a host that can't be reached is tried once; wait_for_connection waits for it"));

  /// Warns of those that are set.
  ///
  /// @param entries of the configuration file, by `section.key`
  static void warn(
      Map<String, ConfigurationFile.Entry> entries,
      Map<String, String> environment,
      Diagnostics diagnostics) {
    for (Unheeded each : ALL) {
      ConfigurationFile.Entry entry = entries.get(each.key);
      if (entry != null) {
        String name = each.key.substring(each.key.indexOf('.') + 1);
        diagnostics.add(
            Diagnostic.warning(
                entry.origin(), "'%s' has no effect here: %s".formatted(name, each.because)));
      }
    }
    ALL.stream()
        .filter(each -> !environment.getOrDefault(each.variable, "").isEmpty())
        .map(each -> "%s has no effect here: %s".formatted(each.variable, each.because))
        .distinct()
        .forEach(sentence -> diagnostics.add(Diagnostic.warning(null, sentence)));
  }
}
