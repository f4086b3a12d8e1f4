package dev.runner.modules.facts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What keeps the host safe, and its public keys.
final class SecurityFacts {
  /// Names of capabilities by their numbers (capabilities(7)).
  private static final List<String> CAPABILITIES =
      List.of(
          ("chown dac_override dac_read_search fowner fsetid kill setgid setuid setpcap"
                  + " linux_immutable net_bind_service net_broadcast net_admin net_raw ipc_lock"
                  + " ipc_owner sys_module sys_rawio sys_chroot sys_ptrace sys_pacct sys_admin"
                  + " sys_boot sys_nice sys_resource sys_time sys_tty_config mknod lease"
                  + " audit_write audit_control setfcap mac_override mac_admin syslog wake_alarm"
                  + " block_suspend audit_read perfmon bpf checkpoint_restore")
              .split(" "));

  private SecurityFacts() {}

  static Map<String, Object> apparmor(Sections seen) {
    boolean on = seen.there("/sys/kernel/security/apparmor");
    return Map.of("apparmor", Map.of("status", on ? "enabled" : "disabled"));
  }

  static Map<String, Object> fips(Sections seen) {
    return Map.of(
        "fips", seen.line("/proc/sys/crypto/fips_enabled").filter("1"::equals).isPresent());
  }

  static Map<String, Object> selinux(Sections seen) {
    Map<String, Object> selinux = new LinkedHashMap<>();
    String enforce = seen.line("/sys/fs/selinux/enforce").orElse("");
    selinux.put("status", enforce.isEmpty() ? "disabled" : "enabled");
    if (!enforce.isEmpty()) {
      Map<String, String> config = Pairs.of(seen.all("/etc/selinux/config"));
      seen.line("/sys/fs/selinux/policyvers")
          .flatMap(Numbers::whole)
          .ifPresent(version -> selinux.put("policyvers", version));
      selinux.put("config_mode", config.getOrDefault("SELINUX", "unknown"));
      selinux.put("mode", enforce.equals("1") ? "enforcing" : "permissive");
      selinux.put("type", config.getOrDefault("SELINUXTYPE", "unknown"));
    }
    // There is no Python of ours on the host that could lack its library.
    return Map.of("selinux", selinux, "selinux_python_present", false);
  }

  /// Those of the process that gathers the facts.
  static Map<String, Object> capabilities(Sections seen) {
    long bits = 0;
    for (String line : seen.all("/proc/self/status")) {
      if (line.startsWith("CapEff:")) {
        bits = Numbers.hex(line.substring(7));
      }
    }
    List<String> held = new ArrayList<>();
    for (int i = 0; i < CAPABILITIES.size(); i++) {
      if ((bits >> i & 1) == 1) {
        held.add("cap_" + CAPABILITIES.get(i));
      }
    }
    boolean all = held.size() == CAPABILITIES.size();
    return Map.of(
        "system_capabilities",
        all ? List.of() : held,
        "system_capabilities_enforced",
        all ? "False" : "True");
  }

  static Map<String, Object> hostKeys(Sections seen) {
    Map<String, Object> keys = new LinkedHashMap<>();
    for (String path : seen.paths("/etc/ssh/ssh_host_")) {
      String kind =
          path.replaceFirst("^.*/ssh_host_", "")
              .replaceFirst("_key\\.pub$", "")
              .toLowerCase(Locale.ROOT);
      String[] words = seen.line(path).orElse("").split("\\s+");
      if (words.length > 1) {
        keys.put("ssh_host_key_%s_public".formatted(kind), words[1]);
        keys.put("ssh_host_key_%s_public_keytype".formatted(kind), words[0]);
      }
    }
    return keys;
  }
}
