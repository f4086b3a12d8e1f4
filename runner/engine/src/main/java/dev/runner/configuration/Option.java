package dev.runner.configuration;

import java.util.List;

/// A setting that we honour. Names, sections and variables of the environment are Ansible's, as its
/// configuration reference lists them.
///
/// The first variable of the environment that is set wins, then the first key of the configuration
/// file, then the default.
public enum Option {
  INVENTORY(
      Kind.PATHS,
      "/etc/ansible/hosts",
      "Where inventories are, unless -i says so.",
      List.of("RUNNER_INVENTORY", "ANSIBLE_INVENTORY"),
      "defaults.inventory"),
  INVENTORY_UNPARSED_IS_FAILED(
      Kind.FLAG,
      "false",
      "Whether a run fails if none of its inventories is there.",
      List.of("ANSIBLE_INVENTORY_UNPARSED_FAILED"),
      "inventory.unparsed_is_failed"),
  INVENTORY_ANY_UNPARSED_IS_FAILED(
      Kind.FLAG,
      "false",
      "Whether a run fails if one of its inventories isn't there.",
      List.of("ANSIBLE_INVENTORY_ANY_UNPARSED_IS_FAILED"),
      "inventory.any_unparsed_is_failed"),
  INVENTORY_SCRIPT_STDERR(
      Kind.FLAG,
      "true",
      "Whether what inventory scripts say on their standard error is shown.",
      List.of("ANSIBLE_INVENTORY_PLUGIN_SCRIPT_STDERR"),
      "inventory_plugin_script.always_show_stderr"),
  INVENTORY_ENABLED(
      Kind.LIST,
      "host_list, script, auto, yaml, ini, toml",
      "What inventories may be: lists of hosts, programs, settings of plugins (auto), YAML, INI,"
          + " TOML.",
      List.of("ANSIBLE_INVENTORY_ENABLED"),
      "inventory.enable_plugins"),
  TRANSFORM_INVALID_GROUP_CHARS(
      Kind.TEXT,
      "never",
      "What becomes of groups whose names can't be variables' names: never, always (renamed),"
          + " silently (the same without a warning), ignore.",
      List.of("ANSIBLE_TRANSFORM_INVALID_GROUP_CHARS"),
      "defaults.force_valid_group_names"),
  HOST_PATTERN_MISMATCH(
      Kind.TEXT,
      "warning",
      "What a pattern is that matches no host: a warning, an error, or ignore.",
      List.of("ANSIBLE_HOST_PATTERN_MISMATCH"),
      "inventory.host_pattern_mismatch"),
  INVENTORY_UNPARSED_WARNING(
      Kind.FLAG,
      "true",
      "Whether there is a warning where no inventory is given.",
      List.of("ANSIBLE_INVENTORY_UNPARSED_WARNING"),
      "inventory.inventory_unparsed_warning"),
  LOCALHOST_WARNING(
      Kind.FLAG,
      "true",
      "Whether there is a warning where localhost is the only host.",
      List.of("ANSIBLE_LOCALHOST_WARNING"),
      "defaults.localhost_warning"),
  INVENTORY_IGNORE_EXTS(
      Kind.LIST,
      ".pyc, .pyo, .swp, .bak, ~, .rpm, .md, .txt, .rst, .orig, .cfg, .retry",
      "Endings of files that are no inventories where they stand in a directory of them.",
      List.of("ANSIBLE_INVENTORY_IGNORE"),
      "defaults.inventory_ignore_extensions",
      "inventory.ignore_extensions"),
  INVENTORY_IGNORE_PATTERNS(
      Kind.LIST,
      "",
      "Regular expressions; files and directories in whose names one is found are no inventories"
          + " where they stand in a directory of them.",
      List.of("ANSIBLE_INVENTORY_IGNORE_REGEX"),
      "defaults.inventory_ignore_patterns",
      "inventory.ignore_patterns"),
  INVENTORY_EXPORT(
      Kind.FLAG,
      "false",
      "Whether ansible-inventory leaves variables of groups with the groups.",
      List.of("ANSIBLE_INVENTORY_EXPORT"),
      "inventory.export"),
  ANSIBLE_HOME(
      Kind.PATH,
      "~/.ansible",
      "Where roles and collections are looked for that are the user's own.",
      List.of("ANSIBLE_HOME"),
      "defaults.home"),
  EDITOR(
      Kind.TEXT,
      "vi",
      "What encrypted files are edited with.",
      List.of("ANSIBLE_EDITOR", "EDITOR"),
      "defaults.editor"),
  MODULE_NAME(
      Kind.TEXT,
      "command",
      "The module of a single task that names none.",
      List.of(),
      "defaults.module_name"),
  MODULE_ARGS(
      Kind.TEXT,
      "",
      "Parameters of a single task that is given none.",
      List.of("ANSIBLE_MODULE_ARGS"),
      "defaults.module_args"),
  TASK_TIMEOUT(
      Kind.NUMBER,
      "0",
      "Seconds that a task may take which says nothing of that; 0: as long as it likes.",
      List.of("ANSIBLE_TASK_TIMEOUT"),
      "defaults.task_timeout"),
  POLL_INTERVAL(
      Kind.NUMBER,
      "15",
      "Seconds from one look at a task in the background to the next, where it says nothing of"
          + " that.",
      List.of("ANSIBLE_POLL_INTERVAL"),
      "defaults.poll_interval"),
  DEPRECATION_WARNINGS(
      Kind.FLAG,
      "false",
      "Whether it is told what ansible-core, collections and modules give up; Ansible does by"
          + " default.",
      List.of("ANSIBLE_DEPRECATION_WARNINGS"),
      "defaults.deprecation_warnings"),
  DUPLICATE_YAML_DICT_KEY(
      Kind.TEXT,
      "warn",
      "What a key is that stands twice in a mapping: warn, error, ignore.",
      List.of("ANSIBLE_DUPLICATE_YAML_DICT_KEY"),
      "defaults.duplicate_dict_key"),
  FORKS(
      Kind.NUMBER,
      "50",
      "How many hosts work on tasks at once.",
      List.of("RUNNER_FORKS", "ANSIBLE_FORKS"),
      "defaults.forks"),
  LOOK_AHEAD(
      Kind.FLAG,
      "true",
      "Whether the questions of later tasks are asked with those of earlier ones.",
      List.of("RUNNER_LOOK_AHEAD"),
      "runner.look_ahead"),
  REMOTE_USER(
      Kind.TEXT, "", "Who logs in.", List.of("ANSIBLE_REMOTE_USER"), "defaults.remote_user"),
  REMOTE_PORT(
      Kind.TEXT, "", "The SSH port.", List.of("ANSIBLE_REMOTE_PORT"), "defaults.remote_port"),
  PRIVATE_KEY_FILE(
      Kind.PATH,
      "",
      "The key to log in with.",
      List.of("ANSIBLE_PRIVATE_KEY_FILE"),
      "defaults.private_key_file"),
  TIMEOUT(
      Kind.NUMBER,
      "10",
      "Seconds that connecting may take.",
      List.of("ANSIBLE_TIMEOUT"),
      "defaults.timeout"),
  HOST_KEY_CHECKING(
      Kind.FLAG,
      "true",
      "Whether a host's key must be the known one; new ones are accepted and remembered.",
      List.of("ANSIBLE_HOST_KEY_CHECKING", "ANSIBLE_SSH_HOST_KEY_CHECKING"),
      "defaults.host_key_checking",
      "ssh_connection.host_key_checking"),
  TRANSPORT(
      Kind.TEXT,
      "ssh",
      "How hosts are reached: ssh, openssh, local.",
      List.of("ANSIBLE_TRANSPORT"),
      "defaults.transport"),
  SSH_RETRIES(
      Kind.NUMBER,
      "0",
      "How often a host that can't be reached is tried again; pauses grow up to 30 seconds.",
      List.of("ANSIBLE_SSH_RETRIES"),
      "ssh_connection.retries",
      "connection.retries"),
  SSH_ARGS(
      Kind.TEXT,
      "",
      "Options of OpenSSH for each connection.",
      List.of("ANSIBLE_SSH_ARGS"),
      "ssh_connection.ssh_args"),
  SSH_COMMON_ARGS(
      Kind.TEXT,
      "",
      "More options of OpenSSH for each connection.",
      List.of("ANSIBLE_SSH_COMMON_ARGS"),
      "ssh_connection.ssh_common_args"),
  SSH_EXTRA_ARGS(
      Kind.TEXT,
      "",
      "Still more options of OpenSSH.",
      List.of("ANSIBLE_SSH_EXTRA_ARGS"),
      "ssh_connection.ssh_extra_args"),
  BECOME(
      Kind.FLAG,
      "false",
      "Whether tasks become another user.",
      List.of("ANSIBLE_BECOME"),
      "privilege_escalation.become"),
  BECOME_METHOD(
      Kind.TEXT,
      "sudo",
      "How: sudo, su, doas.",
      List.of("ANSIBLE_BECOME_METHOD"),
      "privilege_escalation.become_method"),
  BECOME_USER(
      Kind.TEXT,
      "root",
      "Whom tasks become.",
      List.of("ANSIBLE_BECOME_USER"),
      "privilege_escalation.become_user"),
  BECOME_EXE(
      Kind.TEXT,
      "",
      "The program for it.",
      List.of("ANSIBLE_BECOME_EXE"),
      "privilege_escalation.become_exe"),
  BECOME_FLAGS(
      Kind.TEXT,
      "",
      "Its options.",
      List.of("ANSIBLE_BECOME_FLAGS"),
      "privilege_escalation.become_flags"),
  SUDO_CHDIR(
      Kind.TEXT,
      "",
      "The directory that the login user goes to before sudo is called.",
      List.of("ANSIBLE_SUDO_CHDIR"),
      "sudo_become_plugin.chdir"),
  BECOME_ALLOW_SAME_USER(
      Kind.FLAG,
      "false",
      "Whether become does something where it leads to the user who is there already.",
      List.of("ANSIBLE_BECOME_ALLOW_SAME_USER"),
      "privilege_escalation.become_allow_same_user"),
  BECOME_ASK_PASS(
      Kind.FLAG,
      "false",
      "Whether to ask for the password of become.",
      List.of("ANSIBLE_BECOME_ASK_PASS"),
      "privilege_escalation.become_ask_pass"),
  ASK_PASS(
      Kind.FLAG,
      "false",
      "Whether to ask for the password to log in with.",
      List.of("ANSIBLE_ASK_PASS"),
      "defaults.ask_pass"),
  CONNECTION_PASSWORD_FILE(
      Kind.TEXT,
      "",
      "A file with the password to log in with.",
      List.of("ANSIBLE_CONNECTION_PASSWORD_FILE"),
      "defaults.connection_password_file"),
  BECOME_PASSWORD_FILE(
      Kind.TEXT,
      "",
      "A file with the password of become.",
      List.of("ANSIBLE_BECOME_PASSWORD_FILE"),
      "defaults.become_password_file"),
  ASK_VAULT_PASS(
      Kind.FLAG,
      "false",
      "Whether to ask for the vault's password.",
      List.of("ANSIBLE_ASK_VAULT_PASS"),
      "defaults.ask_vault_pass"),
  VAULT_PASSWORD_FILE(
      Kind.PATH,
      "",
      "A file with the vault's password, or a program that prints it.",
      List.of("ANSIBLE_VAULT_PASSWORD_FILE"),
      "defaults.vault_password_file"),
  VAULT_IDENTITY_LIST(
      Kind.LIST,
      "",
      "Vault ids and where their passwords are.",
      List.of("ANSIBLE_VAULT_IDENTITY_LIST"),
      "defaults.vault_identity_list"),
  VAULT_IDENTITY(
      Kind.TEXT,
      "default",
      "The id of secrets that are given without one.",
      List.of("ANSIBLE_VAULT_IDENTITY"),
      "defaults.vault_identity"),
  VAULT_ENCRYPT_SALT(
      Kind.TEXT,
      "",
      "The salt of what is encrypted, so that equal texts look equal; each has its own otherwise.",
      List.of("ANSIBLE_VAULT_ENCRYPT_SALT"),
      "defaults.vault_encrypt_salt"),
  VAULT_ID_MATCH(
      Kind.FLAG,
      "false",
      "Whether only the secret whose id an encrypted text names is tried.",
      List.of("ANSIBLE_VAULT_ID_MATCH"),
      "defaults.vault_id_match"),
  VAULT_ENCRYPT_IDENTITY(
      Kind.TEXT,
      "",
      "The id of the secret that encrypts, if there are several.",
      List.of("ANSIBLE_VAULT_ENCRYPT_IDENTITY"),
      "defaults.vault_encrypt_identity"),
  PLAYBOOK_DIR(
      Kind.PATH,
      "",
      "What stands for the playbook's directory where there is no playbook.",
      List.of("ANSIBLE_PLAYBOOK_DIR"),
      "defaults.playbook_dir"),
  ROLES_PATH(
      Kind.PATHS,
      "~/.ansible/roles:/usr/share/ansible/roles:/etc/ansible/roles",
      "Where roles are looked for, after those beside the playbook.",
      List.of("ANSIBLE_ROLES_PATH"),
      "defaults.roles_path"),
  COLLECTIONS_PATH(
      Kind.PATHS,
      "~/.ansible/collections:/usr/share/ansible/collections",
      "Where collections are looked for, after those beside the playbook.",
      List.of("ANSIBLE_COLLECTIONS_PATH", "ANSIBLE_COLLECTIONS_PATHS"),
      "defaults.collections_path",
      "defaults.collections_paths"),
  MODULE_PATH(
      Kind.PATHS,
      "~/.ansible/plugins/modules:/usr/share/ansible/plugins/modules",
      "Where jars with more modules are.",
      List.of("RUNNER_MODULE_PATH", "ANSIBLE_LIBRARY"),
      "defaults.library"),
  MODULE_UTILS_PATH(
      Kind.PATHS,
      "~/.ansible/plugins/module_utils:/usr/share/ansible/plugins/module_utils",
      "Where more of the library of Python modules is, which goes before Ansible's own.",
      List.of("ANSIBLE_MODULE_UTILS"),
      "defaults.module_utils"),
  GATHERING(
      Kind.TEXT,
      "implicit",
      "When facts are gathered: implicit, explicit, smart.",
      List.of("ANSIBLE_GATHERING"),
      "defaults.gathering"),
  FACTS_MODULES(
      Kind.LIST,
      "smart",
      "Modules that gather facts, where the variable ansible_facts_modules names none.",
      List.of("ANSIBLE_FACTS_MODULES"),
      "defaults.facts_modules"),
  INTERPRETER_PYTHON(
      Kind.TEXT,
      "auto",
      "The Python of hosts, where the variable ansible_python_interpreter names none; auto: the"
          + " host's own.",
      List.of("ANSIBLE_PYTHON_INTERPRETER"),
      "defaults.interpreter_python"),
  GATHER_SUBSET(
      Kind.LIST, "", "Which facts.", List.of("ANSIBLE_GATHER_SUBSET"), "defaults.gather_subset"),
  GATHER_TIMEOUT(
      Kind.NUMBER,
      "10",
      "Seconds that gathering facts may take.",
      List.of("ANSIBLE_GATHER_TIMEOUT"),
      "defaults.gather_timeout"),
  FACT_PATH(
      Kind.TEXT,
      "",
      "Where hosts keep facts of their own.",
      List.of("ANSIBLE_FACT_PATH"),
      "defaults.fact_path"),
  MAX_DIFF_SIZE(
      Kind.NUMBER,
      "104448",
      "How many bytes files may have for copy and template to show what changes in them.",
      List.of("ANSIBLE_MAX_DIFF_SIZE"),
      "defaults.max_diff_size"),
  MODULE_IGNORE_EXTS(
      Kind.LIST,
      ".pyc, .pyo, .swp, .bak, ~, .rpm, .md, .txt, .rst, .yaml, .yml, .ini",
      "Endings of files that are no modules where they stand in a folder of them.",
      List.of("ANSIBLE_MODULE_IGNORE_EXTS"),
      "defaults.module_ignore_exts"),
  AGNOSTIC_BECOME_PROMPT(
      Kind.FLAG,
      "true",
      "Whether the password of another user is asked for without the method's name.",
      List.of("ANSIBLE_AGNOSTIC_BECOME_PROMPT"),
      "privilege_escalation.agnostic_become_prompt"),
  INJECT_INVOCATION(
      Kind.FLAG,
      "false",
      "Whether results hold the parameters of their modules (invocation).",
      List.of("ANSIBLE_INJECT_INVOCATION"),
      "defaults.inject_invocation"),
  MODULE_STRICT_UTF8_RESPONSE(
      Kind.FLAG,
      "true",
      "Whether JSON may not hold halves of characters (lone surrogates), which are no text.",
      List.of("ANSIBLE_MODULE_STRICT_UTF8_RESPONSE"),
      "defaults.module_strict_utf8_response"),
  ALLOW_BROKEN_CONDITIONALS(
      Kind.FLAG,
      "false",
      "Whether conditions may be empty, or have other values than true and false.",
      List.of("ANSIBLE_ALLOW_BROKEN_CONDITIONALS"),
      "defaults.allow_broken_conditionals"),
  PRIVATE_ROLE_VARS(
      Kind.FLAG,
      "false",
      "Whether roles keep their variables to themselves.",
      List.of("ANSIBLE_PRIVATE_ROLE_VARS"),
      "defaults.private_role_vars"),
  INJECT_FACTS(
      Kind.FLAG,
      "true",
      "Whether facts are variables by themselves (ansible_NAME).",
      List.of("ANSIBLE_INJECT_FACT_VARS"),
      "defaults.inject_facts_as_vars"),
  YAML_FILENAME_EXTENSIONS(
      Kind.LIST,
      ".yml, .yaml, .json",
      "Endings of files in group_vars and host_vars.",
      List.of("ANSIBLE_YAML_FILENAME_EXT"),
      "defaults.yaml_valid_extensions"),
  HASH_BEHAVIOUR(
      Kind.TEXT,
      "replace",
      "Whether a mapping replaces one of the same name or is merged with it.",
      List.of("ANSIBLE_HASH_BEHAVIOUR"),
      "defaults.hash_behaviour"),
  FACT_CACHING(
      Kind.TEXT,
      "memory",
      "Where facts are kept: memory, for one run; jsonfile, in files, for those that follow too.",
      List.of("ANSIBLE_CACHE_PLUGIN"),
      "defaults.fact_caching"),
  FACT_CACHING_CONNECTION(
      Kind.PATH,
      "",
      "The directory of jsonfile.",
      List.of("ANSIBLE_CACHE_PLUGIN_CONNECTION"),
      "defaults.fact_caching_connection"),
  FACT_CACHING_PREFIX(
      Kind.TEXT,
      "",
      "What the names of its files begin with.",
      List.of("ANSIBLE_CACHE_PLUGIN_PREFIX"),
      "defaults.fact_caching_prefix"),
  FACT_CACHING_TIMEOUT(
      Kind.NUMBER,
      "86400",
      "Seconds that facts are believed; 0: for ever.",
      List.of("ANSIBLE_CACHE_PLUGIN_TIMEOUT"),
      "defaults.fact_caching_timeout"),
  STRATEGY(
      Kind.TEXT,
      "linear",
      "The order in which hosts go through tasks: linear, free, host_pinned.",
      List.of("ANSIBLE_STRATEGY"),
      "defaults.strategy"),
  FORCE_HANDLERS(
      Kind.FLAG,
      "false",
      "Whether handlers run on hosts that failed.",
      List.of("ANSIBLE_FORCE_HANDLERS"),
      "defaults.force_handlers"),
  ANY_ERRORS_FATAL(
      Kind.FLAG,
      "false",
      "Whether a failure on one host ends the play on all.",
      List.of("ANSIBLE_ANY_ERRORS_FATAL"),
      "defaults.any_errors_fatal"),
  ERROR_ON_MISSING_HANDLER(
      Kind.FLAG,
      "true",
      "Whether a task fails that notifies a handler which isn't there.",
      List.of("ANSIBLE_ERROR_ON_MISSING_HANDLER"),
      "defaults.error_on_missing_handler"),
  MANAGED(
      Kind.TEXT,
      "Ansible managed",
      "What ansible_managed says.",
      List.of("ANSIBLE_MANAGED_STR"),
      "defaults.ansible_managed"),
  NO_LOG(
      Kind.FLAG,
      "false",
      "Whether results are hidden everywhere.",
      List.of("ANSIBLE_NO_LOG"),
      "defaults.no_log"),
  DIFF(
      Kind.FLAG,
      "false",
      "Whether diffs are shown.",
      List.of("ANSIBLE_DIFF_ALWAYS"),
      "diff.always"),
  TAGS_RUN(Kind.LIST, "", "Tags to run.", List.of("ANSIBLE_RUN_TAGS"), "tags.run"),
  TAGS_SKIP(Kind.LIST, "", "Tags to leave out.", List.of("ANSIBLE_SKIP_TAGS"), "tags.skip"),
  OUTPUT(
      Kind.TEXT,
      "",
      "The format of the report; a human one on a terminal, Ansible's lines otherwise.",
      List.of("RUNNER_OUTPUT"),
      "runner.output"),
  LANGUAGE(
      Kind.TEXT,
      "2.19",
      "Whose language playbooks are written in: 2.19 and later, or 2.14 (to 2.18).",
      List.of("RUNNER_LANGUAGE"),
      "runner.language"),
  RETRY_FILES(
      Kind.FLAG,
      "false",
      "Whether failed hosts are written to a file for --limit @FILE.",
      List.of("ANSIBLE_RETRY_FILES_ENABLED"),
      "defaults.retry_files_enabled"),
  RETRY_FILES_PATH(
      Kind.PATH,
      "",
      "Where to.",
      List.of("ANSIBLE_RETRY_FILES_SAVE_PATH"),
      "defaults.retry_files_save_path"),
  LOG_PATH(
      Kind.PATH,
      "",
      "A file that takes the lines of runs, too.",
      List.of("ANSIBLE_LOG_PATH"),
      "defaults.log_path"),
  DISPLAY_SKIPPED(
      Kind.FLAG,
      "true",
      "Whether skipped tasks are shown.",
      List.of("ANSIBLE_DISPLAY_SKIPPED_HOSTS"),
      "defaults.display_skipped_hosts"),
  DISPLAY_OK(
      Kind.FLAG,
      "true",
      "Whether tasks without a change are shown.",
      List.of("ANSIBLE_DISPLAY_OK_HOSTS"),
      "defaults.display_ok_hosts"),
  LOAD_CALLBACK_PLUGINS(
      Kind.FLAG,
      "false",
      "Whether the form of the output that is set for playbooks holds for single tasks, too.",
      List.of("ANSIBLE_LOAD_CALLBACK_PLUGINS"),
      "defaults.bin_ansible_callbacks"),
  STDOUT_CALLBACK(
      Kind.TEXT,
      "default",
      "What Ansible calls the form of the output: default, json, yaml, minimal, oneline.",
      List.of("ANSIBLE_STDOUT_CALLBACK"),
      "defaults.stdout_callback"),
  CALLBACKS_ENABLED(
      Kind.LIST,
      "",
      "What is told or written besides: profile_tasks, profile_roles, timer, junit (files in"
          + " $JUNIT_OUTPUT_DIR), tree.",
      List.of("ANSIBLE_CALLBACKS_ENABLED", "ANSIBLE_CALLBACK_WHITELIST"),
      "defaults.callbacks_enabled",
      "defaults.callback_whitelist"),
  TASK_DEBUGGER(
      Kind.FLAG,
      "false",
      "Whether the user is asked what to do about each task that fails.",
      List.of("ANSIBLE_ENABLE_TASK_DEBUGGER"),
      "defaults.enable_task_debugger"),
  DISPLAY_INCLUDED(
      Kind.FLAG,
      "true",
      "Whether it is shown what is included.",
      List.of("ANSIBLE_DISPLAY_INCLUDED_HOSTS"),
      "defaults.display_included_hosts"),
  DISPLAY_FAILED_STDERR(
      Kind.FLAG,
      "false",
      "Whether failures go to standard error.",
      List.of("ANSIBLE_DISPLAY_FAILED_STDERR"),
      "defaults.display_failed_stderr"),
  SHOW_PER_HOST_START(
      Kind.FLAG,
      "false",
      "Whether a line tells that a task begins on a host.",
      List.of("ANSIBLE_SHOW_PER_HOST_START"),
      "defaults.show_per_host_start"),
  DISPLAY_ARGS_TO_STDOUT(
      Kind.FLAG,
      "false",
      "Whether titles of tasks hold their parameters as they are written; those of 'no_log' don't.",
      List.of("ANSIBLE_DISPLAY_ARGS_TO_STDOUT"),
      "defaults.display_args_to_stdout"),
  VERBOSE_TO_STDERR(
      Kind.FLAG,
      "false",
      "Whether lines that -v adds go to standard error; places and results of tasks stay.",
      List.of("ANSIBLE_VERBOSE_TO_STDERR"),
      "defaults.verbose_to_stderr"),
  CHECK_MODE_MARKERS(
      Kind.FLAG,
      "false",
      "Whether titles say that a task only shows what it would do.",
      List.of("ANSIBLE_CHECK_MODE_MARKERS"),
      "defaults.check_mode_markers"),
  SHOW_TASK_PATH(
      Kind.FLAG,
      "false",
      "Whether the task's file and line stand before a failure.",
      List.of("ANSIBLE_SHOW_TASK_PATH_ON_FAILURE"),
      "defaults.show_task_path_on_failure"),
  SHOW_CUSTOM_STATS(
      Kind.FLAG,
      "false",
      "Whether the figures of set_stats stand at the end.",
      List.of("ANSIBLE_SHOW_CUSTOM_STATS"),
      "defaults.show_custom_stats"),
  RESULT_FORMAT(
      Kind.TEXT,
      "json",
      "How results are written: json or yaml.",
      List.of("ANSIBLE_CALLBACK_RESULT_FORMAT"),
      "defaults.callback_result_format"),
  PRETTY_RESULTS(
      Kind.TEXT,
      "",
      "Whether results stand on many lines.",
      List.of("ANSIBLE_CALLBACK_FORMAT_PRETTY"),
      "defaults.callback_format_pretty"),
  RESULT_INDENTATION(
      Kind.NUMBER,
      "4",
      "How far results on many lines are indented.",
      List.of("ANSIBLE_CALLBACK_RESULT_INDENTATION"),
      "defaults.callback_result_indentation"),
  YAML_LINE_WIDTH(
      Kind.TEXT,
      "default",
      "Where lines of results in YAML are broken: default (80 columns), no-break or"
          + " terminal-width.",
      List.of("ANSIBLE_CALLBACK_YAML_LINE_WIDTH"),
      "defaults.callback_result_yaml_line_width"),
  VERBOSITY(
      Kind.NUMBER, "0", "As many -v as that.", List.of("ANSIBLE_VERBOSITY"), "defaults.verbosity"),
  NO_COLOUR(
      Kind.FLAG,
      "false",
      "No colours.",
      List.of("ANSIBLE_NOCOLOR", "NO_COLOR"),
      "defaults.nocolor"),
  FORCE_COLOUR(
      Kind.FLAG,
      "false",
      "Colours even where the output is no terminal.",
      List.of("ANSIBLE_FORCE_COLOR"),
      "defaults.force_color");

