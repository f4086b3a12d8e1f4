package dev.runner.variables;

import java.util.regex.Pattern;

/// Names of facts. What a host tells must not decide how it is reached, or as whom.
public final class FactNames {
  private static final String PREFIX = "ansible_";

  /// Local facts keep their prefix in `ansible_facts`.
  private static final String LOCAL = "ansible_local";

  /// Variables that steer connections, becoming another user, interpreters and the run itself.
  private static final Pattern STEERING =
      Pattern.compile(
          "(connection|host|port|user|password|pass|private_key_file|remote_tmp|async_dir|timeout"
              + "|shell_type|shell_executable|executable|remote_user|facts|version|check_mode"
              + "|diff_mode|forks|verbosity|limit|run_tags|skip_tags|play_.*|playbook_python"
              + "|rsync_path|inventory_sources|role_.*|search_path|config_file"
              + "|become.*|sudo.*|su_.*|ssh_.*|paramiko_.*|winrm_.*|psrp_.*|docker_.*|podman_.*"
              + "|.*_interpreter)");

  /// Keys of a host are told by the host, whatever their name begins with.
  private static final Pattern HOST_KEY = Pattern.compile("ssh_host_(key|pub_keys).*");

  private FactNames() {}

  /// The name in `ansible_facts`.
  public static String bare(String name) {
    boolean whole = !name.startsWith(PREFIX) || name.equals(LOCAL);
    return whole ? name : name.substring(PREFIX.length());
  }

  /// Whether the fact may become a variable by itself.
  public static boolean isHarmless(String name) {
    String bare = name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name;
    return HOST_KEY.matcher(bare).matches() || !STEERING.matcher(bare).matches();
  }
}
