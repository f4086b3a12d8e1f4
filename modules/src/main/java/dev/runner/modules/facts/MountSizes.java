package dev.runner.modules.facts;

import dev.runner.module.Command;
import dev.runner.module.Probe;
import dev.runner.values.Python;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How large file systems are, and which of them didn't answer in time.
///
/// @param sizes by mount point
/// @param late a sentence for each that took too long
record MountSizes(Map<String, Map<String, Object>> sizes, List<String> late) {
  static final MountSizes NONE = new MountSizes(Map.of(), List.of());

  /// Prints a line for each path, in their order: the figures of its file system, `late`, or
  /// nothing.
  private static final String SCRIPT =
      """
      patience=$1
      shift
      for point; do
        if [ -n "$patience" ]; then
          timeout "$patience" stat -f -c '%s %S %b %a %c %d' -- "$point" 2>/dev/null
        else
          stat -f -c '%s %S %b %a %c %d' -- "$point" 2>/dev/null
        fi
        case $? in 0) ;; 124 | 143) echo late ;; *) echo ;; esac
      done
      """;

  static MountSizes ask(Probe host, List<MountSources.Mount> mounts, Optional<Double> patience) {
    Map<String, MountSources.Mount> points = new LinkedHashMap<>();
    mounts.forEach(mount -> points.putIfAbsent(mount.point(), mount));
    List<String> answers =
        host.look(
                Command.of("sh", "-c", SCRIPT, "sizes", patience.map(Python::string).orElse(""))
                    .and(points.keySet().toArray()))
            .stdout()
            .lenientText()
            .lines()
            .toList();
    Map<String, Map<String, Object>> sizes = new LinkedHashMap<>();
    List<String> late = new ArrayList<>();
    int at = 0;
    for (MountSources.Mount mount : points.values()) {
      String answer = at < answers.size() ? answers.get(at) : "";
      at++;
      if (answer.equals("late")) {
        late.add(
            "Timed out getting mount size for mount %s (type %s)"
                .formatted(mount.point(), mount.entry().field("fstype")));
      } else if (!answer.isBlank()) {
        sizes.put(mount.point(), DiskFacts.sizes(answer));
      }
    }
    return new MountSizes(sizes, late);
  }

  Map<String, Object> of(String point) {
    return sizes.getOrDefault(point, Map.of());
  }
}
