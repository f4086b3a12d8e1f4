package dev.runner.modules.facts;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The kernel, and what runs on it.
final class SystemFacts {
  private static final Pattern INTEL = Pattern.compile("i[3456]86|i86pc");
  private static final Map<String, String> FIRST_PROCESS =
      Map.of(
          "procd", "openwrt_init",
          "runit-init", "runit",
          "svscan", "svc",
          "openrc-init", "openrc");

  private SystemFacts() {}

  static Map<String, Object> platform(Sections seen) {
    String[] uname = (seen.text("uname").strip() + " ? ? ? ?").split(" ");
    Map<String, Object> facts = new LinkedHashMap<>();
    String machine = uname[3];
    facts.put("system", uname[0]);
    facts.put("kernel", uname[2]);
    seen.line("/proc/sys/kernel/version").ifPresent(text -> facts.put("kernel_version", text));
    facts.put("machine", machine);
    facts.put("architecture", INTEL.matcher(machine).matches() ? "i386" : machine);
    facts.putAll(userspace(seen, machine));
    facts.putAll(names(uname[1], seen.text("fqdn").strip()));
    seen.line("/var/lib/dbus/machine-id")
        .or(() -> seen.line("/etc/machine-id"))
        .ifPresent(id -> facts.put("machine_id", id));
    return facts;
  }

  private static Map<String, Object> userspace(Sections seen, String machine) {
    boolean wide =
        machine.equals("x86_64")
            ? seen.there("/lib64/ld-linux-x86-64.so.2") || seen.there("/lib/ld-musl-x86_64.so.1")
            : machine.contains("64") || machine.equals("s390x");
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("userspace_bits", wide ? "64" : "32");
    if (machine.equals("x86_64")) {
      facts.put("userspace_architecture", wide ? "x86_64" : "i386");
    }
    return facts;
  }

  private static Map<String, Object> names(String node, String full) {
    String fqdn = full.isEmpty() ? node : full;
    int dot = fqdn.indexOf('.');
    return Map.of(
        "nodename",
        node,
        "hostname",
        node.contains(".") ? node.substring(0, node.indexOf('.')) : node,
        "fqdn",
        fqdn,
        "domain",
        dot < 0 ? "" : fqdn.substring(dot + 1));
  }

  static Map<String, Object> chroot(Sections seen) {
    return Map.of("is_chroot", seen.there("chroot"));
  }

  static Map<String, Object> environment(Sections seen) {
    Map<String, Object> variables = new LinkedHashMap<>();
    String text = seen.text("env");
    for (String variable : text.split(text.indexOf('\0') >= 0 ? "\0" : "\n")) {
      int equals = variable.indexOf('=');
      if (equals > 0) {
        variables.put(variable.substring(0, equals), variable.substring(equals + 1));
      }
    }
    return Map.of("env", variables);
  }

  static Map<String, Object> load(Sections seen) {
    String[] words = seen.line("/proc/loadavg").orElse("").split(" ");
    return words.length < 3
        ? Map.of()
        : Map.of(
            "loadavg",
            Map.of(
                "1m", Numbers.real(words[0]),
                "5m", Numbers.real(words[1]),
                "15m", Numbers.real(words[2])));
  }

  static Map<String, Object> commandLine(Sections seen) {
    Map<String, Object> last = new LinkedHashMap<>();
    Map<String, Object> every = new LinkedHashMap<>();
    for (String word : seen.line("/proc/cmdline").orElse("").split("\\s+")) {
      if (word.isEmpty()) {
        continue;
      }
      int equals = word.indexOf('=');
      String name = equals < 0 ? word : word.substring(0, equals);
      Object value = equals < 0 ? (Object) true : word.substring(equals + 1);
      last.put(name, value);
      every.merge(name, value, SystemFacts::both);
    }
    return Map.of("cmdline", last, "proc_cmdline", every);
  }

  private static Object both(Object before, Object more) {
    List<Object> all = new ArrayList<>(before instanceof List<?> list ? list : List.of(before));
    all.add(more);
    return all;
  }

