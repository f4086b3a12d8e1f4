package dev.runner.cli.doc;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What there is here of Ansible's plugins that playbooks and inventories name: programs around
/// Ansible ask `ansible-doc` for lists of them.
public final class PluginList {
  private static final Map<String, Map<String, String>> ALL =
      Map.of(
          "become",
          inOrder(
              "ansible.builtin.su", "Become another user by su",
              "ansible.builtin.sudo", "Become another user by sudo",
              "community.general.doas", "Become another user by doas"),
          "connection",
          inOrder(
              "ansible.builtin.local", "Work on the control machine",
              "ansible.builtin.ssh", "Reach hosts by SSH"),
          "strategy",
          inOrder(
              "ansible.builtin.debug", "In lockstep, with a debugger where a task fails",
              "ansible.builtin.free", "Each host at its own pace",
              "ansible.builtin.host_pinned", "Each host from the first task to the last",
              "ansible.builtin.linear", "All hosts task by task"));

  private PluginList() {}

  private static Map<String, String> inOrder(String... words) {
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < words.length; i += 2) {
      map.put(words[i], words[i + 1]);
    }
    return map;
  }

  /// The plugins of this type with a few words on each; nothing of types that aren't listed here.
  ///
  /// @param type `become`, `connection`, `strategy`
  public static Optional<Map<String, String>> of(String type) {
    return Optional.ofNullable(ALL.get(type));
  }
}
