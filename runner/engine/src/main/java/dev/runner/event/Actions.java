package dev.runner.event;

import java.util.Set;

/// Modules that Ansible carries out on the control machine, as a whole or as far as their
/// parameters go: it calls them actions.
public final class Actions {
  private static final Set<String> WHOLE =
      Set.of(
          "add_host",
          "assert",
          "debug",
          "fail",
          "group_by",
          "include_vars",
          "pause",
          "raw",
          "script",
          "set_fact",
          "set_stats",
          "validate_argument_spec",
          "wait_for_connection");

  private static final Set<String> STRICT =
      Set.of(
          "add_host",
          "assert",
          "async_status",
          "debug",
          "fail",
          "fetch",
          "group_by",
          "pause",
          "raw",
          "script",
          "set_fact",
          "validate_argument_spec");

  private static final Set<String> STRICT_SINCE_219 = Set.of("template", "unarchive");

  private Actions() {}

  /// Whether the module is one, all of it.
  ///
  /// @param module without its collection
  public static boolean include(String module) {
    return WHOLE.contains(module);
  }

  /// Whether wrong parameters end the task at once: neither `failed_when` nor `until` is asked
  /// about them. Found by experiment (ansible-core 2.14 and 2.21).
  ///
  /// @param module without its collection
  public static boolean endAtOnce(String module, boolean before219) {
    return STRICT.contains(module) || (!before219 && STRICT_SINCE_219.contains(module));
  }
}