  /// What a value is.
  public enum Kind {
    TEXT("string"),
    FLAG("boolean"),
    NUMBER("integer"),
    /// Words between commas.
    LIST("list"),
    PATH("path"),
    /// Paths between colons; inventories between commas.
    PATHS("pathspec");

    private final String ansibleName;

    Kind(String ansibleName) {
      this.ansibleName = ansibleName;
    }

    /// Ansible's name for such a value, as `ansible-config list` shows it.
    public String ansibleName() {
      return ansibleName;
    }
  }

  private final Kind kind;
  private final String byDefault;
  private final String text;
  private final String variables;
  private final String keys;

  Option(Kind kind, String byDefault, String text, List<String> variables, String... keys) {
    this.kind = kind;
    this.byDefault = byDefault;
    this.text = text;
    this.variables = String.join(" ", variables);
    this.keys = String.join(" ", keys);
  }

  /// What a value is.
  public Kind kind() {
    return kind;
  }

  /// The value that holds if nothing is set; empty: none.
  public String byDefault() {
    return byDefault;
  }

  /// Ansible's own name for it, as `ansible-config` and the lookup `config` know it.
  public String ansibleName() {
    return switch (this) {
      case INVENTORY -> "DEFAULT_HOST_LIST";
      case COLLECTIONS_PATH -> "COLLECTIONS_PATHS";
      case FACT_CACHING -> "CACHE_PLUGIN";
      case FACT_CACHING_CONNECTION -> "CACHE_PLUGIN_CONNECTION";
      case FACT_CACHING_PREFIX -> "CACHE_PLUGIN_PREFIX";
      case FACT_CACHING_TIMEOUT -> "CACHE_PLUGIN_TIMEOUT";
      case INJECT_FACTS -> "INJECT_FACTS_AS_VARS";
      case INVENTORY_UNPARSED_IS_FAILED -> "INVENTORY_UNPARSED_IS_FAILED";
      case MANAGED -> "DEFAULT_MANAGED_STR";
      case DIFF -> "DIFF_ALWAYS";
      case RETRY_FILES -> "RETRY_FILES_ENABLED";
      case RETRY_FILES_PATH -> "RETRY_FILES_SAVE_PATH";
      case LOG_PATH -> "DEFAULT_LOG_PATH";
      case DISPLAY_SKIPPED -> "DISPLAY_SKIPPED_HOSTS";
      case DISPLAY_OK -> "DISPLAY_OK_HOSTS";
      case NO_COLOUR -> "ANSIBLE_NOCOLOR";
      case FORCE_COLOUR -> "ANSIBLE_FORCE_COLOR";
      case OUTPUT -> "RUNNER_OUTPUT";
      case LANGUAGE -> "RUNNER_LANGUAGE";
      case LOOK_AHEAD -> "RUNNER_LOOK_AHEAD";
      case CALLBACKS_ENABLED,
          CONNECTION_PASSWORD_FILE,
          BECOME_PASSWORD_FILE,
          INVENTORY_ANY_UNPARSED_IS_FAILED,
          TRANSFORM_INVALID_GROUP_CHARS,
          HOST_PATTERN_MISMATCH,
          INVENTORY_UNPARSED_WARNING,
          LOCALHOST_WARNING,
          DUPLICATE_YAML_DICT_KEY,
          DEPRECATION_WARNINGS,
          INVENTORY_IGNORE_EXTS,
          INVENTORY_IGNORE_PATTERNS,
          INVENTORY_EXPORT,
          INVENTORY_ENABLED,
          YAML_FILENAME_EXTENSIONS,
          ANSIBLE_HOME,
          EDITOR,
          TASK_TIMEOUT,
          PLAYBOOK_DIR,
          HOST_KEY_CHECKING,
          BECOME_ALLOW_SAME_USER,
          ALLOW_BROKEN_CONDITIONALS,
          MODULE_STRICT_UTF8_RESPONSE,
          INJECT_INVOCATION,
          MODULE_IGNORE_EXTS,
          AGNOSTIC_BECOME_PROMPT,
          ANY_ERRORS_FATAL,
          ERROR_ON_MISSING_HANDLER,
          TAGS_RUN,
          TAGS_SKIP,
          SHOW_PER_HOST_START,
          DISPLAY_ARGS_TO_STDOUT,
          VERBOSE_TO_STDERR ->
          name();
      default -> "DEFAULT_" + name();
    };
  }

  /// A sentence on what it decides.
  public String text() {
    return text;
  }

  /// Variables of the environment that set it, the strongest first.
  public List<String> variables() {
    return variables.isEmpty() ? List.of() : List.of(variables.split(" "));
  }

  /// Keys of the configuration file that set it: `section.key`.
  public List<String> keys() {
    return List.of(keys.split(" "));
  }
}
