package dev.runner.modules.facts;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/// A part of the facts, and the names of facts by which it may be asked for too (the table
/// "Possible values" in the documentation of Ansible's `setup`).
enum Subset {
  APPARMOR(Group.MIN, SecurityFacts::apparmor),
  CAPS(
      Group.MIN,
      SecurityFacts::capabilities,
      "system_capabilities",
      "system_capabilities_enforced"),
  CHROOT(Group.MIN, SystemFacts::chroot, "is_chroot"),
  CMDLINE(Group.MIN, SystemFacts::commandLine, "proc_cmdline"),
  DATE_TIME(Group.MIN, TimeFacts::of),
  DISTRIBUTION(
      Group.MIN,
      Distribution::facts,
      "distribution_version",
      "distribution_release",
      "distribution_major_version",
      "os_family"),
  DNS(Group.MIN, DnsFacts::of),
  ENV(Group.MIN, SystemFacts::environment),
  FIPS(Group.MIN, SecurityFacts::fips),
  LOADAVG(Group.MIN, SystemFacts::load),
  LOCAL(Group.MIN, LocalFacts::of),
  LSB(Group.MIN, Distribution::lsb),
  PKG_MGR(Group.MIN, Distribution::packageManager),
  PLATFORM(
      Group.MIN,
      SystemFacts::platform,
      "system",
      "kernel",
      "kernel_version",
      "machine",
      "architecture",
      "machine_id"),
  PYTHON(Group.MIN, SystemFacts::python, "python_version"),
  SELINUX(Group.MIN, SecurityFacts::selinux),
  SERVICE_MGR(Group.MIN, SystemFacts::serviceManager, "systemd"),
  SSH_PUB_KEYS(
      Group.MIN,
      SecurityFacts::hostKeys,
      "ssh_host_pub_keys",
      "ssh_host_key_dsa_public",
      "ssh_host_key_rsa_public",
      "ssh_host_key_ecdsa_public",
      "ssh_host_key_ed25519_public"),
  USER(
      Group.MIN,
      UserFacts::of,
      "user_id",
      "user_uid",
      "user_gid",
      "user_gecos",
      "user_dir",
      "user_shell",
      "real_user_id",
      "effective_user_id",
      "effective_group_ids"),
  HARDWARE(
      Group.HARDWARE,
      HardwareFacts::of,
      "processor",
      "processor_cores",
      "processor_count",
      "mounts",
      "devices"),
  NETWORK(
      Group.NETWORK,
      NetworkFacts::of,
      "interfaces",
      "default_ipv4",
      "default_ipv6",
      "all_ipv4_addresses",
      "all_ipv6_addresses"),
  ISCSI(Group.MIN, SystemFacts::initiators, "nvme", "fibre_channel_wwn"),
  VIRTUAL(
      Group.VIRTUAL,
      VirtualFacts::of,
      "virtualization_type",
      "virtualization_role",
      "virtualization_tech_guest",
      "virtualization_tech_host"),
  FACTER(Group.FACTER, seen -> LocalFacts.program(seen, "facter")),
  OHAI(Group.OHAI, seen -> LocalFacts.program(seen, "ohai"));

  /// The script's sections.
  enum Group {
    MIN,
    HARDWARE,
    NETWORK,
    VIRTUAL,
    FACTER,
    OHAI
  }

  private final Group group;
  private final Function<Sections, Map<String, Object>> facts;
  private final List<String> others;

  Subset(Group group, Function<Sections, Map<String, Object>> facts, String... others) {
    this.group = group;
    this.facts = facts;
    this.others = List.of(others);
  }

  /// Its name and its other names.
  boolean answersTo(String name) {
    return id().equals(name) || others.contains(name);
  }

  /// As it stands in `gather_subset`.
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Whether it is gathered unless `!min` forbids it.
  boolean isMinimal() {
    return group == Group.MIN && this != ISCSI;
  }

  /// Whether it is gathered only if it is named: programs that take seconds.
  boolean isOnRequest() {
    return group == Group.FACTER || group == Group.OHAI;
  }

  /// The sections of the script that it needs.
  List<String> sections() {
    return switch (this) {
      case ENV -> List.of("env", "min");
      case LOCAL -> List.of("local");
      case HARDWARE -> List.of("min", "hardware");
      case VIRTUAL -> List.of("min", "virtual");
      default -> List.of(group.name().toLowerCase(Locale.ROOT));
    };
  }

  /// The facts, without their prefix.
  Map<String, Object> facts(Sections seen) {
    return facts.apply(seen);
  }
}
