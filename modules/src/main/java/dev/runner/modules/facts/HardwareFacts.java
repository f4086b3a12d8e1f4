package dev.runner.modules.facts;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Memory, processors, disks, and what the firmware says of the machine.
final class HardwareFacts {
  private static final long KIB_PER_MIB = 1024;

  /// Facts by the firmware's file.
  private static final Map<String, String> FIRMWARE =
      Map.ofEntries(
          Map.entry("bios_date", "bios_date"),
          Map.entry("bios_vendor", "bios_vendor"),
          Map.entry("bios_version", "bios_version"),
          Map.entry("board_asset_tag", "board_asset_tag"),
          Map.entry("board_name", "board_name"),
          Map.entry("board_serial", "board_serial"),
          Map.entry("board_vendor", "board_vendor"),
          Map.entry("board_version", "board_version"),
          Map.entry("chassis_asset_tag", "chassis_asset_tag"),
          Map.entry("chassis_serial", "chassis_serial"),
          Map.entry("chassis_vendor", "chassis_vendor"),
          Map.entry("chassis_version", "chassis_version"),
          Map.entry("product_name", "product_name"),
          Map.entry("product_serial", "product_serial"),
          Map.entry("product_uuid", "product_uuid"),
          Map.entry("product_version", "product_version"),
          Map.entry("sys_vendor", "system_vendor"));

  /// What a chassis can be, by number from 1 (DMTF DSP0134, table "System Enclosure or Chassis
  /// Types").
  private static final List<String> CHASSIS =
      List.of(
          ("Other,Unknown,Desktop,Low Profile Desktop,Pizza Box,Mini Tower,Tower,Portable,Laptop,"
                  + "Notebook,Hand Held,Docking Station,All In One,Sub Notebook,Space-saving,"
                  + "Lunch Box,Main Server Chassis,Expansion Chassis,Sub Chassis,"
                  + "Bus Expansion Chassis,Peripheral Chassis,RAID Chassis,Rack Mount Chassis,"
                  + "Sealed-case PC,Multi-system,CompactPCI,AdvancedTCA,Blade,Blade Enclosure,"
                  + "Tablet,Convertible,Detachable,IoT Gateway,Embedded PC,Mini PC,Stick PC")
              .split(","));

  private HardwareFacts() {}

  static Map<String, Object> of(Sections seen) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.putAll(memory(seen));
    facts.putAll(CpuFacts.of(seen));
    facts.putAll(firmware(seen));
    facts.putAll(DiskFacts.mounts(seen));
    facts.putAll(DiskFacts.devices(seen));
    String up = seen.line("/proc/uptime").orElse("").split(" ")[0];
    if (!up.isEmpty()) {
      facts.put("uptime_seconds", (long) Numbers.real(up));
    }
    facts.put("lvm", LvmFacts.of(seen));
    return facts;
  }

  /// `/proc/meminfo` counts in KiB (proc(5)).
  private static Map<String, Object> memory(Sections seen) {
    Map<String, Long> kib = new LinkedHashMap<>();
    for (String line : seen.all("/proc/meminfo")) {
      String[] words = line.split("[:\\s]+");
      if (words.length > 1) {
        Numbers.whole(words[1]).ifPresent(number -> kib.put(words[0], number));
      }
    }
    if (!kib.containsKey("MemTotal")) {
      return Map.of();
    }
    long total = mib(kib, "MemTotal");
    long free = mib(kib, "MemFree");
    long used = kib.get("MemTotal") - kib.getOrDefault("MemFree", 0L);
    long needed = used - kib.getOrDefault("Cached", 0L) - kib.getOrDefault("Buffers", 0L);
    long swap = mib(kib, "SwapTotal");
    long swapFree = mib(kib, "SwapFree");
    long swapUsed = kib.getOrDefault("SwapTotal", 0L) - kib.getOrDefault("SwapFree", 0L);
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("memtotal_mb", total);
    facts.put("memfree_mb", free);
    facts.put("swaptotal_mb", swap);
    facts.put("swapfree_mb", swapFree);
    facts.put(
        "memory_mb",
        Map.of(
            "real",
            Map.of("total", total, "used", used / KIB_PER_MIB, "free", free),
            "nocache",
            Map.of(
                "free", (kib.get("MemTotal") - needed) / KIB_PER_MIB,
                "used", needed / KIB_PER_MIB),
            "swap",
            Map.of(
                "total",
                swap,
                "free",
                swapFree,
                "used",
                swapUsed / KIB_PER_MIB,
                "cached",
                mib(kib, "SwapCached"))));
    return facts;
  }

  private static long mib(Map<String, Long> kib, String name) {
    return kib.getOrDefault(name, 0L) / KIB_PER_MIB;
  }

  private static Map<String, Object> firmware(Sections seen) {
    Map<String, Object> facts = new LinkedHashMap<>();
    FIRMWARE.forEach(
        (file, fact) -> facts.put(fact, seen.line("/sys/class/dmi/id/" + file).orElse("NA")));
    int type =
        seen.line("/sys/class/dmi/id/chassis_type")
            .flatMap(Numbers::whole)
            .map(Math::toIntExact)
            .orElse(0);
    facts.put("form_factor", type > 0 && type <= CHASSIS.size() ? CHASSIS.get(type - 1) : "NA");
    return facts;
  }
}
