package dev.runner.modules.facts;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Whether the host is a virtual machine or a container, or holds some.
final class VirtualFacts {
  /// Kinds of machine by what the firmware calls itself.
  private record Kind(String name, Pattern product, Pattern vendor) {}

  private static final Pattern ANY = Pattern.compile("(?s).*");
  private static final List<Kind> KINDS =
      List.of(
          kind("kvm", "KVM.*|Bochs|AHV|RHEV.*|oVirt.*|OpenStack.*|Google Compute Engine", ".*"),
          kind(
              "kvm",
              ".*",
              "QEMU|Amazon EC2|DigitalOcean|Hetzner|Nutanix|oVirt|oVirt Project|Linode|Scaleway|Vultr|OpenStack Foundation|Apple Inc\\. Virtualization"),
          kind("kvm", "Standard PC.*|KubeVirt|Apple Virtualization Generic Platform", ".*"),
          kind("VMware", "VMware.*", ".*"),
          kind("VMware", ".*", "VMware, Inc\\..*"),
          kind("virtualbox", "VirtualBox", ".*"),
          kind("virtualbox", ".*", "innotek GmbH"),
          kind("xen", "HVM domU|Xen.*", ".*"),
          kind("xen", ".*", "Xen"),
          kind("VirtualPC", "Virtual Machine", "Microsoft Corporation"),
          kind("parallels", "Parallels.*", ".*"),
          kind("parallels", ".*", "Parallels.*"),
          kind("bhyve", "BHYVE", ".*"));

  private VirtualFacts() {}

  private static Kind kind(String name, String product, String vendor) {
    return new Kind(
        name,
        product.equals(".*") ? ANY : Pattern.compile(product),
        vendor.equals(".*") ? ANY : Pattern.compile(vendor));
  }

  static Map<String, Object> of(Sections seen) {
    Set<String> guests = new LinkedHashSet<>();
    container(seen)
        .ifPresent(
            name -> {
              guests.add(name);
              guests.add("container");
            });
    machine(seen).ifPresent(guests::add);
    Set<String> hosts = new LinkedHashSet<>();
    if (seen.there("/sys/module/kvm") || seen.there("/dev/kvm")) {
      hosts.add("kvm");
    }
    if (seen.there("/sys/module/vboxdrv")) {
      hosts.add("virtualbox");
    }
    Map<String, Object> facts = new LinkedHashMap<>();
    String type = guests.stream().findFirst().or(() -> hosts.stream().findFirst()).orElse("NA");
    facts.put("virtualization_type", type);
    facts.put("virtualization_role", !guests.isEmpty() ? "guest" : hosts.isEmpty() ? "NA" : "host");
    facts.put("virtualization_tech_guest", List.copyOf(guests));
    facts.put("virtualization_tech_host", List.copyOf(hosts));
    return facts;
  }

  private static Optional<String> container(Sections seen) {
    String groups = String.join("\n", seen.all("/proc/1/cgroup"));
    String named =
        seen.line("/run/systemd/container")
            .orElse(seen.text("container").strip().replaceFirst("^container=", ""));
    if (seen.there("/.dockerenv") || groups.matches("(?s).*/docker[/-].*")) {
      return Optional.of("docker");
    } else if (seen.there("/run/.containerenv") || named.equals("podman")) {
      return Optional.of("podman");
    } else if (seen.there("/proc/vz") && !seen.there("/proc/bc")) {
      return Optional.of("openvz");
    } else if (groups.matches("(?s).*/lxc/.*") || named.startsWith("lxc")) {
      return Optional.of("lxc");
    }
    return Optional.of(named).filter(name -> !name.isEmpty());
  }

  private static Optional<String> machine(Sections seen) {
    if (seen.there("/proc/xen")
        || seen.line("/sys/hypervisor/type").filter("xen"::equals).isPresent()) {
      return Optional.of("xen");
    }
    String product = seen.line("/sys/class/dmi/id/product_name").orElse("");
    String vendor = seen.line("/sys/class/dmi/id/sys_vendor").orElse("");
    Optional<String> known =
        KINDS.stream()
            .filter(kind -> !product.isEmpty() || !vendor.isEmpty())
            .filter(kind -> kind.product().matcher(product).matches())
            .filter(kind -> kind.vendor().matcher(vendor).matches())
            .map(Kind::name)
            .findFirst();
    boolean emulated =
        seen.lines("cpus").stream().anyMatch(line -> line.matches("model name\\s*:.*QEMU.*"));
    return known.or(() -> emulated ? Optional.of("kvm") : Optional.empty());
  }
}
