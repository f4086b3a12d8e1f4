package dev.runner.modules.services;

import dev.runner.module.Command;
import dev.runner.module.Describe;
import dev.runner.module.Effect;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.TaskModule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Learns what services a host has.
@Describe(
    summary = "Learn what services a host has, and whether they run.",
    since = "0.1",
    example =
        """
        - name: learn about services
          service_facts:
        """,
    returns = {
      @Describe.Returned(
          name = "ansible_facts",
          value = "The fact services: by name, each with its name, state, status and source.")
    })
public record ServiceFacts() implements TaskModule {

  private static final String SCRIPT =
      """
      has() { command -v "$1" >/dev/null 2>&1; }
      listed=
      if has service; then
        listed=$(service --status-all </dev/null 2>&1 | sed -n 's/^ *\\[ \\([-+]\\) \\] *\\(.*[^ ]\\) *$/listed \\1 \\2/p')
        [ -z "$listed" ] || printf '%s\\n' "$listed"
      fi
      if has systemctl && { [ -d /run/systemd/system ] || [ -d /dev/.run/systemd ]; }; then
        export LC_ALL=C SYSTEMD_PAGER=
        systemctl list-units --no-pager --type=service --all --plain --no-legend 2>/dev/null | sed 's/^/unit /'
        f=$(systemctl list-unit-files --no-pager --type=service --no-legend 2>/dev/null)
        printf '%s\\n' "$f" | sed 's/^/file /'
        set -f
        set -- $(printf '%s\\n' "$f" | awk '$1 !~ /@\\.service$/ { print $1 }')
        [ $# = 0 ] || systemctl show --no-pager -p Names -p ActiveState -- "$@" 2>/dev/null | sed 's/^/show /'
      elif has rc-status; then
        rc-status -a -s 2>/dev/null | sed 's/^/openrc /'
        rc-update show 2>/dev/null | sed 's/^/level /'
      elif [ -z "$listed" ]; then
        for s in /etc/init.d/*; do
          [ -f "$s" ] && [ -x "$s" ] || continue
          n=${s##*/}
          case $n in README | functions | skeleton | rc | rcS | *.dpkg-* | *~) continue ;; esac
          if grep -q -e '\\<status\\>' "$s" 2>/dev/null; then
            if "$s" status >/dev/null 2>&1 </dev/null; then echo "sysv $n running"; else echo "sysv $n stopped"; fi
          else echo "sysv $n stopped"; fi
        done
      fi
      """;

  private static final Set<String> BAD = Set.of("not-found", "masked", "failed");
  private static final Pattern OPENRC = Pattern.compile("\\s*(\\S+)\\s+\\[\\s*(\\w+).*\\].*");

  @Override
  public Plan plan(Probe host) {
    Map<String, Object> services = read(host.look(Command.of("sh", "-c", SCRIPT)).lines());
    Map<String, Object> facts = Map.of("services", services);
    return Plan.learned("%d services".formatted(services.size()))
        .with("ansible_facts", facts)
        .with(new Effect.Facts(facts));
  }

  static Map<String, Object> read(List<String> lines) {
    Map<String, Map<String, Object>> all = new TreeMap<>();
    Map<String, String> active = new LinkedHashMap<>();
    List<String> names = List.of();
    for (String line : lines) {
      String[] words = line.strip().split("\\s+");
      switch (words[0]) {
        case "unit" -> unit(words, all);
        case "show" -> {
          String property = words.length > 1 ? words[1] : "";
          if (property.startsWith("Names=")) {
            names = List.of(line.substring(line.indexOf('=') + 1).strip().split("\\s+"));
          } else if (property.startsWith("ActiveState=")) {
            String state = property.substring("ActiveState=".length());
            names.forEach(name -> active.put(name, state));
          }
        }
        case "listed" ->
            put(all, words[2], words[1].equals("+") ? "running" : "stopped", "", "sysv");
        case "sysv" -> put(all, words[1], words[2], "", "sysv");
        case "openrc" -> openrc(line.substring("openrc".length()), all);
        default -> {}
      }
    }
    lines.stream()
        .filter(line -> line.startsWith("file "))
        .map(line -> line.split("\\s+"))
        .filter(words -> words.length > 2)
        .forEach(words -> file(words[1], words[2], active, all));
    lines.stream()
        .filter(line -> line.startsWith("level "))
        .map(line -> line.substring("level ".length()).split("\\|"))
        .forEach(parts -> level(parts, all));
    return new LinkedHashMap<>(all);
  }

  private static void put(
      Map<String, Map<String, Object>> all,
      String name,
      String state,
      String status,
      String source) {
    Map<String, Object> service = new LinkedHashMap<>();
    service.put("name", name);
    service.put("state", state);
    if (!status.isEmpty()) {
      service.put("status", status);
    }
    service.put("source", source);
    all.put(name, service);
  }

  /// `unit NAME LOADED ACTIVE SUB …`, where a mark may stand before the name. A unit that no file
  /// of its own describes (an instance of a template) has no other status than being active.
  private static void unit(String[] words, Map<String, Map<String, Object>> all) {
    int at = words.length > 1 && !words[1].contains(".") ? 2 : 1;
    if (words.length < at + 4) {
      return;
    }
    String state = words[at + 3].equals("running") ? "running" : "stopped";
    String status = words[at + 2];
    for (String bad : List.of(words[at + 1], words[at + 2])) {
      status = BAD.contains(bad) ? bad : status;
    }
    put(all, words[at], state, status, "systemd");
  }

  private static void file(
      String name,
      String status,
      Map<String, String> active,
      Map<String, Map<String, Object>> all) {
    Map<String, Object> known = all.get(name);
    if (known == null) {
      put(all, name, active.getOrDefault(name, "unknown"), status, "systemd");
    } else if (!BAD.contains(String.valueOf(known.get("status")))) {
      known.put("status", status);
    }
  }

  private static void openrc(String line, Map<String, Map<String, Object>> all) {
    Matcher parts = OPENRC.matcher(line);
    if (parts.matches()) {
      String state = parts.group(2).equals("started") ? "running" : parts.group(2);
      put(all, parts.group(1), state, "disabled", "openrc");
    }
  }

  /// ` sshd | default nonetwork`.
  private static void level(String[] parts, Map<String, Map<String, Object>> all) {
    Map<String, Object> known = all.get(parts[0].strip());
    String levels = parts.length > 1 ? parts[1].strip() : "";
    if (known != null && !levels.isEmpty()) {
      known.put("status", "enabled");
      known.put("runlevels", List.of(levels.split("\\s+")));
    }
  }
}
