package dev.runner.modules.facts;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The volume groups of LVM and what is in them, sizes in gigabytes. Only root sees them.
final class LvmFacts {
  private LvmFacts() {}

  static Object of(Sections seen) {
    List<String> lines = seen.lines("lvm");
    if (!seen.has("lvm")) {
      return "N/A";
    }
    Map<String, Object> groups = new LinkedHashMap<>();
    Map<String, Map<String, Object>> parts = new LinkedHashMap<>();
    Map<String, Object> logicals = new LinkedHashMap<>();
    Map<String, Object> physicals = new LinkedHashMap<>();
    for (String line : lines) {
      String[] is = line.split(",", -1);
      switch (is[0]) {
        case "vg" -> {
          Map<String, Object> within = new LinkedHashMap<>();
          parts.put(is[1], within);
          groups.put(
              is[1],
              Map.of(
                  "num_pvs", is[2], "num_lvs", is[3], "size_g", is[4], "free_g", is[5], "lvs",
                  within));
        }
        case "lv" -> {
          logicals.put(is[1], Map.of("vg", is[2], "size_g", is[3]));
          parts
              .computeIfAbsent(is[2], name -> new LinkedHashMap<>())
              .put(is[1], Map.of("size_g", is[3]));
        }
        case "pv" -> physicals.put(is[1], Map.of("vg", is[2], "size_g", is[3], "free_g", is[4]));
        default -> {}
      }
    }
    return Map.of("vgs", groups, "lvs", logicals, "pvs", physicals);
  }
}