  /// Where a Python is, and which; nothing here needs it. Its version is told by the name of a file
  /// beside it, without the third number; only where none tells is it run.
  static Map<String, Object> python(Sections seen) {
    List<String> lines = seen.lines("python");
    if (lines.isEmpty()) {
      return Map.of("python", Map.of("present", false));
    }
    Map<String, Object> python = new LinkedHashMap<>();
    python.put("present", true);
    python.put("executable", lines.getFirst().strip());
    if (lines.size() < 2) {
      return Map.of("python", python);
    }
    String version = lines.get(1).strip();
    List<Long> numbers =
        Stream.of(version.split("\\.")).map(it -> Numbers.whole(it).orElse(0L)).toList();
    Map<String, Object> named = new LinkedHashMap<>();
    Iterator<String> names = List.of("major", "minor", "micro").iterator();
    numbers.forEach(number -> named.put(names.next(), number));
    python.put("version", named);
    python.put("version_info", numbers);
    python.put("has_sslcontext", hasSslContext(numbers));
    python.put("type", implementation(lines.getFirst(), numbers));
    return Map.of("python", python, "python_version", version);
  }

  /// What it is called by itself, since Python 3 in small letters.
  private static String implementation(String executable, List<Long> version) {
    String name = executable.substring(executable.lastIndexOf('/') + 1);
    String called = name.startsWith("pypy") ? "PyPy" : "CPython";
    return version.getFirst() > 2 ? called.toLowerCase(Locale.ROOT) : called;
  }

  /// Which systemd runs the host, and what it was built with.
  static Map<String, Object> systemd(Sections seen) {
    List<String> lines = seen.lines("systemd");
    String[] words = lines.isEmpty() ? new String[0] : lines.getFirst().split("\\s+");
    if (words.length < 2) {
      return Map.of();
    }
    Map<String, Object> systemd = new LinkedHashMap<>();
    systemd.put("features", lines.size() > 1 ? lines.get(1).strip() : "");
    systemd.put("version", Numbers.whole(words[1]).<Object>map(number -> number).orElse(words[1]));
    return Map.of("systemd", systemd);
  }

  /// Whether its `ssl` knows contexts: since 2.7.9 and 3.2.
  private static boolean hasSslContext(List<Long> version) {
    long major = version.getFirst();
    long minor = version.size() > 1 ? version.get(1) : 0;
    long micro = version.size() > 2 ? version.get(2) : 0;
    return major > 3 || (major == 3 && minor >= 2) || (major == 2 && minor == 7 && micro >= 9);
  }

  static Map<String, Object> serviceManager(Sections seen) {
    String first = seen.line("/proc/1/comm").orElse("");
    boolean telling = !first.isEmpty() && !first.equals("init") && !first.endsWith("sh");
    return Map.of(
        "service_mgr", telling ? FIRST_PROCESS.getOrDefault(first, first) : managerByFiles(seen));
  }

  private static String managerByFiles(Sections seen) {
    boolean systemctl = seen.there("/bin/systemctl") || seen.there("/usr/bin/systemctl");
    boolean booted =
        seen.there("/run/systemd/system")
            || seen.there("/dev/.run/systemd")
            || seen.there("/dev/.systemd");
    if (systemctl && booted) {
      return "systemd";
    } else if (seen.there("/sbin/initctl") && seen.there("/etc/init")) {
      return "upstart";
    } else if (seen.there("/sbin/openrc")) {
      return "openrc";
    } else if (seen.there("/sbin/dinit")) {
      return "dinit";
    }
    return seen.there("/etc/init.d") ? "sysvinit" : "service";
  }

  /// Names by which the host speaks to its storage.
  static Map<String, Object> initiators(Sections seen) {
    Map<String, Object> facts = new LinkedHashMap<>();
    Optional<String> iqn =
        Optional.ofNullable(
            Pairs.of(seen.all("/etc/iscsi/initiatorname.iscsi")).get("InitiatorName"));
    facts.put("iscsi_iqn", iqn.orElse(""));
    facts.put("hostnqn", seen.line("/etc/nvme/hostnqn").orElse(""));
    facts.put(
        "fibre_channel_wwn",
        seen.paths("/sys/class/fc_host/").stream()
            .map(path -> seen.line(path).orElse("").replaceFirst("^0x", ""))
            .toList());
    return facts;
  }
}
