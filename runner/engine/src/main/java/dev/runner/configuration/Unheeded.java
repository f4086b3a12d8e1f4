package dev.runner.configuration;

import dev.runner.source.Diagnostic;
import dev.runner.source.Diagnostics;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Settings of Ansible's that change what a run does or shows, and that have no effect here:
/// whoever sets one to something else than what is so here is told. Those that only tune Ansible's
/// own working (pipelining, temporary directories, Python, Galaxy, network devices, the system's
/// log, colours, cows) are passed over in silence.
///
/// @param key its section and name in the configuration file
/// @param variable of the environment; empty if there is none
/// @param usual what is so here, as a regular expression without regard to case; empty if nothing
///   is
/// @param because what there is instead
record Unheeded(String key, String variable, String usual, String because) {
  private static final String YES = "true|yes|on|1|y|t";
  private static final String NO = "false|no|off|0|n|f";

  /// Kinds of plugins that are written in Python. Those of network devices, of documentation and
  /// caches have folders of their own too, which change nothing by themselves.
  private static final List<String> PLUGINS =
      List.of(
          "action",
          "become",
          "callback",
          "connection",
          "filter",
          "inventory",
          "lookup",
          "strategy",
          "test",
          "vars");

  /// Where ansible-runner keeps the callback that makes its events, as we do without it.
  private static final String EVENTS = "[^:]*/display_callback(/callback)?";

  private static final List<Unheeded> ALL =
      List.of(
          new Unheeded(
              "defaults.null_representation",
              "ANSIBLE_NULL_REPRESENTATION",
              "none|null",
              "null stays null; the filter 'default' gives it another value"),
          new Unheeded(
              "defaults.run_vars_plugins",
              "ANSIBLE_RUN_VARS_PLUGINS",
              "demand",
              "group_vars and host_vars are read when a play needs them"),
          new Unheeded(
              "defaults.system_warnings",
              "ANSIBLE_SYSTEM_WARNINGS",
              YES,
              "there are no warnings of the control machine's own to be left out"),
          new Unheeded(
              "defaults.display_traceback",
              "ANSIBLE_DISPLAY_TRACEBACK",
              "never",
              "there are no tracebacks; messages name the place of a mistake"),
          new Unheeded(
              "defaults.debug", "ANSIBLE_DEBUG", NO, "-v, up to five times, shows what is done"),
          new Unheeded(
              "defaults.collections_on_ansible_version_mismatch",
              "ANSIBLE_COLLECTIONS_ON_ANSIBLE_VERSION_MISMATCH",
              "warning|ignore",
              "collections are used whatever version of Ansible they ask for"),
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
              "defaults.jinja2_extensions",
              "ANSIBLE_JINJA2_EXTENSIONS",
              "([ ,]*jinja2[.]ext[.](do|loopcontrols))+",
              "templates know do, break and continue; other extensions are written in Python"),
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
              "selinux.special_context_filesystems",
              "ANSIBLE_SELINUX_SPECIAL_FS",
              "([ ,]*(fuse|nfs|vboxsf|ramfs|9p|vfat))+",
              "a context that a file system can't hold is the host's own error"));

  private static final Unheeded STRINGS =
      new Unheeded(
          "jinja2.dont_type_filters",
          "ANSIBLE_STRING_TYPE_FILTERS",
          "([ ,]*(string|to_json|to_nice_json|to_yaml|to_nice_yaml|ppretty|json))+",
          "what the filters string, to_json and to_yaml and their like give stays text, what others"
              + " give is read back");

  /// At the level 2.14 only: later on it is as if this was set.
  private static final Unheeded NATIVE =
      new Unheeded(
          "defaults.jinja2_native",
          "ANSIBLE_JINJA2_NATIVE",
          NO,
          "templates give text that is read back where it looks like a list, a mapping or a"
              + " boolean; at the language level 2.19 types are kept");

  /// Likewise: ansible-core 2.19 and later don't heed it either.
  private static final Unheeded UNSAFE =
      new Unheeded(
          "defaults.allow_unsafe_lookups",
          "",
          NO,
          "what lookups give is no template; the filter 'from_yaml' and its like read it");

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
    PLUGINS.forEach(each -> plugins(each).warn(entries, environment, diagnostics));
    if (old) {
      UNSAFE.warn(entries, environment, diagnostics);
      NATIVE.warn(entries, environment, diagnostics);
      STRINGS.warn(entries, environment, diagnostics);
    }
  }

  /// Their folders, but for the usual ones.
  private static Unheeded plugins(String kind) {
    return new Unheeded(
        "defaults.%s_plugins".formatted(kind),
        "ANSIBLE_%s_PLUGINS".formatted(kind.toUpperCase(Locale.ROOT)),
        "(:?((~/[.]ansible|/usr/share/ansible)/(plugins/[a-z]+|[a-z]+_plugins)|%s))+"
            .formatted(EVENTS),
        "%s plugins are written in Python, for Ansible's own process".formatted(kind));
  }

  private void warn(
      Map<String, ConfigurationFile.Entry> entries,
      Map<String, String> environment,
      Diagnostics diagnostics) {
    ConfigurationFile.Entry entry = entries.get(key);
    if (entry != null && differs(entry.value())) {
      String name = FileKey.of(key).name();
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
