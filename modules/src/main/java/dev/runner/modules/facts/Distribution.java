package dev.runner.modules.facts;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which system is installed, in Ansible's names.
///
/// @param name as `ansible_distribution`
/// @param family as `ansible_os_family`
/// @param variety whose rules told it, and `file` where from
record Distribution(
    String name, String family, String version, String release, String variety, String file) {
  private static final Pattern VERSION = Pattern.compile("(\\d+(?:\\.\\d+)*)");
  private static final Pattern CODE = Pattern.compile("\\(([^)]*)\\)");

  /// Ansible's names by the `ID` of os-release(5), and their families.
  private static final Map<String, List<String>> NAMES =
      Map.ofEntries(
          Map.entry("debian", List.of("Debian", "Debian")),
          Map.entry("raspbian", List.of("Debian", "Debian")),
          Map.entry("ubuntu", List.of("Ubuntu", "Debian")),
          Map.entry("linuxmint", List.of("Linux Mint", "Debian")),
          Map.entry("pop", List.of("Pop!_OS", "Debian")),
          Map.entry("kali", List.of("Kali", "Debian")),
          Map.entry("devuan", List.of("Devuan", "Debian")),
          Map.entry("parrot", List.of("Parrot", "Debian")),
          Map.entry("neon", List.of("KDE neon", "Debian")),
          Map.entry("elementary", List.of("elementary OS", "Debian")),
          Map.entry("deepin", List.of("Deepin", "Debian")),
          Map.entry("rhel", List.of("RedHat", "RedHat")),
          Map.entry("centos", List.of("CentOS", "RedHat")),
          Map.entry("fedora", List.of("Fedora", "RedHat")),
          Map.entry("rocky", List.of("Rocky", "RedHat")),
          Map.entry("almalinux", List.of("AlmaLinux", "RedHat")),
          Map.entry("ol", List.of("OracleLinux", "RedHat")),
          Map.entry("amzn", List.of("Amazon", "RedHat")),
          Map.entry("scientific", List.of("Scientific", "RedHat")),
          Map.entry("virtuozzo", List.of("Virtuozzo", "RedHat")),
          Map.entry("cloudlinux", List.of("CloudLinux", "RedHat")),
          Map.entry("openEuler", List.of("openEuler", "RedHat")),
          Map.entry("opensuse-leap", List.of("openSUSE Leap", "Suse")),
          Map.entry("opensuse-tumbleweed", List.of("openSUSE Tumbleweed", "Suse")),
          Map.entry("sles", List.of("SLES", "Suse")),
          Map.entry("sled", List.of("SLED", "Suse")),
          Map.entry("sles_sap", List.of("SLES_SAP", "Suse")),
          Map.entry("alpine", List.of("Alpine", "Alpine")),
          Map.entry("arch", List.of("Archlinux", "Archlinux")),
          Map.entry("manjaro", List.of("Manjaro", "Archlinux")),
          Map.entry("gentoo", List.of("Gentoo", "Gentoo")),
          Map.entry("void", List.of("Void", "Void")),
          Map.entry("nixos", List.of("NixOS", "NixOS")),
          Map.entry("slackware", List.of("Slackware", "Slackware")),
          Map.entry("flatcar", List.of("Flatcar", "Flatcar")),
          Map.entry("openwrt", List.of("OpenWrt", "OpenWrt")),
          Map.entry("photon", List.of("VMware Photon OS", "RedHat")));

  /// Package managers by their programs, in the order in which they are preferred.
  private static final List<List<String>> MANAGERS =
      List.of(
          List.of("apt", "/usr/bin/apt-get"),
          List.of("dnf5", "/usr/bin/dnf5"),
          List.of("dnf", "/usr/bin/dnf", "/usr/bin/dnf-3", "/usr/bin/microdnf"),
          List.of("yum", "/usr/bin/yum"),
          List.of("atomic_container", "/usr/bin/rpm-ostree"),
          List.of("zypper", "/usr/bin/zypper"),
          List.of("pacman", "/usr/bin/pacman"),
          List.of("apk", "/sbin/apk"),
          List.of("portage", "/usr/bin/emerge"),
          List.of("xbps", "/usr/bin/xbps-install"),
          List.of("opkg", "/opt/bin/opkg", "/bin/opkg", "/usr/bin/opkg"),
          List.of("swupd", "/usr/bin/swupd"),
          List.of("urpmi", "/usr/sbin/urpmi"),
          List.of("nix", "/run/current-system/sw/bin/nix-env", "/usr/bin/nix"),
          List.of("pkgng", "/usr/sbin/pkg"),
          List.of("pkgin", "/opt/local/bin/pkgin"));

  static Map<String, Object> facts(Sections seen) {
    return of(seen).facts();
  }

  private static Map<String, String> osRelease(Sections seen) {
    List<String> lines = seen.all("/etc/os-release");
    return Pairs.of(lines.isEmpty() ? seen.all("/usr/lib/os-release") : lines);
  }

  /// What the files say.
  static Distribution of(Sections seen) {
    Map<String, String> release = osRelease(seen);
    String id = release.getOrDefault("ID", "");
    List<String> names = NAMES.getOrDefault(id, guessed(release));
    String name = names.get(0);
    String family = names.get(1);
    String codename = release.getOrDefault("VERSION_CODENAME", "");
    String version = release.getOrDefault("VERSION_ID", "NA");
    Distribution plain =
        new Distribution(
            name, family, version, codename.isEmpty() ? "NA" : codename, family, "/etc/os-release");
    return switch (family) {
      case "Debian" ->
          plain.dotted(name.equals("Debian") ? seen.line("/etc/debian_version") : Optional.empty());
      case "Alpine" -> plain.dotted(seen.line("/etc/alpine-release"));
      case "RedHat" -> plain.fromRedHat(seen.line("/etc/redhat-release"), release);
      case "Archlinux" -> plain.versioned("rolling", codename.isEmpty() ? "NA" : codename);
      default -> plain;
    };
  }

  private static List<String> guessed(Map<String, String> release) {
    for (String like : release.getOrDefault("ID_LIKE", "").split(" ")) {
      List<String> known = NAMES.get(like);
      if (known != null) {
        return List.of(release.getOrDefault("NAME", "NA").split(" ")[0], known.get(1));
      }
    }
    String name = release.getOrDefault("NAME", "NA").split(" ")[0];
    return List.of(name, name);
  }

  private Distribution versioned(String other, String otherRelease) {
    return new Distribution(name, family, other, otherRelease, variety, file);
  }

  /// A file that holds nothing but a version says it more finely than os-release.
  private Distribution dotted(Optional<String> text) {
    return text.filter(line -> VERSION.matcher(line).matches())
        .map(line -> versioned(line, release))
        .orElse(this);
  }

  private Distribution fromRedHat(Optional<String> line, Map<String, String> os) {
    if (line.isEmpty() || name.equals("Amazon")) {
      return this;
    }
    Matcher code = CODE.matcher(line.get());
    String codename = code.find() ? code.group(1) : release;
    Matcher number = VERSION.matcher(line.get());
    String full = number.find() ? number.group(1) : os.getOrDefault("VERSION_ID", "NA");
    String[] parts = full.split("\\.");
    String shortened = parts.length > 2 ? parts[0] + "." + parts[1] : full;
    return new Distribution(
        line.get().startsWith("CentOS Stream") ? "CentOS" : name,
        family,
        shortened,
        line.get().startsWith("CentOS Stream") ? "Stream" : codename,
        "RedHat",
        "/etc/redhat-release");
  }

  private Map<String, Object> facts() {
    Map<String, Object> facts = new LinkedHashMap<>();
    String[] parts = version.split("\\.");
    facts.put("distribution", name);
    facts.put("distribution_version", version);
    facts.put("distribution_release", release);
    facts.put("distribution_major_version", parts[0]);
    if (family.equals("Debian") && parts.length > 1 && !name.equals("Ubuntu")) {
      facts.put("distribution_minor_version", parts[1]);
    }
    facts.put("distribution_file_path", file);
    facts.put("distribution_file_variety", variety);
    facts.put("distribution_file_parsed", !name.equals("NA"));
    facts.put("os_family", family);
    return facts;
  }

  static Map<String, Object> packageManager(Sections seen) {
    String family = of(seen).family();
    List<String> usual =
        switch (family) {
          case "Debian" -> List.of("apt");
          case "RedHat" -> List.of("dnf5", "dnf", "yum", "atomic_container");
          case "Suse" -> List.of("zypper");
          case "Archlinux" -> List.of("pacman");
          default -> List.of();
        };
    return Map.of(
        "pkg_mgr", manager(seen, usual).or(() -> manager(seen, List.of())).orElse("unknown"));
  }

  /// The first manager that is there; among these names only, if there are any.
  private static Optional<String> manager(Sections seen, List<String> among) {
    return MANAGERS.stream()
        .filter(each -> among.isEmpty() || among.contains(each.get(0)))
        .filter(each -> each.stream().skip(1).anyMatch(seen::there))
        .map(each -> each.get(0))
        .findFirst();
  }

  /// What `lsb_release` would say, which itself reads no more than these files.
  static Map<String, Object> lsb(Sections seen) {
    Map<String, String> own = Pairs.of(seen.all("/etc/lsb-release"));
    Map<String, String> os = osRelease(seen);
    if (!own.containsKey("DISTRIB_ID") && !seen.there("/usr/bin/lsb_release")) {
      return Map.of("lsb", Map.of());
    }
    String release = own.getOrDefault("DISTRIB_RELEASE", os.getOrDefault("VERSION_ID", ""));
    Map<String, Object> lsb = new LinkedHashMap<>();
    lsb.put("id", own.getOrDefault("DISTRIB_ID", of(seen).name()));
    lsb.put("release", release);
    lsb.put(
        "description", own.getOrDefault("DISTRIB_DESCRIPTION", os.getOrDefault("PRETTY_NAME", "")));
    lsb.put(
        "codename", own.getOrDefault("DISTRIB_CODENAME", os.getOrDefault("VERSION_CODENAME", "")));
    lsb.put("major_release", release.split("\\.")[0]);
    return Map.of("lsb", lsb);
  }
}
