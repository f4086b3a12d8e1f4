package dev.runner.modules.facts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Processors, counted as Ansible counts them: `processor_count` sockets, cores in each, threads of
/// each core, and `vcpus` altogether.
final class CpuFacts {
  private static final Set<String> NAMING =
      Set.of("processor", "vendor_id", "model name", "cpu", "Vendor", "Processor");

  private CpuFacts() {}

  static Map<String, Object> of(Sections seen) {
    List<String> names = new ArrayList<>();
    Set<String> sockets = new LinkedHashSet<>();
    Map<String, Long> counts = new LinkedHashMap<>();
    List<String> flags = List.of();
    long logical = 0;
    for (String line : seen.lines("cpus")) {
      int colon = line.indexOf(':');
      String key = colon < 0 ? "" : line.substring(0, colon).strip();
      String value = colon < 0 ? "" : line.substring(colon + 1).strip();
      if (NAMING.contains(key)) {
        names.add(value);
      }
      switch (key) {
        case "processor" -> logical++;
        case "physical id" -> sockets.add(value);
        case "cpu cores", "siblings" ->
            Numbers.whole(value).ifPresent(number -> counts.putIfAbsent(key, number));
        case "flags", "Features" -> flags = List.of(value.split("\\s+"));
        default -> {
          // the names are taken above
        }
      }
    }
    if (logical == 0 && names.isEmpty()) {
      return Map.of();
    }
    long count = sockets.isEmpty() ? Math.max(logical, 1) : sockets.size();
    long cores = sockets.isEmpty() ? 1 : Math.max(counts.getOrDefault("cpu cores", 1L), 1);
    long threads =
        sockets.isEmpty() ? 1 : Math.max(counts.getOrDefault("siblings", cores) / cores, 1);
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("processor", names);
    facts.put("processor_count", count);
    facts.put("processor_cores", cores);
    facts.put("processor_threads_per_core", threads);
    facts.put("processor_vcpus", count * cores * threads);
    facts.put("processor_nproc", usable(seen, logical));
    if (!flags.isEmpty()) {
      facts.put("flags", flags);
    }
    return facts;
  }

  /// How many of them the process may use: a list such as `0-3,8` (proc(5), `Cpus_allowed_list`).
  private static long usable(Sections seen, long all) {
    for (String line : seen.all("/proc/self/status")) {
      if (line.startsWith("Cpus_allowed_list:")) {
        long count = 0;
        for (String part : line.substring(18).strip().split(",")) {
          String[] ends = part.split("-");
          long first = Numbers.whole(ends[0]).orElse(0L);
          count += Numbers.whole(ends[ends.length - 1]).orElse(first) - first + 1;
        }
        return all > 0 ? Math.min(count, all) : count;
      }
    }
    return all;
  }
}
