package dev.runner.modules.facts;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A part of the facts, and the names of facts by which it may be asked for too (the table
/// "Possible values" in the documentation of Ansible's `setup`).
enum Subset {
  APPARMOR(Group.MIN, ""),
  CAPS(Group.MIN, "system_capabilities system_capabilities_enforced"),
  CHROOT(Group.MIN, "is_chroot"),
  CMDLINE(Group.MIN, "proc_cmdline"),
  DATE_TIME(Group.MIN, ""),
  DISTRIBUTION(
      Group.MIN, "distribution_version distribution_release distribution_major_version os_family"),
  DNS(Group.MIN, ""),
  ENV(Group.MIN, ""),
  FIPS(Group.MIN, ""),
  LOADAVG(Group.MIN, ""),
  LOCAL(Group.MIN, ""),
  LSB(Group.MIN, ""),
  PKG_MGR(Group.MIN, ""),
  PLATFORM(Group.MIN, "system kernel kernel_version machine architecture machine_id"),
  PYTHON(Group.MIN, "python_version"),
  SELINUX(Group.MIN, ""),
  SERVICE_MGR(Group.MIN, ""),
  SSH_PUB_KEYS(
      Group.MIN,
      "ssh_host_pub_keys ssh_host_key_dsa_public ssh_host_key_rsa_public ssh_host_key_ecdsa_public"
          + " ssh_host_key_ed25519_public"),
  USER(
      Group.MIN,
      "user_id user_uid user_gid user_gecos user_dir user_shell real_user_id effective_user_id"
          + " effective_group_ids"),
  HARDWARE(Group.HARDWARE, "processor processor_cores processor_count mounts devices"),
  NETWORK(
      Group.NETWORK, "interfaces default_ipv4 default_ipv6 all_ipv4_addresses all_ipv6_addresses"),
  ISCSI(Group.MIN, "nvme fibre_channel_wwn"),
  SYSTEMD(Group.MIN, ""),
  VIRTUAL(
      Group.VIRTUAL,
      "virtualization_type virtualization_role virtualization_tech_guest virtualization_tech_host"),
  FACTER(Group.FACTER, ""),
  OHAI(Group.OHAI, "");

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
  private final String others;

  /// @param others other names it answers to, between spaces
  Subset(Group group, String others) {
    this.group = group;
    this.others = others;
  }

  /// Its name and its other names.
  boolean answersTo(String name) {
    return id().equals(name) || List.of(others.split(" ")).contains(name);
  }

  /// As it stands in `gather_subset`.
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Whether it is gathered unless `!min` forbids it.
  boolean isMinimal() {
    return group == Group.MIN && this != ISCSI && this != SYSTEMD;
  }

  /// Whether it is gathered only if it is named: programs that take seconds.
  boolean isOnRequest() {
    return group == Group.FACTER || group == Group.OHAI;
  }

  /// The sections of the script that it needs.
  List<String> sections() {
    return switch (this) {
      case ENV -> List.of("env", "min");
      case LOCAL, SYSTEMD -> List.of(id());
      case HARDWARE -> List.of("min", "hardware");
      case VIRTUAL -> List.of("min", "virtual");
      default -> List.of(group.name().toLowerCase(Locale.ROOT));
    };
  }

  /// The facts, without their prefix.
  Map<String, Object> facts(Sections seen) {
    return switch (this) {
      case APPARMOR -> SecurityFacts.apparmor(seen);
      case CAPS -> SecurityFacts.capabilities(seen);
      case CHROOT -> SystemFacts.chroot(seen);
      case CMDLINE -> SystemFacts.commandLine(seen);
      case DATE_TIME -> TimeFacts.of(seen);
      case DISTRIBUTION -> Distribution.facts(seen);
      case DNS -> DnsFacts.of(seen);
      case ENV -> SystemFacts.environment(seen);
      case FIPS -> SecurityFacts.fips(seen);
      case LOADAVG -> SystemFacts.load(seen);
      case LOCAL -> LocalFacts.of(seen);
      case LSB -> Distribution.lsb(seen);
      case PKG_MGR -> Distribution.packageManager(seen);
      case PLATFORM -> SystemFacts.platform(seen);
      case PYTHON -> SystemFacts.python(seen);
      case SELINUX -> SecurityFacts.selinux(seen);
      case SERVICE_MGR -> SystemFacts.serviceManager(seen);
      case SSH_PUB_KEYS -> SecurityFacts.hostKeys(seen);
      case USER -> UserFacts.of(seen);
      case HARDWARE -> HardwareFacts.of(seen);
      case NETWORK -> NetworkFacts.of(seen);
      case ISCSI -> SystemFacts.initiators(seen);
      case SYSTEMD -> SystemFacts.systemd(seen);
      case VIRTUAL -> VirtualFacts.of(seen);
      case FACTER -> LocalFacts.program(seen, "facter");
      case OHAI -> LocalFacts.program(seen, "ohai");
    };
  }
}
